import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/base/clock';
import { systemClock } from '../../../src/base/clock';
import { spliceText } from '../../../src/base/spliceText';
import { pointAt } from '../../../src/core/syntax/treeEdit';
import { Trees } from '../../../src/core/syntax/trees';
import type { SyntaxEdit } from '../../../src/protocol/syntax';
import { createGrammars } from '../../cases/syntax/grammarFiles';

const grammars = createGrammars();
const patient = { grammars, clock: systemClock, budgetMs: 10_000 };
const uri = 'file:///a';

/** Types, offsets and positions of all nodes. */
async function dump(trees: Trees, version: number): Promise<string | undefined> {
  return trees.read(uri, version, ({ tree }) => {
    const lines: string[] = [];
    const cursor = tree.walk();
    for (;;) {
      const { startPosition: from, endPosition: to } = cursor;
      lines.push(
        `${cursor.nodeType} ${cursor.startIndex}-${cursor.endIndex} ${from.row}:${from.column}-${to.row}:${to.column}`,
      );
      if (cursor.gotoFirstChild()) continue;
      while (!cursor.gotoNextSibling()) {
        if (cursor.gotoParent()) continue;
        cursor.delete();
        return lines.join('\n');
      }
    }
  });
}

const pieces = [
  'const a = 1;',
  'f(x)',
  '{',
  '}',
  '(',
  ')',
  '"',
  '`',
  '😀',
  'é',
  '\r\n',
  '\n',
  '\t',
  ' ',
  '//',
  '/*',
  '*/',
  ':',
  'if',
  '    ',
  'def f():',
  '#',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join(''));
const change = fc.record({ at: fc.nat(1_000), length: fc.nat(12), text: text.map((value) => value.slice(0, 20)) });

/** Makes the drawn numbers into edits that fit the text they meet. */
function toEdits(start: string, changes: readonly { at: number; length: number; text: string }[]): SyntaxEdit[] {
  let now = start;
  return changes.map((drawn) => {
    const from = drawn.at % (now.length + 1);
    const edit = { start: from, oldEnd: Math.min(now.length, from + drawn.length), text: drawn.text };
    now = spliceText(now, [edit]) as string;
    return edit;
  });
}

describe('Trees', () => {
  it.each(['typescript', 'python', 'go'])('gives the same %s tree after edits as a fresh parse', async (languageId) => {
    const property = fc.asyncProperty(
      text,
      fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
      async (start, steps) => {
        const edited = new Trees(patient);
        edited.open({ uri, languageId, version: 0, text: start });
        await dump(edited, 0);
        let now = start;
        for (const [index, step] of steps.entries()) {
          const edits = toEdits(now, step);
          now = spliceText(now, edits) as string;
          edited.change({ uri, version: index + 1, edits });
          // Every other step is left in the queue, so that edits are also applied several at once.
          if (index % 2 === 0) await dump(edited, index + 1);
        }
        const fresh = new Trees(patient);
        fresh.open({ uri, languageId, version: 9, text: now });
        expect(await edited.read(uri, steps.length, (document) => document.text)).toBe(now);
        expect(await dump(edited, steps.length)).toBe(await dump(fresh, 9));
        edited.dispose();
        fresh.dispose();
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it('counts columns in UTF-16 units and rows in line feeds', async () => {
    const trees = new Trees(patient);
    trees.open({ uri, languageId: 'typescript', version: 1, text: 'a("😀é");\r\n\tb;\r\n' });
    const place = await trees.read(uri, 1, ({ tree, text: all }) => {
      const node = tree.rootNode.descendantForIndex(all.indexOf('b'), all.indexOf('b') + 1);
      const semicolon = tree.rootNode.descendantForIndex(8, 9);
      return [node?.text, node?.startPosition, semicolon?.startPosition, pointAt(all, all.indexOf('b'))];
    });
    expect(place).toEqual(['b', { row: 1, column: 1 }, { row: 0, column: 8 }, { row: 1, column: 1 }]);
  });

  it('knows only the version it has', async () => {
    const trees = new Trees(patient);
    trees.open({ uri, languageId: 'go', version: 3, text: 'package a' });
    expect(await trees.read(uri, 2, () => 1)).toBeUndefined();
    expect(await trees.read(uri, 3, () => 1)).toBe(1);
    trees.change({ uri, version: 4, edits: [{ start: 8, oldEnd: 9, text: 'b' }] });
    expect(await trees.read(uri, 3, () => 1)).toBeUndefined();
    expect(await trees.read(uri, 4, (document) => document.text)).toBe('package b');
    trees.close(uri);
    expect(await trees.read(uri, 4, () => 1)).toBeUndefined();
  });

  it('holds the text of the last read until edits are read', async () => {
    const trees = new Trees(patient);
    expect(trees.heldText(uri)).toBeUndefined();
    trees.open({ uri, languageId: 'go', version: 1, text: 'package a' });
    trees.change({ uri, version: 2, edits: [{ start: 8, oldEnd: 9, text: 'b' }] });
    expect(trees.heldText(uri)).toBe('package a');
    await trees.read(uri, 2, () => 1);
    expect(trees.heldText(uri)).toBe('package b');
    trees.close(uri);
    expect(trees.heldText(uri)).toBeUndefined();
  });

  it('does not answer when the document changed while the grammar was loading', async () => {
    const trees = new Trees({ ...patient, grammars: createGrammars() });
    trees.open({ uri, languageId: 'go', version: 1, text: 'package a' });
    const late = trees.read(uri, 1, () => 1);
    trees.change({ uri, version: 2, edits: [] });
    expect(await late).toBeUndefined();
  });

  it('forgets a document whose edits do not fit', async () => {
    const trees = new Trees(patient);
    trees.open({ uri, languageId: 'go', version: 1, text: 'package a' });
    trees.change({ uri, version: 2, edits: [{ start: 5, oldEnd: 500, text: '' }] });
    expect(await trees.read(uri, 2, () => 1)).toBeUndefined();
    trees.change({ uri, version: 3, edits: [] });
    expect(await trees.read(uri, 3, () => 1)).toBeUndefined();
  });

  it('ignores unknown languages, too large documents and changes of unknown documents', async () => {
    const trees = new Trees({ ...patient, maxUnits: 10 });
    trees.open({ uri, languageId: 'cobol', version: 1, text: '' });
    expect(await trees.read(uri, 1, () => 1)).toBeUndefined();
    trees.open({ uri, languageId: 'go', version: 1, text: 'package abc' });
    expect(await trees.read(uri, 1, () => 1)).toBeUndefined();
    trees.change({ uri: 'file:///b', version: 1, edits: [] });
    trees.open({ uri, languageId: 'go', version: 1, text: 'package a' });
    trees.change({ uri, version: 2, edits: [{ start: 9, oldEnd: 9, text: 'bc' }] });
    expect(await trees.read(uri, 2, () => 1)).toBeUndefined();
  });

  it('parses again what its cache has dropped', async () => {
    const trees = new Trees({ ...patient, maxTrees: 2 });
    for (let index = 0; index < 5; index++) {
      trees.open({ uri: `file:///${index}`, languageId: 'go', version: 1, text: `package a${index}` });
      await trees.read(`file:///${index}`, 1, () => 1);
    }
    const edits = [{ start: 0, oldEnd: 0, text: '// x\n' }];
    trees.change({ uri: 'file:///0', version: 2, edits });
    expect(await trees.read('file:///0', 2, ({ tree }) => tree.rootNode.text)).toBe('// x\npackage a0');
  });

  it('keeps to its time with 60,000 lines and has the tree a moment later', async () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, index) => `function f${index}(a: number) { return a + ${index}; }`,
    );
    // A clock that counts how often it is asked, so that the time-box is exact whatever else this machine does.
    let now = 0;
    const clock: Clock = { now: () => now++, sleep: (ms) => systemClock.sleep(ms) };
    const trees = new Trees({ grammars, clock, budgetMs: 200, maxUnits: 10_000_000 });
    trees.open({ uri, languageId: 'typescript', version: 1, text: lines.join('\n') });
    expect(await trees.read(uri, 1, () => 1)).toBeUndefined();
    expect(now).toBeLessThan(250);
    let last: number | undefined;
    for (let tries = 0; tries < 5_000 && last === undefined; tries++) {
      await systemClock.sleep(1);
      last = await trees.read(uri, 1, ({ tree }) => tree.rootNode.childCount);
    }
    expect(last).toBe(60_000);
    trees.dispose();
  });

  it('starts again when the text changes in the middle of a long parse', async () => {
    const big = 'f(1);\n'.repeat(20_000);
    let now = 0;
    const clock: Clock = { now: () => now++, sleep: (ms) => systemClock.sleep(ms) };
    const trees = new Trees({ grammars, clock, budgetMs: 20 });
    trees.open({ uri, languageId: 'javascript', version: 1, text: big });
    expect(await trees.read(uri, 1, () => 1)).toBeUndefined();
    trees.change({ uri, version: 2, edits: [{ start: 0, oldEnd: 6, text: 'ab' }] });
    let first: string | undefined;
    for (let tries = 0; tries < 5_000 && first === undefined; tries++) {
      await systemClock.sleep(1);
      first = await trees.read(uri, 2, ({ tree }) => tree.rootNode.firstChild?.text);
    }
    expect(first).toBe('abf(1);');
    trees.close(uri);
  });
});
