import type { ImportOrigin } from '../../protocol/context';
import { codeOnly } from '../text/codeOnly';
import { eolOf } from '../text/eol';
import { lineEnd, nextLineStart } from '../text/lines';
import type { TextEdit } from '../text/minimalEdits';

/** Languages whose imports Plinth writes; the others' language servers do so. */
export type ImportLanguage = 'script' | 'python';

const scriptIds: ReadonlySet<string> = new Set([...['typescript', 'typescriptreact', 'javascript', 'javascriptreact']]);
const statementPatterns: Readonly<Record<ImportLanguage, RegExp>> = {
  script:
    /^import\b(?!\s*[(.])[^'"`;]*?(?:from\s*)?(['"])[^'"\n]+\1[^\n]*|^(?:const|let|var)\s[^=;]*=\s*require\((['"])[^'"\n]+\2\)[^\n]*/,
  python:
    /^(?:from[^\S\n]+[\w.]+[^\S\n]+import[^\S\n]+(?:\([^)]*\)[^\n]*|(?:\\\r?\n|[^\n\\])*)|import[^\S\n]+(?:\\\r?\n|[^\n\\])*)/,
};
/** What stands before the first import of a file and must stay there. */
const preamble: Readonly<Record<ImportLanguage, RegExp>> = {
  script:
    /^(?:#![^\n]*\n)?(?:(?:\/\*(?:(?!\*\/)[^])*\*\/[^\S\n]*\n|\/\/[^\n]*\n)+(?:[^\S\n]*\n)+)?(?:(['"])use \w+\1;?[^\S\n]*\n(?:[^\S\n]*\n)*)?/,
  python:
    /^(?:[^\S\n]*(?:#[^\n]*)?\n)*(?:[rRuU]?(?:"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')[^\S\n]*(?:#[^\n]*)?\n)?/,
};

export function importLanguageOf(languageId: string): ImportLanguage | undefined {
  if (languageId === 'python') return 'python';
  return scriptIds.has(languageId) ? 'script' : undefined;
}

/** An import statement of a document. */
export interface ImportStatement {
  readonly start: number;
  /** Before its line break. */
  readonly end: number;
  readonly text: string;
}

/** The import statements at the left edge of a text, in its order; what looks like one in a string or comment is none. */
export function importStatements(text: string, language: ImportLanguage): readonly ImportStatement[] {
  const code = codeOnly(text, language === 'python' ? 'python' : 'typescript') ?? text;
  const found: ImportStatement[] = [];
  const heads = /^(?:import|from|const|let|var)\b/gm;
  for (let head = heads.exec(code); head !== null; head = heads.exec(code)) {
    // In the text itself, which holds the module's name. Lists longer than this are no imports.
    const match = statementPatterns[language].exec(text.slice(head.index, head.index + maxStatementChars));
    if (match === null) continue;
    const end = head.index + match[0].replace(/\r$/, '').length;
    found.push({ start: head.index, end, text: text.slice(head.index, end) });
    heads.lastIndex = end;
  }
  return found;
}

const maxStatementChars = 8000;

/**
 * The edit that puts one more import into a document, behind its last import above `before`, else below what must stay at its top; into
 * the braces of an import of the same module where it has one. `undefined` where the document has that import already.
 */
export function importEdit(
  text: string,
  language: ImportLanguage,
  wanted: ImportOrigin | string,
  before: number,
): TextEdit | undefined {
  const statements = importStatements(text, language);
  const merged = typeof wanted === 'string' ? undefined : mergedEdit(statements, language, wanted);
  if (merged !== undefined) return merged;
  const statement = typeof wanted === 'string' ? wanted : importStatement(text, language, wanted);
  if (statements.some((each) => each.text.trim() === statement.trim())) return undefined;
  const eol = eolOf(text);
  const line = statement.replace(/\r?\n/g, eol) + eol;
  const last = leading(text, statements, language)
    .filter(({ end }) => end <= before)
    .at(-1);
  if (last !== undefined) {
    const at = nextLineStart(text, last.end);
    const isAtEnd = at === text.length && !text.endsWith('\n');
    return { start: at, end: at, text: isAtEnd ? eol + line.slice(0, -eol.length) : line };
  }
  const top = preamble[language].exec(text)?.[0].length ?? 0;
  const rest = text.slice(top, lineEnd(text, top)).trim();
  return { start: top, end: top, text: rest === '' ? line : line + eol };
}

/** Imports far down belong to what stands around them: in Python they would come too late for what stands above. */
function leading(
  text: string,
  statements: readonly ImportStatement[],
  language: ImportLanguage,
): readonly ImportStatement[] {
  if (language === 'script') return statements;
  const body = /^(?:(?:async[^\S\n]+)?def|class|@\w)/m.exec(text)?.index ?? text.length;
  return statements.filter(({ start }) => start < body);
}

function mergedEdit(
  statements: readonly ImportStatement[],
  language: ImportLanguage,
  { name, imported, module, isType }: ImportOrigin,
): TextEdit | undefined {
  if (imported === '*' || imported === 'default') return undefined;
  const specifier = nameAs(imported, name, language);
  for (const { start, text } of statements) {
    const list = language === 'script' ? scriptList(text, module, isType) : pythonList(text, module);
    if (list === undefined) continue;
    const at = start + list.end;
    return { start: at, end: at, text: `, ${specifier}` };
  }
  return undefined;
}

/** Where the names of an import in one line end; undefined for other imports. */
function scriptList(text: string, module: string, isType: boolean): { readonly end: number } | undefined {
  const [, head = '', list = '', found = ''] =
    /^(import\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?\{)([^{}\n]*[^{}\s,])\s*\}\s*from\s*['"]([^'"]+)['"]/.exec(text) ?? [];
  if (found !== module || (/^import\s+type\b/.test(head) && !isType)) return undefined;
  return { end: head.length + list.length };
}

function pythonList(text: string, module: string): { readonly end: number } | undefined {
  const [, list = '', found = ''] =
    /^(from[^\S\n]+([\w.]+)[^\S\n]+import[^\S\n]+[\w, \t]*\w)[^\S\n]*(?:#|$)/.exec(text) ?? [];
  return found === module ? { end: list.length } : undefined;
}

/** The statement in the style of the document: its quotes, its semicolons, `require` where it uses nothing else. */
function importStatement(text: string, language: ImportLanguage, origin: ImportOrigin): string {
  const { name, imported, module } = origin;
  if (language === 'python') {
    if (imported !== '*') return `from ${module} import ${nameAs(imported, name, language)}`;
    return module === name || module.startsWith(`${name}.`) ? `import ${module}` : `import ${module} as ${name}`;
  }
  const statements = importStatements(text, language);
  const quote =
    (statements.at(-1)?.text ?? text).includes('"') && !(statements.at(-1)?.text ?? '').includes("'") ? '"' : "'";
  const end = usesSemicolons(text, statements) ? ';' : '';
  const from = `${quote}${module}${quote}`;
  const isCommonJs = statements.length > 0 && statements.every((each) => !each.text.startsWith('import'));
  if (isCommonJs) {
    const bound = imported === '*' || imported === 'default' ? name : `{ ${nameAs(imported, name, 'script', ': ')} }`;
    return `const ${bound} = require(${from})${end}`;
  }
  const type = origin.isType ? 'type ' : '';
  const bound =
    imported === '*' ? `* as ${name}` : imported === 'default' ? name : `{ ${nameAs(imported, name, 'script')} }`;
  return `import ${type}${bound} from ${from}${end}`;
}

function usesSemicolons(text: string, statements: readonly ImportStatement[]): boolean {
  const last = statements.at(-1)?.text;
  if (last !== undefined) return /;\s*(?:\/\/.*)?$/.test(last);
  return /;[^\S\n]*$/m.test(text) || !/\n/.test(text.trim());
}

function nameAs(imported: string, name: string, language: ImportLanguage, as = ' as '): string {
  return imported === name ? name : `${imported}${language === 'python' ? ' as ' : as}${name}`;
}
