import { Parser, type Tree } from 'web-tree-sitter';
import type { Clock } from '../../base/clock';
import { Lru } from '../../base/lru';
import { spliceText } from '../../base/spliceText';
import type { SyntaxChange, SyntaxDocument, SyntaxEdit } from '../../protocol/syntax';
import type { Grammar, Grammars } from './grammars';
import { languageOf } from './languages';
import { type TextView, wholeView } from './foldedText';
import { RegionTree } from './regionTree';
import { parseWithin } from './timeBox';
import { type KnownPoint, textStart, treeEdit } from './treeEdit';

/** A parsed document, borrowed: valid only until the function that got it returns. */
export interface ParsedDocument {
  readonly grammar: Grammar;
  readonly tree: Tree;
  readonly text: string;
}

export interface TreesOptions {
  readonly grammars: Grammars;
  readonly clock: Clock;
  /** Documents whose trees are kept; the others are parsed again when asked for. */
  readonly maxTrees?: number;
  /** UTF-16 units; larger documents are not known here. */
  readonly maxUnits?: number;
  /** Time that one question may spend on parsing. */
  readonly budgetMs?: number;
  /** UTF-16 units; in longer documents questions about a place are answered from a small tree of their own. */
  readonly minRegionUnits?: number;
}

/** A range of a document in one version, in UTF-16 units. */
export interface DocumentRange {
  readonly uri: string;
  readonly version: number;
  readonly start: number;
  readonly end: number;
}

interface Entry {
  readonly uri: string;
  readonly languageId: string;
  version: number;
  text: string;
  /** Edits that neither text nor tree have seen yet. */
  queue: SyntaxEdit[];
  /** Edited along with the text; its nodes are true of the text only while `current`. */
  tree: Tree | undefined;
  /** Where the last edit of the tree began. */
  editedAt: KnownPoint;
  current: boolean;
  /** Holds the state of a parse that ran out of time. */
  unfinished: Parser | undefined;
  finishing: boolean;
  /** Stands for the document around the place where someone works. */
  region: RegionTree | undefined;
  /** Questions that are let pass before a region is tried again, and how many it were the last time. */
  regionPause: number;
  regionPauses: number;
  folding: boolean;
  resting: boolean;
}

/** Beyond this many queued edits a fresh parse is cheaper than walking each edit through the old tree. */
const MAX_TREE_EDITS = 64;
/** A background parse yields to questions this often. */
const SLICE_MS = 20;
/** A document that was not changed for so long is parsed as a whole, if only a region of it was. */
const REST_MS = 400;
/** Where no region can be had, one of so many questions tries it again, at the least. */
const MAX_REGION_PAUSE = 64;

/**
 * The trees of the open documents. Edits are queued and applied at the next read (as in anycode's trees.ts). A parse
 * that does not fit into its time answers `undefined` and goes on in the background in slices, so the next question
 * finds it done.
 */
export class Trees {
  readonly #options: Required<TreesOptions>;
  readonly #documents = new Map<string, Entry>();
  readonly #withTree: Lru<string, Entry>;

  constructor(options: TreesOptions) {
    this.#options = { maxTrees: 24, maxUnits: 2_000_000, budgetMs: 80, minRegionUnits: 100_000, ...options };
    this.#withTree = new Lru(this.#options.maxTrees, (entry) => dropTree(entry));
  }

  open(document: SyntaxDocument): void {
    this.close(document.uri);
    if (languageOf(document.languageId) === undefined || document.text.length > this.#options.maxUnits) return;
    const { uri, languageId, version, text } = document;
    const rest = {
      queue: [],
      tree: undefined,
      editedAt: textStart,
      current: false,
      unfinished: undefined,
      finishing: false,
      region: undefined,
      regionPause: 0,
      regionPauses: 0,
      folding: false,
      resting: false,
    };
    this.#documents.set(uri, { uri, languageId, version, text, ...rest });
  }

  change(change: SyntaxChange): void {
    const entry = this.#documents.get(change.uri);
    if (entry === undefined) return;
    entry.queue.push(...change.edits);
    entry.version = change.version;
  }

  /**
   * The text as of the last read, without the edits that came since; `undefined` for a document that is not known. Costs nothing that grows
   * with the text.
   */
  heldText(uri: string): string | undefined {
    return this.#documents.get(uri)?.text;
  }

  close(uri: string): void {
    const entry = this.#documents.get(uri);
    if (entry === undefined) return;
    this.#documents.delete(uri);
    this.#withTree.delete(uri);
    dropTree(entry);
  }

  dispose(): void {
    for (const uri of [...this.#documents.keys()]) this.close(uri);
  }

  /**
   * Calls `use` with the document as it is in exactly this version. Answers `undefined` without calling it when the
   * document is unknown or of another version, its grammar does not load, or the parse needs longer than the budget.
   */
  async read<T>(uri: string, version: number, use: (document: ParsedDocument) => T): Promise<T | undefined> {
    const found = await this.#find(uri, version);
    if (found === undefined) return undefined;
    const document = this.#readWhole(found);
    return document === undefined ? undefined : use(document);
  }

  /**
   * Like `read`, for questions that look no further than a few statements around a range. In a long document `use` may get a text in which
   * what is far away is left out: `view` leads to its offsets and back.
   */
  async readAround<T>(
    range: DocumentRange,
    use: (document: ParsedDocument, view: TextView) => T,
  ): Promise<T | undefined> {
    const found = await this.#find(range.uri, range.version);
    if (found === undefined) return undefined;
    const { entry, grammar } = found;
    if (entry.region?.covers(range.start, range.end) === true) {
      const region = entry.region.read(grammar, this.#options);
      if (region !== undefined) {
        this.#withTree.set(entry.uri, entry);
        void this.#finishAtRest(found);
        return use({ grammar, tree: region.tree, text: region.text }, region.view);
      }
      dropRegion(entry);
    }
    const document = this.#readWhole(found);
    if (document === undefined) return undefined;
    if (document.text.length >= this.#options.minRegionUnits) void this.#foldAround(found, range);
    return use(document, wholeView);
  }

  /** The document in exactly this version, with all edits applied. */
  async #find(uri: string, version: number): Promise<Known | undefined> {
    const entry = this.#documents.get(uri);
    if (entry === undefined || entry.version !== version) return undefined;
    const grammar = await this.#options.grammars.load(entry.languageId);
    if (grammar === undefined || this.#documents.get(uri) !== entry || entry.version !== version) return undefined;
    return this.#applyQueue(entry) ? { entry, grammar } : undefined;
  }

  #readWhole({ entry, grammar }: Known): ParsedDocument | undefined {
    if (!this.#advance(entry, grammar, this.#options.budgetMs)) {
      void this.#finish({ entry, grammar });
      return undefined;
    }
    if (entry.tree === undefined) return undefined;
    this.#withTree.set(entry.uri, entry);
    return { grammar, tree: entry.tree, text: entry.text };
  }

  /** False when an edit does not fit the text: the two sides have lost each other, so the document is forgotten. */
  #applyQueue(entry: Entry): boolean {
    const edits = entry.queue;
    if (edits.length === 0) return true;
    entry.queue = [];
    entry.current = false;
    dropUnfinished(entry);
    if (entry.tree !== undefined && edits.length <= MAX_TREE_EDITS) {
      for (const edit of edits) {
        if (entry.region?.edit(edit) === false) dropRegion(entry);
        const next = spliceText(entry.text, [edit]);
        if (next === undefined) return this.#lose(entry);
        const described = treeEdit(entry.text, next, edit, entry.editedAt);
        entry.tree.edit(described);
        entry.editedAt = { offset: edit.start, ...described.startPosition };
        entry.text = next;
      }
    } else {
      dropTree(entry);
      const next = spliceText(entry.text, edits);
      if (next === undefined) return this.#lose(entry);
      entry.text = next;
    }
    return entry.text.length <= this.#options.maxUnits || this.#lose(entry);
  }

  #lose(entry: Entry): false {
    this.close(entry.uri);
    return false;
  }

  /** Parses for at most `budgetMs`; true once the tree is true of the text. */
  #advance(entry: Entry, grammar: Grammar, budgetMs: number): boolean {
    if (entry.current) return true;
    const parser = (entry.unfinished ??= new Parser().setLanguage(grammar.language));
    const tree = parseWithin(parser, entry.text, { clock: this.#options.clock, budgetMs }, entry.tree);
    if (tree === undefined) return false;
    entry.tree?.delete();
    entry.tree = tree;
    entry.current = true;
    dropUnfinished(entry);
    return true;
  }

  /** Goes on with a parse that ran out of time, until it is done or the document has changed. */
  async #finish({ entry, grammar }: Known): Promise<void> {
    if (entry.finishing) return;
    entry.finishing = true;
    do await this.#options.clock.sleep(0);
    while (entry.unfinished !== undefined && entry.queue.length === 0 && !this.#advance(entry, grammar, SLICE_MS));
    entry.finishing = false;
    if (this.#documents.get(entry.uri) === entry && entry.tree !== undefined) this.#withTree.set(entry.uri, entry);
  }

  /** Brings the whole tree up to date once nobody types, so that the next place to be asked about does not wait for it. */
  async #finishAtRest({ entry, grammar }: Known): Promise<void> {
    if (entry.resting) return;
    entry.resting = true;
    let version: number;
    do {
      ({ version } = entry);
      await this.#options.clock.sleep(REST_MS);
    } while (entry.version !== version);
    entry.resting = false;
    const isKnown = this.#documents.get(entry.uri) === entry && entry.tree !== undefined && entry.queue.length === 0;
    if (isKnown && !this.#advance(entry, grammar, SLICE_MS)) await this.#finish({ entry, grammar });
  }

  /** Makes a region for the questions to come; the one that wanted it has its answer by then. */
  async #foldAround({ entry, grammar }: Known, { start, end }: DocumentRange): Promise<void> {
    if (entry.folding || entry.regionPause-- > 0) return;
    entry.folding = true;
    await this.#options.clock.sleep(0);
    entry.folding = false;
    const { tree, text, uri } = entry;
    if (this.#documents.get(uri) !== entry || !entry.current || entry.queue.length > 0 || tree === undefined) return;
    if (entry.region?.covers(start, end) === true) return;
    dropRegion(entry);
    const limit = { clock: this.#options.clock, budgetMs: SLICE_MS };
    entry.region = RegionTree.around(grammar, { text, tree }, start, limit);
    if (entry.region?.covers(start, end) === true) entry.regionPauses = 0;
    else entry.regionPauses = Math.min(MAX_REGION_PAUSE, 2 * entry.regionPauses + 1);
    entry.regionPause = entry.regionPauses;
  }
}

interface Known {
  readonly entry: Entry;
  readonly grammar: Grammar;
}

function dropUnfinished(entry: Entry): void {
  entry.unfinished?.delete();
  entry.unfinished = undefined;
}

function dropRegion(entry: Entry): void {
  entry.region?.delete();
  entry.region = undefined;
}

function dropTree(entry: Entry): void {
  dropUnfinished(entry);
  dropRegion(entry);
  entry.tree?.delete();
  entry.tree = undefined;
  entry.editedAt = textStart;
  entry.current = false;
}
