import { Parser } from 'web-tree-sitter';
import type { FileIndex, LocatedDefinition } from '../../src/core/context/index/fileIndex';
import type { FileTexts, IndexPlace, PathEdit } from '../../src/core/context/place/indexPlace';
import { baseNameOf, extensionOf } from '../../src/core/context/paths';
import { ModuleResolver } from '../../src/core/context/resolve/moduleResolver';
import { fileFacts } from '../../src/core/syntax/facts';
import type { FileFacts } from '../../src/core/syntax/fileFacts';
import type { Grammars } from '../../src/core/syntax/grammars';
import { languages } from '../../src/core/syntax/languages';
import type { ParsedDocument } from '../../src/core/syntax/trees';
import { isSecretFile } from '../../src/core/text/secretFiles';
import type { ContextQuery } from '../../src/protocol/context';
import { createGrammars } from '../cases/syntax/grammarFiles';

/** Share one between the tests of a file: each grammar takes some tens of milliseconds to load. */
export class SnippetParser {
  readonly #grammars: Grammars = createGrammars();

  /** The trees are never freed, because those of snippets are small. `undefined` for a file without a grammar. */
  async parse(path: string, text: string): Promise<ParsedDocument | undefined> {
    const ending = extensionOf(path);
    const id = Object.keys(languages).find((each) => languages[each]?.extensions.includes(ending));
    const grammar = id === undefined ? undefined : await this.#grammars.load(id);
    if (grammar === undefined) return undefined;
    const parser = new Parser().setLanguage(grammar.language);
    const tree = parser.parse(text);
    parser.delete();
    return tree === null ? undefined : { grammar, tree, text };
  }
}

/** A FileIndex over facts that are given to it. */
export class FactsIndex implements FileIndex {
  constructor(readonly known: ReadonlyMap<string, FileFacts>) {}

  get size(): number {
    return this.known.size;
  }

  has(path: string): boolean {
    return this.known.has(path);
  }

  paths(): Iterable<string> {
    return this.known.keys();
  }

  facts(path: string): FileFacts | undefined {
    return this.known.get(path);
  }

  definitionsOf(name: string): readonly LocatedDefinition[] {
    return [...this.known].flatMap(([path, { definitions }]) =>
      definitions.filter((definition) => definition.name === name).map((definition) => ({ path, definition })),
    );
  }

  importersOf(name: string): readonly string[] {
    return [...this.known].flatMap(([path, { imports }]) => (imports.some((each) => each.name === name) ? [path] : []));
  }

  named(baseName: string): readonly string[] {
    return [...this.known.keys()].filter((path) => baseNameOf(path) === baseName);
  }
}

/** The files of a workspace in memory. Secret ones cannot be read, like on disk; it remembers what was asked for. */
export class TextsInMemory implements FileTexts {
  readonly asked: string[] = [];

  constructor(readonly texts: Readonly<Record<string, string>>) {}

  read(path: string): string | undefined {
    this.asked.push(path);
    return isSecretFile(path) || !Object.hasOwn(this.texts, path) ? undefined : this.texts[path];
  }
}

/** A workspace of real snippets, parsed and read like those of a user. */
export class ParsedWorkspace {
  readonly resolver: ModuleResolver;

  private constructor(
    readonly parser: SnippetParser,
    readonly files: TextsInMemory,
    readonly index: FactsIndex,
  ) {
    this.resolver = new ModuleResolver(index, files);
  }

  /** `█` in a text marks a cursor and is no part of it. Files without a grammar (`.json`) can be read, but are not indexed. */
  static async of(
    drawn: Readonly<Record<string, string>>,
    parser: SnippetParser = new SnippetParser(),
  ): Promise<ParsedWorkspace> {
    const known = new Map<string, FileFacts>();
    const texts: Record<string, string> = {};
    for (const [path, each] of Object.entries(drawn)) {
      const text = each.replace('█', '');
      texts[path] = text;
      const document = isSecretFile(path) ? undefined : await parser.parse(path, text);
      if (document !== undefined) known.set(path, fileFacts(document));
    }
    return new ParsedWorkspace(parser, new TextsInMemory(texts), new FactsIndex(known));
  }

  /** The question at the cursor that `drawn` marks in the file's text. The window is the whole text unless told. */
  async at(
    path: string,
    drawn: string,
    query: Partial<ContextQuery> = {},
    edits: readonly PathEdit[] = [],
  ): Promise<IndexPlace> {
    const offset = drawn.indexOf('█');
    const text = drawn.replace('█', '');
    const document = await this.parser.parse(path, text);
    if (offset === -1 || document === undefined) throw new Error(`No cursor or no grammar: ${path}`);
    const resolve = this.resolver.forQuestion();
    const window = { start: 0, end: text.length };
    const rest = { sources: [], window, recent: [], budgetMs: 1_000 };
    return {
      query: { uri: `file:///${path}`, version: 1, offset, ...rest, ...query },
      path,
      document,
      facts: fileFacts(document),
      index: this.index,
      files: this.files,
      recent: query.recent ?? [],
      edits,
      resolve: (module, from = path) => resolve(from, module),
      isLate: () => false,
    };
  }
}
