import type { ContextSnippet } from '../../../protocol/context';
import type { ContextPiece } from '../../../protocol/engine';
import { isHint } from './hints';
import type { RankedSnippet } from './rank';
import type { ContextRecipe } from './recipe';

/**
 * Puts the kept snippets into the order and form of the prompt: one piece for each file, its excerpts in the order of the file. Files that
 * the last prompt held stay in front in their order, because a change in front makes the engine read everything behind it again.
 * @param heldPaths paths of the last prompt's pieces, in prompt order.
 */
export function piecesOf(
  ranked: readonly RankedSnippet[],
  best: ContextRecipe['best'],
  heldPaths: readonly string[],
): ContextPiece[] {
  const files = new Map<string, RankedSnippet[]>();
  for (const item of ranked) {
    if (item.verdict !== 'kept' || isHint(item.snippet)) continue;
    const list = files.get(item.snippet.path);
    if (list === undefined) files.set(item.snippet.path, [item]);
    else list.push(item);
  }
  const pieces = [...files].map(([path, items]) => ({
    path,
    text: textOf(items.map(({ snippet }) => snippet)),
    priority: Math.max(...items.map(({ score }) => score)),
  }));
  const held = heldPaths.flatMap((path) => pieces.find((piece) => piece.path === path) ?? []);
  const fresh = pieces.filter((piece) => !held.includes(piece));
  const direction = best === 'last' ? 1 : -1;
  fresh.sort((a, b) => direction * (a.priority - b.priority) || (a.path < b.path ? -1 : 1));
  return [...held, ...fresh];
}

/** Excerpts with an empty line between them. */
function textOf(snippets: readonly ContextSnippet[]): string {
  const inOrder = [...snippets].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return inOrder.map(({ text }) => (text.endsWith('\n') ? text : `${text}\n`)).join('\n');
}
