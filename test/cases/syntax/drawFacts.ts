/**
 * How the facts of a file are drawn, one on each line:
 *
 *     + method Store.get(key: string): Item | Finds an item. >get(key---}<
 *     - field Store.#items: #items = [] >#items = [];<
 *     import join = * of node:path
 *     export total = sum of ./sum
 *     uses call:total member:this.store.get type:Item
 *
 * `+` other files can name it, `-` they cannot; then kind and full name, the signature, its doc line and its range.
 */
import type { FileFacts, Reference } from '../../../src/core/syntax/fileFacts';

export function drawFacts(text: string, { definitions, imports, reExports }: FileFacts): string[] {
  return [
    ...definitions.map(({ name, kind, container, signature, doc, start, end, exported }) => {
      const fullName = container === '' ? name : `${container}.${name}`;
      const docPart = doc === '' ? '' : ` | ${doc}`;
      return `${exported ? '+' : '-'} ${kind} ${fullName}: ${oneLine(signature)}${docPart} ${drawRange(text, start, end)}`;
    }),
    ...imports.map(({ name, imported, module }) => `import ${name} = ${imported} of ${module}`),
    ...reExports.map(({ name, imported, module }) => `export ${name} = ${imported} of ${module || 'this file'}`),
  ];
}

/** Each name once, in the order of the text. */
export function drawReferences(references: readonly Reference[]): string[] {
  const drawn = references.map(
    ({ name, kind, receiver }) => `${kind}:${receiver === undefined ? '' : `${receiver}.`}${name}`,
  );
  return drawn.length === 0 ? [] : [`uses ${[...new Set(drawn)].join(' ')}`];
}

function oneLine(text: string): string {
  return text.replaceAll('\n', '⏎').replaceAll('\t', '»');
}

/** First and last characters of a range. */
function drawRange(text: string, start: number, end: number): string {
  const drawn = oneLine(text.slice(start, end).replaceAll('\r\n', '\n'));
  return drawn.length <= 30 ? `>${drawn}<` : `>${drawn.slice(0, 14).trimEnd()}---${drawn.slice(-10).trimStart()}<`;
}
