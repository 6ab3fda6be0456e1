import { describe, expect, it } from 'vitest';
import { Parser } from 'web-tree-sitter';
import { spliceText } from '../../../src/base/spliceText';
import { pointAt, treeEdit } from '../../../src/core/syntax/treeEdit';
import { createGrammars } from '../../cases/syntax/grammarFiles';

const grammars = createGrammars();

describe('treeEdit', () => {
  it('reads little of a long Python file again for a name in a block that ends with its line', async () => {
    const piece = (index: number): string => `class A${index}:\n  def f(self):\n    if x:\n      r\n    y = 1\n\n`;
    let text = Array.from({ length: 1_000 }, (_, index) => piece(index)).join('');
    const { language } = (await grammars.load('python')) ?? {};
    const parser = new Parser().setLanguage(language ?? null);
    let tree = parser.parse(text);
    let known: Parameters<typeof treeEdit>[3];
    const readUnits: number[] = [];
    const start = text.indexOf('r\n', text.length / 2) + 1;
    for (const [index, key] of [...'eporters'].entries()) {
      const edit = { start: start + index, oldEnd: start + index, text: key };
      const next = spliceText(text, [edit]) ?? '';
      const described = treeEdit(text, next, edit, known);
      expect(described.startPosition).toEqual(pointAt(text, edit.start));
      tree?.edit(described);
      known = { offset: edit.start, ...described.startPosition };
      text = next;
      let units = 0;
      const read = (at: number): string => {
        const chunk = text.slice(at, at + 1_024);
        units += chunk.length;
        return chunk;
      };
      const before = tree;
      tree = parser.parse(read, before);
      before?.delete();
      readUnits.push(units);
    }
    // After the first parse of all, the state of every token is read once more.
    expect(Math.max(...readUnits.slice(2))).toBeLessThan(text.length / 10);
    expect(tree?.rootNode.hasError).toBe(false);
    tree?.delete();
    parser.delete();
  });
});
