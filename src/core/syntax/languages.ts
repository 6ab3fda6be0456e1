/** What the product knows about a language before it has seen a line of it. */
export interface LanguageEntry {
  /** Name of the grammar: `tree-sitter-<grammar>.wasm`. */
  readonly grammar: string;
  /** Folder under grammars/ that holds `scopes.scm`. */
  readonly queries: string;
  readonly blocks: 'braces' | 'indent';
  /**
   * A line break ends a statement unless something says that it goes on; else only `;` or the brace of a block does.
   */
  readonly newlineEndsStatement: boolean;
  readonly comment: { readonly line: string; readonly block?: readonly [string, string] };
}

const slashes = { line: '//', block: ['/*', '*/'] } as const;

function braces(grammar: string, queries: string, newlineEndsStatement: boolean): LanguageEntry {
  return { grammar, queries, blocks: 'braces', newlineEndsStatement, comment: slashes };
}

/**
 * VS Code language id to language. To add one: a row here, a `scopes.scm`, its .wasm in esbuild.js, and drawn cases.
 */
export const languages: Readonly<Record<string, LanguageEntry>> = {
  typescript: braces('typescript', 'typescript', true),
  typescriptreact: braces('tsx', 'typescript', true),
  javascript: braces('javascript', 'javascript', true),
  javascriptreact: braces('javascript', 'javascript', true),
  python: {
    grammar: 'python',
    queries: 'python',
    blocks: 'indent',
    newlineEndsStatement: true,
    comment: { line: '#' },
  },
  java: braces('java', 'java', false),
  go: braces('go', 'go', true),
  rust: braces('rust', 'rust', false),
  c: braces('c', 'c', false),
  cpp: braces('cpp', 'cpp', false),
};

/** The language of an editor's language id; `undefined` for one without a grammar. */
export function languageOf(languageId: string): LanguageEntry | undefined {
  return Object.hasOwn(languages, languageId) ? languages[languageId] : undefined;
}
