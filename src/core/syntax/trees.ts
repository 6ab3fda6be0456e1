import { Edit, Parser, type Point, type Tree } from 'web-tree-sitter';
import type { Clock } from '../../base/clock';
import { Lru } from '../../base/lru';
import { spliceText } from '../../base/spliceText';
import type { SyntaxChange, SyntaxDocument, SyntaxEdit } from '../../protocol/syntax';
import type { Grammar, Grammars } from './grammars';
import { languageOf } from './languages';
import { parseWithin } from './timeBox';

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
}

/** A place in a text that stays where it is when something behind it changes. */
interface KnownPoint extends Point {
  readonly offset: number;
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
}

const textStart: KnownPoint = { offset: 0, row: 0, column: 0 };
/** Beyond this many queued edits a fresh parse is cheaper than walking each edit through the old tree. */
const MAX_TREE_EDITS = 64;
/** The rest of a line that is longer is left as it is. */
const MAX_REST_UNITS = 400;
/** A background parse yields to questions this often. */
const SLICE_MS = 20;

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
    this.#options = { maxTrees: 24, maxUnits: 2_000_000, budgetMs: 80, ...options };
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
    const entry = this.#documents.get(uri);
    if (entry === undefined || entry.version !== version) return undefined;
    const grammar = await this.#options.grammars.load(entry.languageId);
    if (grammar === undefined || this.#documents.get(uri) !== entry || entry.version !== version) return undefined;
    if (!this.#applyQueue(entry)) return undefined;
    if (!this.#advance(entry, grammar, this.#options.budgetMs)) {
      void this.#finish(entry, grammar);
      return undefined;
    }
    if (entry.tree === undefined) return undefined;
    this.#withTree.set(uri, entry);
    return use({ grammar, tree: entry.tree, text: entry.text });
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
  async #finish(entry: Entry, grammar: Grammar): Promise<void> {
    if (entry.finishing) return;
    entry.finishing = true;
    do await this.#options.clock.sleep(0);
    while (entry.unfinished !== undefined && entry.queue.length === 0 && !this.#advance(entry, grammar, SLICE_MS));
    entry.finishing = false;
    if (this.#documents.get(entry.uri) === entry && entry.tree !== undefined) this.#withTree.set(entry.uri, entry);
  }
}

function dropUnfinished(entry: Entry): void {
  entry.unfinished?.delete();
  entry.unfinished = undefined;
}

function dropTree(entry: Entry): void {
  dropUnfinished(entry);
  entry.tree?.delete();
  entry.tree = undefined;
  entry.editedAt = textStart;
  entry.current = false;
}

/**
 * Describes one replacement to a tree of `before`, so that it can be reused for `after`. The rest of the line and its break are said to be
 * replaced too: in languages whose blocks end with their lines a parser that comes to a break with another indentation on its mind than
 * last time passes over the whole rest of the file, where it should look into it, and reads it again.
 * @param known a place of `before`; from the start of the last edit to the next one the way is short.
 */
export function treeEdit(before: string, after: string, edit: SyntaxEdit, known: KnownPoint = textStart): Edit {
  const breakAt = before.slice(edit.oldEnd, edit.oldEnd + MAX_REST_UNITS).indexOf('\n');
  const oldEnd = edit.oldEnd + breakAt + 1;
  const newEnd = edit.start + edit.text.length + breakAt + 1;
  const start = pointAt(before, edit.start, known);
  const startPoint = { offset: edit.start, ...start };
  return new Edit({
    startIndex: edit.start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: start,
    oldEndPosition: pointAt(before, oldEnd, startPoint),
    newEndPosition: pointAt(after, newEnd, startPoint),
  });
}

/**
 * Row and column of an offset, looked for from `known` on where that is not behind it. Columns are UTF-16 units in web-tree-sitter 0.27, and
 * only `\n` begins a row.
 */
export function pointAt(text: string, offset: number, known: KnownPoint = textStart): Point {
  const from = known.offset <= offset ? known : textStart;
  let { row } = from;
  let lineStart = from.offset - from.column;
  for (let at = text.indexOf('\n', from.offset); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
