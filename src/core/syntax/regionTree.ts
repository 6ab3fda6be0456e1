import { type Node, Parser, type Tree } from 'web-tree-sitter';
import type { SyntaxEdit } from '../../protocol/syntax';
import { farParts } from './farParts';
import { FoldedText, type TextView } from './foldedText';
import type { Grammar } from './grammars';
import { parseWithin, type TimeLimit } from './timeBox';
import { treeEdit } from './treeEdit';

/** A text with its tree; the offsets of both are those of `view`. Valid until the next edit. */
interface RegionText {
  readonly text: string;
  readonly tree: Tree;
  readonly view: TextView;
}

/** Longer regions are not worth having; also what one may grow to. */
const MAX_REGION_UNITS = 32_000;
/** A place that has less than this around it wants a region of its own. */
const MARGIN_UNITS = 500;

/**
 * A small tree of what stands around one place of a long document: the same text without what is far away, parsed by itself. After a key
 * tree-sitter takes every statement at the top of a file into its hands again, and in a half-written text it recovers over all the rest;
 * both cost what the text is long. Its owner tells it of every edit, and deletes it.
 */
export class RegionTree {
  #folded: FoldedText;
  #tree: Tree;
  #isCurrent = true;

  private constructor(folded: FoldedText, tree: Tree) {
    this.#folded = folded;
    this.#tree = tree;
  }

  /**
   * A region around an offset of a text whose tree is true of it. `undefined` where too little can be left out, the parse needs longer
   * than the time limit, or the region would read otherwise than the whole.
   */
  static around(
    grammar: Grammar,
    whole: { readonly text: string; readonly tree: Tree },
    offset: number,
    limit: TimeLimit,
  ): RegionTree | undefined {
    const { rootNode } = whole.tree;
    const folded = FoldedText.without(whole.text, farParts(rootNode, whole.text, offset));
    if (folded.text.length > MAX_REGION_UNITS || !folded.covers(offset, offset, MARGIN_UNITS)) return undefined;
    const tree = parse(grammar, folded.text, limit);
    if (tree === undefined) return undefined;
    const nodesInView = nodesAround(tree.rootNode, folded.inView(offset)).map(({ type, startIndex }) => {
      return `${type} ${folded.inDocument(startIndex, 'start')}`;
    });
    const nodes = nodesAround(rootNode, offset).map(({ type, startIndex }) => `${type} ${startIndex}`);
    const isTrue = rootNode.hasError || !tree.rootNode.hasError;
    if (isTrue && nodesInView.join() === nodes.join()) return new RegionTree(folded, tree);
    tree.delete();
    return undefined;
  }

  /** Takes in an edit of the document. False when it touches what is not seen here: then the region is true no longer. */
  edit(edit: SyntaxEdit): boolean {
    const edited = this.#folded.edited(edit);
    if (edited === undefined || edited.folded.text.length > MAX_REGION_UNITS) return false;
    this.#tree.edit(treeEdit(this.#folded.text, edited.folded.text, edited.edit));
    this.#folded = edited.folded;
    this.#isCurrent = false;
    return true;
  }

  /** Whether questions about a range of the document can be answered from here. */
  covers(start: number, end: number): boolean {
    return this.#folded.covers(start, end, MARGIN_UNITS);
  }

  /** Parses what has changed; `undefined` when that needs longer than the time limit. */
  read(grammar: Grammar, limit: TimeLimit): RegionText | undefined {
    const { text } = this.#folded;
    if (!this.#isCurrent) {
      const tree = parse(grammar, text, limit, this.#tree);
      if (tree === undefined) return undefined;
      this.#tree.delete();
      this.#tree = tree;
      this.#isCurrent = true;
    }
    return { text, tree: this.#tree, view: this.#folded };
  }

  delete(): void {
    this.#tree.delete();
  }
}

function parse(grammar: Grammar, text: string, limit: TimeLimit, oldTree?: Tree): Tree | undefined {
  const parser = new Parser().setLanguage(grammar.language);
  try {
    return parseWithin(parser, text, limit, oldTree);
  } finally {
    parser.delete();
  }
}

/** The nodes around an offset, innermost first, without the root, which begins with the first code. */
function nodesAround(root: Node, offset: number): Node[] {
  const nodes: Node[] = [];
  for (let node = root.descendantForIndex(Math.max(0, offset - 1), offset); node !== null; node = node.parent)
    nodes.push(node);
  return nodes.slice(0, -1);
}
