import { describe, expect, it } from 'vitest';
import { EditsSource } from '../../../../src/core/context/sources/edits';
import { collect } from './collect';

const lines = (count: number): string[] => Array.from({ length: count }, (_, at) => `const row${at} = read(${at})`);
const cursor = 'export function pay(order: Order) {\n  const total = priceOf(order)\n  █\n}\n';
const priced = 'const sum = priceOf(order, currency)\n';

describe('edits', () => {
  it('gives the small changes of other files, with the names that came', async () => {
    const edits = [{ path: 'lib/b.ts', before: 'const sum = priceOf(order)\nend()\n', after: `${priced}end()\n` }];
    const found = await collect(EditsSource, { 'src/a.ts': cursor }, {}, edits);
    expect(found).toEqual([
      {
        source: 'edits',
        path: 'lib/b.ts.diff',
        text: '+const sum = priceOf(order, currency)\n end()\n',
        line: 0,
        names: ['currency'],
        relevance: expect.any(Number) as number,
        nearness: 0.6,
      },
    ]);
    expect(found[0]?.relevance).toBeGreaterThan(0.3);
  });

  it('prefers what shares names with the cursor, then what is newer, and gives six at most', async () => {
    const edit = (path: string, after: string) => ({ path, before: '', after });
    const strange = edit('src/c.ts', 'paintPixel(canvas)\n');
    const found = await collect(EditsSource, { 'src/a.ts': cursor }, {}, [
      strange,
      edit('b.ts', priced),
      edit('d.ts', priced),
    ]);
    expect(found.map(({ path }) => path)).toEqual(['b.ts.diff', 'd.ts.diff', 'src/c.ts.diff']);
    const many = Array.from({ length: 9 }, (_, at) => edit(`${at}.ts`, priced));
    const six = await collect(EditsSource, { 'src/a.ts': cursor }, {}, many);
    expect(six.map(({ path }) => path)).toEqual([
      '0.ts.diff',
      '1.ts.diff',
      '2.ts.diff',
      '3.ts.diff',
      '4.ts.diff',
      '5.ts.diff',
    ]);
  });

  it('leaves out what is being typed, but not other changes of the same file', async () => {
    const changed = (line: number): string => {
      const all = lines(20);
      all[line] = 'const changed = readAll()';
      return all.join('\n');
    };
    for (const [line, isShown] of [
      [6, true],
      [7, true],
      [8, false],
      [10, false],
      [12, false],
      [13, true],
    ] as const) {
      const after = changed(line);
      const drawn = after
        .split('\n')
        .map((each, at) => (at === 10 ? `${each}█` : each))
        .join('\n');
      const found = await collect(EditsSource, { 'a.ts': drawn }, { window: { start: 0, end: 0 } }, [
        { path: 'a.ts', before: lines(20).join('\n'), after },
      ]);
      expect([line, found.length]).toEqual([line, isShown ? 1 : 0]);
    }
  });

  it('shows nothing of what was removed, nor keys', async () => {
    const key = 'sk-4f9a8b7c6d5e4f3a2b1c';
    const shown = async (before: string, after: string): Promise<unknown> =>
      (await collect(EditsSource, { 'src/a.ts': cursor }, {}, [{ path: 'b.ts', before, after }])).map(
        ({ text, names }) => ({ text, names }),
      );
    const line = (quoted: string): string => `const key = ${quoted}\n`;
    expect(await shown(`${line(`"${key}"`)}end()\n`, 'end()\n')).toEqual([]);
    expect(await shown(line(`"${key}"`), line('readKey()'))).toEqual([
      { text: '+const key = readKey()\n', names: ['readKey'] },
    ]);
    for (const quote of ['"', "'", '`'])
      expect(await shown('', line(quote + key + quote))).toEqual([
        { text: `+const key = ${quote}…${quote}\n`, names: ['key'] },
      ]);
    // Between a word and a key no blank, and a key that was there before beside a new line.
    expect(await shown(line(`["a","${key}"]`), `${line(`["a","${key}"]`)}closeAll()\n`)).toEqual([
      { text: ' const key = ["a","…"]\n+closeAll()\n', names: ['closeAll'] },
    ]);
    const words = '+say("a sentence of 6 words, not a key", "averylongwordwithoutanydigits")\n';
    expect(await shown('', words.slice(1))).toMatchObject([{ text: words }]);
  });

  it('does not repeat lines that were added in the window', async () => {
    const after = `const added = readAll()\n${lines(20).join('\n')}`;
    const edits = [{ path: 'a.ts', before: lines(20).join('\n'), after }];
    const drawn = { 'a.ts': `${after}█` };
    expect(await collect(EditsSource, drawn, {}, edits)).toEqual([]);
    const start = after.indexOf('const row5');
    const far = await collect(EditsSource, drawn, { window: { start, end: after.length } }, edits);
    expect(far.map(({ text }) => text)).toEqual(['+const added = readAll()\n const row0 = read(0)\n']);
  });
});
