import { Parser, type Tree } from 'web-tree-sitter';
import type { SyntaxEdit } from '../../protocol/syntax';
import { parseWithin, type TimeLimit } from './timeBox';
import { treeEdit } from './treeEdit';
import type { ParsedDocument } from './trees';

/** The text of a document with one edit, parsed beside the document, which stays as it is. The caller deletes the tree. */
interface EditedDocument {
  readonly text: string;
  readonly tree: Tree;
}

/** Tries an edit out; only what it touches is parsed anew. `undefined` when the parse needs longer than the time limit. */
export function parseEdited(document: ParsedDocument, edit: SyntaxEdit, limit: TimeLimit): EditedDocument | undefined {
  const text = document.text.slice(0, edit.start) + edit.text + document.text.slice(edit.oldEnd);
  const parser = new Parser().setLanguage(document.grammar.language);
  const edited = document.tree.copy();
  try {
    edited.edit(treeEdit(document.text, text, edit));
    const tree = parseWithin(parser, text, limit, edited);
    return tree === undefined ? undefined : { text, tree };
  } finally {
    edited.delete();
    parser.delete();
  }
}
