import { describe, expect, it } from 'vitest';
import { spliceText } from '../../../../src/base/spliceText';
import type { ScannedFile } from '../../../../src/core/bench/buildItems';
import { seededRandom } from '../../../../src/base/seededRandom';
import { usualHabits } from '../../../../src/core/bench/typing/bodyTypist';
import { buildTraces, type TraceWish } from '../../../../src/core/bench/typing/buildTraces';
import { longText } from '../../../../src/core/bench/typing/longText';
import type { TypedKey } from '../../../../src/core/bench/typing/trace';
import { type Hole, typeHoles } from '../../../../src/core/bench/typing/typeHoles';

function played(text: string, keys: Iterable<TypedKey>): string {
  let typed = text;
  for (const { edits } of keys) {
    const next = spliceText(typed, edits);
    if (next === undefined) throw new Error('an edit lies outside of the text');
    typed = next;
  }
  return typed;
}

const body = (name: string): string =>
  `const ${name} = load(["${name}", "more"]);\n  return ${name}.map((x) => x + 1);`;
const holed = 'function a() {\n  \n}\nfunction b() {\n  \n}\n';
const holes: Hole[] = [
  { start: holed.indexOf('  \n') + 2, truth: body('first') },
  { start: holed.lastIndexOf('  \n') + 2, truth: `${body('second')}\n  // end` },
];

describe('typeHoles', () => {
  it.each([...Array(20).keys()])('fills all holes, whatever the order (seed %i)', (seed) => {
    const keys = [...typeHoles(holes, usualHabits, seededRandom(seed))];
    expect(played(holed, keys)).toBe(
      `function a() {\n  ${body('first')}\n}\nfunction b() {\n  ${body('second')}\n  // end\n}\n`,
    );
    expect(keys.filter(({ kind }) => kind === 'jump').length).toBeGreaterThan(0);
    for (const { gapMs } of keys) expect(gapMs).toBeGreaterThanOrEqual(20);
  });
});

function fileOf(path: string, bodies: readonly string[], language = 'typescript'): ScannedFile {
  let text = '';
  const places = bodies.map((truth) => {
    text += 'function f() {\n  ';
    const start = text.length;
    text += `${truth}\n}\n`;
    return { kind: 'body' as const, start, end: start + truth.length, names: [] };
  });
  return { path, language, text, places, facts: { definitions: [], imports: [] } as unknown as ScannedFile['facts'] };
}

const files = [
  fileOf('a.ts', [body('one'), body('two')]),
  fileOf('b.ts', [body('three')]),
  fileOf('c.ts', ['short();']),
  fileOf('d.py', [body('five')], 'python'),
];
const wish: TraceWish = { seed: 1, traces: 10, keys: 1_000, lines: [1, 300] };
const build = (changes: Partial<TraceWish> = {}) => buildTraces([{ name: 'w', files }], { ...wish, ...changes });

describe('buildTraces', () => {
  it('takes each file with a body long enough, in an order of the seed', () => {
    expect(new Set(build().map(({ file }) => file))).toEqual(new Set(['a.ts', 'b.ts', 'd.py']));
    expect(build()).toEqual(build());
    expect(build()).not.toEqual(build({ seed: 2 }));
    const short = build({ traces: 2, keys: 5 });
    expect(short.map(({ keys }) => keys.length)).toEqual([5, 5]);
  });

  it('ends with the text of the files, as long as was asked for where others of the language are there', () => {
    for (const trace of build()) {
      const original = files.find(({ path }) => path === trace.file)?.text ?? '';
      expect(played(trace.text, trace.keys)).toContain(original);
      const isAlone = trace.language === 'python';
      if (trace.wantedLines === 300 && !isAlone) expect(trace.lines).toBeGreaterThanOrEqual(300);
      if (trace.wantedLines === 1 || isAlone) expect(played(trace.text, trace.keys)).toBe(original);
      expect(trace.lines).toBeLessThan(320);
    }
  });
});

describe('longText', () => {
  it('puts others around the middle, half of them before it', () => {
    const { text, start, lines } = longText('middle\n', 11, ['one\ntwo\n', 'three']);
    expect(text.slice(start)).toMatch(/^middle\n/);
    expect(text).toBe('one\ntwo\n\none\ntwo\n\nmiddle\nthree\n\nthree\n\n');
    expect(lines).toBe(text.split('\n').length - 1);
  });

  it('leaves alone what is long enough, or has no others', () => {
    expect(longText('a\nb', 2, ['c'])).toEqual({ text: 'a\nb', start: 0, lines: 2 });
    expect(longText('a\nb', 900, ['  '])).toEqual({ text: 'a\nb', start: 0, lines: 2 });
  });
});
