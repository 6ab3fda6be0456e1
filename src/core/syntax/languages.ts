/** What the product knows about a language before it has seen a line of it. */
export interface LanguageEntry {
  /** Name of the grammar: `tree-sitter-<grammar>.wasm`. */
  readonly grammar: string;
  /** Folder under grammars/ that holds its queries: `scopes`, `definitions`, `imports`, `references`. */
  readonly queries: string;
  /** Endings of its files' names, in lower case and without the dot. */
  readonly extensions: readonly string[];
  /** `words`: words begin and end blocks, `do … end`; which ones says blockWords.ts. */
  readonly blocks: 'braces' | 'indent' | 'words';
  /**
   * A line break ends a statement unless something says that it goes on; else only `;` or the brace of a block does.
   */
  readonly newlineEndsStatement: boolean;
  /** The header of a block has no parentheses, so that a `;` in it ends no statement: `if err := f(); err != nil {`. */
  readonly bareHeaders: boolean;
  /** Begins a comment that goes on to the end of the line. */
  readonly lineComment: string;
}

const scripted = { blocks: 'braces', newlineEndsStatement: true, bareHeaders: false, lineComment: '//' } as const;
const semicolons = { blocks: 'braces', newlineEndsStatement: false, bareHeaders: false, lineComment: '//' } as const;
const worded = { blocks: 'words', newlineEndsStatement: true, bareHeaders: false } as const;

/**
 * VS Code language id to language. To add one: a row here; its grammar's package in package.json and its .wasm in esbuild.js; a folder
 * under grammars/ with `definitions.scm`, `imports.scm`, `references.scm` and `scopes.scm`; its family in context/code/lexicalFamily.ts, and
 * what it exports in exportRules.ts; what goes on over lines in text/textSyntax.ts; drawn cases under test/cases/syntax. A family of its own
 * needs its comments, strings and imports in context/code/blanking.ts; one whose blocks are not braces, context/code/statements.ts. Where a case fails, the grammar most likely has names of its own for
 * strings and comments (tokens.ts), blocks (brackets.ts, blockWords.ts) or headers and class bodies (cutBraces.ts): add them to the sets there.
 */
export const languages: Readonly<Record<string, LanguageEntry>> = {
  typescript: { grammar: 'typescript', queries: 'typescript', extensions: ['ts', 'mts', 'cts'], ...scripted },
  typescriptreact: { grammar: 'tsx', queries: 'typescript', extensions: ['tsx'], ...scripted },
  javascript: { grammar: 'javascript', queries: 'javascript', extensions: ['js', 'mjs', 'cjs'], ...scripted },
  javascriptreact: { grammar: 'javascript', queries: 'javascript', extensions: ['jsx'], ...scripted },
  python: {
    grammar: 'python',
    queries: 'python',
    extensions: ['py', 'pyi', 'pyw'],
    ...scripted,
    blocks: 'indent',
    lineComment: '#',
  },
  java: { grammar: 'java', queries: 'java', extensions: ['java'], ...semicolons },
  go: { grammar: 'go', queries: 'go', extensions: ['go'], ...scripted, bareHeaders: true },
  rust: { grammar: 'rust', queries: 'rust', extensions: ['rs'], ...semicolons },
  c: { grammar: 'c', queries: 'c', extensions: ['c'], ...semicolons },
  // A `.h` is C++ to the editor, too; C in it reads the same.
  cpp: {
    grammar: 'cpp',
    queries: 'cpp',
    extensions: ['cc', 'cpp', 'cxx', 'h', 'hh', 'hpp', 'hxx', 'inl', 'ipp', 'tpp'],
    ...semicolons,
  },
  csharp: { grammar: 'c_sharp', queries: 'csharp', extensions: ['cs', 'csx'], ...semicolons },
  php: { grammar: 'php', queries: 'php', extensions: ['php', 'phtml'], ...semicolons },
  kotlin: { grammar: 'kotlin', queries: 'kotlin', extensions: ['kt', 'kts'], ...scripted },
  ruby: { grammar: 'ruby', queries: 'ruby', extensions: ['rb', 'rake', 'gemspec', 'ru'], ...worded, lineComment: '#' },
  lua: { grammar: 'lua', queries: 'lua', extensions: ['lua'], ...worded, lineComment: '--' },
  shellscript: {
    grammar: 'bash',
    queries: 'bash',
    extensions: ['sh', 'bash', 'zsh', 'ksh'],
    ...worded,
    lineComment: '#',
  },
};

/** The language of an editor's language id; `undefined` for one without a grammar. */
export function languageOf(languageId: string): LanguageEntry | undefined {
  return Object.hasOwn(languages, languageId) ? languages[languageId] : undefined;
}
