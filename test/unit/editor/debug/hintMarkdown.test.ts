import { describe, expect, it } from 'vitest';
import { plainHint } from '../../../../src/core/debug/plainHint';
import { type HintLabels, placeText, plainMarkdown } from '../../../../src/editor/debug/hintMarkdown';
import { renderMarkdown } from '../../../../src/editor/markdown';
import { frameOf, stopOf, variable } from '../../debug/stops';

const labels: HintLabels = {
  likely: 'Likely:',
  noPlace: 'No place.',
  notOwn: 'not yours',
  more: (count) => `and ${count} more`,
};
const message = "Cannot read properties of undefined (reading 'length')";

function markdownOf(stop: ReturnType<typeof stopOf>): string {
  return plainMarkdown(stop, plainHint(stop), labels);
}

describe('plainMarkdown', () => {
  it('says where, the line, what is to blame, and the values', () => {
    const frames = [frameOf('\n  const n = cart.items.length;', 2, 'shop.js')];
    const variables = [variable('cart', '{…}'), variable('cart.items', 'undefined', 'part')];
    const related = [{ relation: 'cause', kind: 'E', message: 'inner' } as const];
    const stop = stopOf({ kind: 'TypeError', message, frames, variables, related });
    expect(markdownOf(stop)).toBe(
      [
        '`Caused by E: inner`',
        '`shop.js:2` · `total`',
        '```javascript\nconst n = cart.items.length;\n```',
        '**Likely:** `cart.items is undefined`',
        '```text\ncart.items = undefined   ← is undefined\ncart = {…}\n```',
      ].join('\n\n'),
    );
    expect(placeText(plainHint(stop))).toBe('shop.js:2');
  });

  it('tells how many values are not shown, and a place outside of the workspace', () => {
    const variables = Array.from({ length: 20 }, (_, index) => variable(`v${index}`, String(index)));
    const frames = [{ path: '/usr/lib/x.js', line: 7, functionName: '', isOwn: false }];
    const markdown = markdownOf(stopOf({ kind: 'E', frames, variables }));
    expect(markdown.startsWith('`/usr/lib/x.js:7` · not yours\n\n```text\nv0 = 0\n')).toBe(true);
    expect(markdown.endsWith('\nand 8 more\n```')).toBe(true);
  });

  it('says so when no place is known', () => {
    expect(markdownOf(stopOf({ kind: 'E' }))).toBe('No place.');
    expect(placeText(plainHint(stopOf({ kind: 'E' })))).toBeUndefined();
  });

  it('leaves nothing of what the program says to be read as Markdown', () => {
    const evil = '``` ` **bold** [x](command:evil) <img src=x> # h';
    const frames = [{ ...frameOf(`f(${evil})`, 1, 'a.js'), functionName: evil }];
    const related = [{ relation: 'handled', kind: '', message: evil } as const];
    const stop = stopOf({ kind: 'E', message: evil, frames, variables: [variable('f', evil)], related });
    const html = renderMarkdown(markdownOf(stop));
    expect(html).not.toMatch(/<strong>bold|<a |<img|<h1/);
    expect(html.match(/\*\*bold\*\*/g)).toHaveLength(4);
  });
});
