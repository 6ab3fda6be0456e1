import { scriptRegExp } from '../../text/scriptRegExp';
import { type LexicalFamily, lexicalFamilyOf } from './lexicalFamily';

const doubleQuoted = String.raw`"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"?`;
const singleQuoted = String.raw`'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*'?`;
const manyLineDouble = String.raw`"[^"\\]*(?:\\[\s\S][^"\\]*)*"?`;
const manyLineSingle = String.raw`'[^'\\]*(?:\\[\s\S][^'\\]*)*'?`;
const template = '`[^`\\\\]*(?:\\\\[\\s\\S][^`\\\\]*)*`?';
const tripleDouble = String.raw`"""[\s\S]*?(?:"""|$(?![\s\S]))`;
const tripleSingle = String.raw`'''[\s\S]*?(?:'''|$(?![\s\S]))`;
const slashes = String.raw`\/\/.*`;
const stars = String.raw`\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))`;
/** Rust's quote also begins a lifetime. */
const rustCharacter = String.raw`'(?:\\[^'\n]{1,10}|[^'\\\n]{1,2})'`;

/** What is no code: comments and strings. The first alternative that fits wins, so longer quotes stand first. */
const noise: Readonly<Record<LexicalFamily, readonly string[]>> = {
  script: [scriptRegExp, slashes, stars, doubleQuoted, singleQuoted, template],
  python: ['#.*', tripleDouble, tripleSingle, doubleQuoted, singleQuoted],
  go: [slashes, stars, doubleQuoted, singleQuoted, '`[^`]*`?'],
  jvm: [slashes, stars, tripleDouble, doubleQuoted, singleQuoted],
  csharp: [slashes, stars, tripleDouble, '@"(?:[^"]|"")*"?', doubleQuoted, singleQuoted],
  rust: [slashes, stars, String.raw`r(#*)"[\s\S]*?(?:"\1|$(?![\s\S]))`, manyLineDouble, rustCharacter],
  c: [slashes, stars, doubleQuoted, String.raw`(?<![0-9a-fA-F])` + singleQuoted],
  ruby: [String.raw`^=begin[\s\S]*?(?:^=end|$(?![\s\S]))`, '#(?!\\{).*', doubleQuoted, singleQuoted],
  php: [slashes, '#(?!\\[).*', stars, manyLineDouble, manyLineSingle],
  lua: [
    String.raw`--\[\[[\s\S]*?(?:\]\]|$(?![\s\S]))`,
    '--.*',
    String.raw`\[\[[\s\S]*?\]\]`,
    doubleQuoted,
    singleQuoted,
  ],
  bash: [String.raw`(?<=^|[\s;(])#.*`, manyLineDouble, "'[^']*'?"],
  other: [slashes, stars, '(?<=^|\\s)#.*', doubleQuoted],
};

/**
 * Statements that bring names in or hand them on. They are looked for after comments and strings are gone; a list
 * that is never closed is not looked through to the end of the file again and again.
 */
const imports: Readonly<Record<LexicalFamily, string>> = {
  script: String.raw`^[ \t]*import\b(?!\s*[(.])(?:[^{};\n]*\{[^}]{0,4000}\})?.*|^[ \t]*export\s+(?:type\s+)?(?:\*|\{[^}]{0,4000}\}).*|^[ \t]*(?:const|let|var)\b(?:\s*\{[^}=]{0,4000}\}|[^=\n]*)\s*=\s*require\(.*`,
  python: String.raw`^[ \t]*(?:from\b.*\bimport\s*(?:\([^)]{0,4000}\)?|(?:\\\r?\n|.)*)|import\b(?:\\\r?\n|.)*)`,
  go: String.raw`^package\b.*|^import\s*(?:\([^)]{0,4000}\)?|.*)`,
  jvm: String.raw`^[ \t]*(?:import|package)\s.*`,
  csharp: String.raw`^[ \t]*(?:global\s+)?using\s+(?!var\b)[\w.\s=]+;|^[ \t]*namespace\s.*`,
  rust: String.raw`^[ \t]*(?:pub(?:\([^)]{0,4000}\))?\s+)?(?:use\s[^;]{0,4000};?|mod\s+\w+\s*;|extern\s+crate\s.*)`,
  c: String.raw`^[ \t]*#[ \t]*(?:include|import)\b.*`,
  ruby: String.raw`^[ \t]*(?:require|require_relative|load|autoload)\b.*`,
  php: String.raw`^[ \t]*(?:use|namespace)\s[^;]{0,4000};?|^[ \t]*(?:require|include)(?:_once)?\b.*`,
  lua: String.raw`^[ \t]*(?:local\s+\w+\s*=\s*)?require\b.*`,
  bash: String.raw`^[ \t]*(?:source|\.)\s.*`,
  other: '^[ \\t]*(?:import|include|use|using|require)\\b.*',
};

/** The same text, as long as before, with comments and strings as blanks. What stands in `${…}` of a template is code. */
export function blankComments(text: string, path: string): string {
  const pattern = new RegExp(noise[lexicalFamilyOf(path)].join('|'), 'gm');
  return text.replace(pattern, (found) => (found.startsWith('`') ? blankTemplate(found) : blank(found)));
}

/** The same text, as long as before, without import statements. */
export function blankImports(code: string, path: string): string {
  return code.replace(new RegExp(imports[lexicalFamilyOf(path)], 'gm'), blank);
}

function blankTemplate(template: string): string {
  let result = '';
  let at = 0;
  for (const hole of template.matchAll(/\$\{([^{}`]*)\}/g)) {
    const start = hole.index + 2;
    const code = hole[1] ?? '';
    result += blank(template.slice(at, start)) + blankQuoted(code);
    at = start + code.length;
  }
  return result + blank(template.slice(at));
}

function blankQuoted(code: string): string {
  return code.replace(/"[^"]*"|'[^']*'/g, blank);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
