import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nearnessOf } from '../core/context/paths';
import { lineNumberAt } from '../core/text/lineSpan';
import type { SymbolPlace, SymbolQuery } from '../protocol/context';
import type { Indexer } from './indexer';

/** More names than an explanation has are an attack or a bug. */
const maxNames = 200;

/**
 * Where the index knows names to be defined: one place for each, in the same root folder as the document, exported definitions first, then
 * those nearest to it. Files that may not be read are passed over. `undefined` for a document outside of the folders.
 */
export function symbolPlaces(indexer: Indexer, { uri, names }: SymbolQuery): SymbolPlace[] | undefined {
  const placed = indexer.place(uri);
  if (placed === undefined) return undefined;
  const { root, path: own } = placed;
  return [...new Set(names)].slice(0, maxNames).flatMap((name) => {
    const found = [...root.index.definitionsOf(name, own)].sort(
      (a, b) =>
        Number(b.definition.exported) - Number(a.definition.exported) ||
        nearnessOf(own, b.path) - nearnessOf(own, a.path),
    );
    for (const { path: file, definition } of found) {
      const text = root.files.read(file);
      if (text === undefined) continue;
      const line = lineNumberAt(text, definition.start) - 1;
      return [{ name, uri: pathToFileURL(path.join(root.configured, file)).href, line }];
    }
    return [];
  });
}
