import { scriptRegExp } from './scriptRegExp';

/** How a language writes what may go on over lines without being code. Sources of regular expressions. */
export interface TextSyntax {
  /** Comments and strings that end with their line, and whatever else could be taken for the start of a text. */
  readonly passed: readonly string[];
  /** How a text begins, and the rest of it up to its end. */
  readonly texts: readonly (readonly [open: string, rest: string])[];
  /** Groups `mark` (allows blanks before the end), `quote`, `quoted` and `word`, of which all but one of the last two may be absent. */
  readonly hereDocument?: string;
  /** The end of a here-document may be indented, and code may follow it. */
  readonly looseEnds?: true;
}

const slashes = String.raw`\/\/[^\n]*`;
const hash = String.raw`#[^\n]*`;
const stars = [String.raw`\/\*`, String.raw`[^]*?\*\/`] as const;
const doubleQuoted = String.raw`"(?:[^"\\\n]|\\[^])*"?`;
const singleQuoted = String.raw`'(?:[^'\\\n]|\\[^])*'?`;
const tripleDouble = ['"""', String.raw`(?:[^\\]|\\[^])*?"""`] as const;
const tripleSingle = ["'''", String.raw`(?:[^\\]|\\[^])*?'''`] as const;
const manyLineDouble = ['"', String.raw`(?:[^"\\]|\\[^])*"`] as const;
const manyLineSingle = ["'", String.raw`(?:[^'\\]|\\[^])*'`] as const;
/** With the code in its holes; one more template or pair of braces in a hole is known. */
const template = [
  '`',
  String.raw`(?:[^\x60\\$]|\\[^]|\$(?!\{)|\$\{(?:[^{}\x60]|\{[^{}]*\}|\x60[^\x60]*\x60)*\})*\x60`,
] as const;
/** Without quotes only names that a program would not shift by. */
const scriptDocument = String.raw`(?<![\w)\]])<<(?<mark>[-~]?)(?:(?<quote>["'])(?<quoted>[^"'\n]+)\k<quote>|(?<word>(?<=[-~])[A-Za-z_]\w*|[A-Z_][A-Z_\d]*\b))`;
const shellDocument = String.raw`<<(?<mark>-?)[ \t]*(?:(?<quote>["'])(?<quoted>[^"'\n]+)\k<quote>|\\?(?<word>[A-Za-z_]\w*))`;

const script: TextSyntax = {
  passed: [scriptRegExp, slashes, doubleQuoted, singleQuoted],
  texts: [stars, template],
};
const python: TextSyntax = { passed: [hash, doubleQuoted, singleQuoted], texts: [tripleDouble, tripleSingle] };
const jvm: TextSyntax = { passed: [slashes, doubleQuoted, singleQuoted], texts: [stars, tripleDouble] };
const c: TextSyntax = {
  passed: [slashes, doubleQuoted, `(?<![0-9a-fA-F])${singleQuoted}`],
  texts: [stars, [String.raw`R"(?<raw>[^()\\\s]{0,16})\(`, String.raw`[^]*?\)\k<raw>"`]],
};
const styles: TextSyntax = { passed: [doubleQuoted, singleQuoted], texts: [stars] };
const perl: TextSyntax = { passed: [hash, doubleQuoted, singleQuoted], texts: [], hereDocument: scriptDocument };
const shell: TextSyntax = {
  passed: [
    String.raw`\\[^]`,
    String.raw`(?<=^|[\s;(])#[^\n]*`,
    '<<<',
    // Arithmetic, where << shifts.
    String.raw`\(\((?:[^()]|\([^()]*\))*\)\)`,
  ],
  texts: [[String.raw`\$'`, String.raw`(?:[^'\\]|\\[^])*'`], ["'", "[^']*'"], manyLineDouble],
  hereDocument: shellDocument,
};

/** By VS Code language id. In all others nothing is known to go on over lines. */
const syntaxes: Readonly<Record<string, TextSyntax>> = {
  javascript: script,
  javascriptreact: script,
  typescript: script,
  typescriptreact: script,
  vue: script,
  svelte: script,
  html: script,
  python,
  toml: python,
  elixir: python,
  julia: { ...python, texts: [tripleDouble] },
  java: jvm,
  kotlin: jvm,
  scala: jvm,
  swift: jvm,
  groovy: { ...jvm, texts: [stars, tripleDouble, tripleSingle] },
  dart: { ...jvm, texts: [stars, tripleDouble, tripleSingle] },
  csharp: { ...jvm, texts: [stars, tripleDouble, ['@\\$?"', '(?:[^"]|"")*"(?!")']] },
  go: { ...jvm, texts: [stars, ['`', '[^`]*`']] },
  c,
  cpp: c,
  'objective-c': c,
  'objective-cpp': c,
  'cuda-cpp': c,
  rust: {
    // A quote also begins a lifetime.
    passed: [slashes, String.raw`'(?:\\[^'\n]{1,10}|[^'\\\n]{1,2})'`],
    texts: [stars, [String.raw`r(?<raw>#*)"`, String.raw`[^]*?"\k<raw>`], manyLineDouble],
  },
  php: {
    passed: [slashes, String.raw`#(?!\[)[^\n]*`],
    texts: [stars, manyLineDouble, manyLineSingle],
    hereDocument: String.raw`<<<[ \t]*(?:(?<quote>["'])(?<quoted>\w+)\k<quote>|(?<word>[A-Za-z_]\w*))(?=\r?$)`,
    looseEnds: true,
  },
  ruby: { ...perl, texts: [['^=begin\\b', '[^]*?^=end\\b']] },
  perl,
  shellscript: shell,
  dockerfile: { passed: ['^[ \\t]*#[^\\n]*'], texts: [], hereDocument: shellDocument },
  terraform: { passed: [slashes, hash, doubleQuoted], texts: [stars], hereDocument: shellDocument, looseEnds: true },
  lua: {
    passed: [String.raw`--(?!\[=*\[)[^\n]*`, doubleQuoted, singleQuoted],
    texts: [[String.raw`\[(?<raw>=*)\[`, String.raw`[^]*?\]\k<raw>\]`]],
  },
  json: { passed: [doubleQuoted], texts: [] },
  jsonc: { passed: [slashes, doubleQuoted], texts: [stars] },
  css: styles,
  scss: { ...styles, passed: [slashes, ...styles.passed] },
  less: { ...styles, passed: [slashes, ...styles.passed] },
  powershell: {
    passed: [hash],
    texts: [
      ['@"[ \\t]*$', '[^]*?^"@'],
      ["@'[ \\t]*$", "[^]*?^'@"],
    ],
  },
};

/** How a language writes strings and comments; undefined where that is not known. */
export function textSyntaxOf(languageId: string): TextSyntax | undefined {
  return Object.hasOwn(syntaxes, languageId) ? syntaxes[languageId] : undefined;
}

/**
 * Finds strings, comments and line breaks from left to right. Group `open`: a text that begins and has no end. The first alternative
 * that fits wins: a text that has its end, else one that only begins, both before what is passed over.
 */
export function textPattern({ passed, texts, hereDocument }: TextSyntax): RegExp {
  const whole = texts.map(([open, rest]) => open + rest);
  const begun = texts.map(([open]) => open.replace(/\?<raw>/g, ''));
  const alternatives = [
    ...whole,
    `(?<open>${begun.length === 0 ? '(?!)' : begun.join('|')})`,
    ...passed,
    ...(hereDocument === undefined ? [] : [hereDocument]),
    '\\n',
  ];
  return new RegExp(alternatives.join('|'), 'gm');
}
