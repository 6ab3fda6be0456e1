import { answerBlocks, elides, trimBlankLines } from '../../prompt/answerCode';
import { isSameFamily } from '../../prompt/answerLanguage';
import { codeOnly } from '../../text/codeOnly';
import { looseBrackets } from '../../text/brackets';
import { lineEnd, nextLineStart } from '../../text/lines';
import type { FrameworkManner } from './frameworks';
import { patternOf, type TestHeader } from './testHeader';
import type { TestSubject } from './testSubject';

/** Why the code of an answer is of no use. */
export type TestRefusal =
  | 'noCode'
  | 'otherLanguage'
  | 'otherFramework'
  | 'unknownModule'
  | 'tooLong'
  | 'elided'
  | 'noTest'
  | 'noAssertion'
  | 'otherCode'
  | 'copied';

/** How imports and what else stands once at the top of a file are written, from the left edge of a line on. */
const script =
  /import\b(?!\s*[(.])[^'"`;]*?(?:from\s*)?(['"])[^'"\n]+\1[^\n]*|(?:const|let|var)\s[^=;]*=\s*require\(\s*(['"])[^'"\n]+\2\s*\)[^\n]*/y;
const jvm = /(?:package|import)[^\S\n]+[^\n]+/y;
const native = /#[^\S\n]*include\b[^\n]*/y;
const importPatterns: Readonly<Record<string, RegExp>> = {
  typescript: script,
  typescriptreact: script,
  javascript: script,
  javascriptreact: script,
  python:
    /from[^\S\n]+[\w.]+[^\S\n]+import[^\S\n]+(?:\([^)]*\)[^\n]*|(?:\\\n|[^\n\\])*)|import[^\S\n]+(?:\\\n|[^\n\\])*/y,
  go: /package[^\S\n]+\w+[^\n]*|import[^\S\n]*\([^)]*\)|import[^\S\n]+[^\n]+/y,
  rust: /(?:pub[^\S\n]+)?use[^\S\n][^;]+;|extern[^\S\n]+crate[^;]+;/y,
  java: jvm,
  kotlin: jvm,
  csharp: /using[^\S\n]+(?:static[^\S\n]+)?[\w.=<> ]+;|namespace[^\S\n]+[\w.]+[^\S\n]*;/y,
  c: native,
  cpp: native,
  ruby: /require(?:_relative)?\b[^\n]*/y,
  php: /<\?php|use[^\S\n][^;]+;|namespace[^\S\n]+[\w\\]+;|declare\([^)\n]*\);|(?:require|include)(?:_once)?\b[^;\n]*;/y,
  lua: /local[^\S\n]+\w+[^\S\n]*=[^\S\n]*require\b[^\n]*|require\b[^\n]*/y,
  shellscript: /#![^\n]*|(?:bats_)?load\b[^\n]*|(?:source|\.)[^\S\n]+[^\n]*/y,
};

/** The code of an answer that holds tests, in whole lines that end in LF. */
export interface TestCode {
  readonly statements: readonly string[];
  readonly body: string;
  /** The answer ended before the code did. */
  readonly isCut: boolean;
}

/** The largest block of code in an answer. @param isCut the model was stopped before it came to an end */
export function readTestAnswer(answer: string, languageId: string, isCut: boolean): TestCode | TestRefusal {
  const blocks = answerBlocks(answer.replace(/\r\n?/g, '\n')).filter(({ code }) => code.trim() !== '');
  const own = blocks.filter(({ language }) => isSameFamily(language, languageId));
  const [largest] = [...own].sort((a, b) => b.code.length - a.code.length);
  if (largest === undefined) return blocks.length > 0 ? 'otherLanguage' : isCut ? 'tooLong' : 'noCode';
  const code = trimBlankLines(largest.code);
  if (elides(code, '')) return 'elided';
  return { ...splitImports(code, languageId), isCut: isCut && !largest.closed };
}

/** Takes the imports out of a code; lines in strings and comments are none. */
export function splitImports(code: string, languageId: string): Pick<TestCode, 'statements' | 'body'> {
  const pattern = Object.hasOwn(importPatterns, languageId) ? importPatterns[languageId] : undefined;
  const masked = codeOnly(code, languageId) ?? code;
  const statements: string[] = [];
  let body = '';
  for (let line = 0; line < code.length;) {
    const isCode = masked[line] === code[line] || languageId === 'shellscript';
    if (pattern !== undefined) pattern.lastIndex = line;
    const found = isCode ? pattern?.exec(code) : undefined;
    const end = nextLineStart(code, found === undefined || found === null ? line : line + found[0].length);
    if (found === undefined || found === null) body += code.slice(line, end);
    else statements.push(found[0].trim());
    line = Math.max(end, line + 1);
  }
  return { statements, body: trimBlankLines(body) };
}

/** The whole test file. */
export function testFileText(
  { opening, arrange }: TestHeader,
  { statements, body }: Pick<TestCode, 'statements' | 'body'>,
): string {
  const own = new Set(opening);
  const imports = arrange(
    statements.filter((each) => !own.has(each)),
    body,
  );
  const parts = [...opening.map((line) => line), imports.join('\n'), body].filter((part) => part.trim() !== '');
  return `${parts.join('\n\n').replace(/(?<=^#![^\n]*)\n\n/, '\n')}\n`;
}

/** What is wrong with the tests, as far as their words tell. */
export function judgeTests(
  body: string,
  languageId: string,
  subject: TestSubject,
  manner: FrameworkManner,
): TestRefusal | undefined {
  const code = codeOnly(body, languageId) ?? body;
  if (!manner.testCase.test(code)) return 'noTest';
  if (manner.alien?.test(code) === true) return 'otherFramework';
  if (definesSubject(code, subject)) return 'copied';
  const names = [subject.name, ...subject.containers];
  if (
    !names.some((name) =>
      new RegExp(`(?<![\\w$])${patternOf(name)}(?![\\w$])`).test(languageId === 'shellscript' ? body : code),
    )
  )
    return 'otherCode';
  return manner.assertion.test(code) ? undefined : 'noAssertion';
}

/** Without a code that the model was shown, the definition of what is tested or the sample, where the answer says it again word by word. */
export function withoutCopy(body: string, code: string): string {
  const plain = code.replace(/\r\n/g, '\n').trim();
  const bare = plain.replace(/^export\s+(?:default\s+)?/, '');
  const found = [plain, bare].find((each) => body.includes(each));
  return found === undefined ? body : trimBlankLines(body.replace(found, () => '').replace(/\n{3,}/g, '\n\n'));
}

function definesSubject(code: string, { entry }: TestSubject): boolean {
  const name = patternOf(entry);
  return new RegExp(
    `^(?:export\\s+)?(?:default\\s+)?(?:pub\\s+)?(?:public\\s+)?(?:static\\s+)?(?:async\\s+)?(?:(?:function\\*?|class|def|func|fn|fun|struct|module)\\s+${name}\\b|(?:const|let|var)\\s+${name}\\s*=)`,
    'm',
  ).test(code);
}

/** In languages that find a class by the name of its file the class of the tests gets that name. */
export function withClassName(body: string, languageId: string, name: string): string {
  if (languageId !== 'java' && languageId !== 'php') return body;
  const [, given] =
    /\bclass\s+(\w*Tests?|Test\w*)\b/.exec(body) ?? /^[^\S\n]*(?:\w+\s+)*class\s+(\w+)/m.exec(body) ?? [];
  return given === undefined || given === name ? body : body.replace(new RegExp(`\\b${given}\\b`, 'g'), name);
}

/** How many tests there are. */
export function countTests(body: string, languageId: string, { testCase }: FrameworkManner): number {
  return [...(codeOnly(body, languageId) ?? body).matchAll(new RegExp(testCase.source, 'gm'))].length;
}

/**
 * What may be left of tests that were cut: without the last one, and without the last two, and so on, with the brackets and blocks closed that are
 * open then. The longest first.
 */
export function* trimmedTests(body: string, languageId: string, { testCase }: FrameworkManner): Generator<string> {
  const code = codeOnly(body, languageId) ?? body;
  const starts = [...code.matchAll(new RegExp(testCase.source, 'gm'))].map(({ index }) => index);
  for (let last = starts.length - 1; last > 0; last -= 1) {
    const start = attributesAbove(code, starts[last] ?? 0);
    const kept = trimBlankLines(body.slice(0, start).trimEnd());
    yield closed(kept, languageId);
    // Words close the blocks of some languages.
    for (let count = 1; count <= maxBlocks && /^(?:ruby|lua)$/.test(languageId); count += 1)
      yield `${kept}${languageId === 'lua' ? '\nend)'.repeat(count) : '\nend'.repeat(count)}`;
  }
}

const maxBlocks = 3;

/** The beginning of the lines that belong to a test: `@Test`, `#[test]`, comments. */
function attributesAbove(code: string, at: number): number {
  let start = at;
  while (start > 0 && code[start - 1] !== '\n') start -= 1;
  while (start > 0) {
    const above = code.lastIndexOf('\n', start - 2) + 1;
    if (!/^\s*(?:@|#\[|\[)/.test(code.slice(above, lineEnd(code, above)))) break;
    start = above;
  }
  return start;
}

function closed(kept: string, languageId: string): string {
  const owed = looseBrackets(codeOnly(kept, languageId) ?? kept)?.owed ?? '';
  const end = /^(?:java|type)script/.test(languageId) ? ';' : '';
  let text = kept;
  for (let at = owed.length - 1; at >= 0; at -= 1) {
    const char = owed[at] ?? '';
    text += char === '}' ? '\n}' : char;
    if (char === ')' && end !== '' && owed[at - 1] !== ')') text += end;
  }
  return text;
}
