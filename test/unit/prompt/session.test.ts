import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closerTail } from '../../../src/core/text/closers';
import { lineEnd } from '../../../src/core/text/lines';
import { noHint } from '../../../src/core/prompt/hint';
import { type NextPrompt, type PlacedPrompt, PromptSession } from '../../../src/core/prompt/session';

const next: NextPrompt = { promptTokens: 512, context: [], hint: noHint };

/** `█` marks the cursor. */
function place(session: PromptSession, drawn: string, given = next): PlacedPrompt {
  const offset = drawn.indexOf('█');
  return session.place({ path: 'a.ts', repository: 'r', text: drawn.replace('█', ''), offset }, given);
}

function numbered(lines: number): string {
  return Array.from({ length: lines }, (_, index) => `const value${index} = ${index};\n`).join('');
}

describe('PromptSession', () => {
  it('puts whole lines before the anchor, the line into the middle and the rest into the suffix', () => {
    const { prompt, tail } = place(new PromptSession('s'), 'one\ntwo\nthr█\nfour\n');
    expect(prompt).toMatchObject({ session: 's', anchor: 1, prefix: 'one\ntwo\n', middle: 'thr', suffix: '\nfour\n' });
    expect(tail).toBe('');
  });

  it('stays while a line is typed, also when the editor closes brackets', () => {
    const session = new PromptSession('s');
    const first = place(session, 'one\nf█\nfour\n').prompt;
    const opened = place(session, 'one\nf(█)\nfour\n');
    const closed = place(session, 'one\nf("a")█;\nfour\n');
    for (const { prompt } of [opened, closed]) {
      expect(prompt).toMatchObject({ anchor: first.anchor, prefix: first.prefix, suffix: first.suffix });
    }
    expect(opened).toMatchObject({ tail: ')', prompt: { middle: 'f(' } });
    expect(closed).toMatchObject({ tail: ';', prompt: { middle: 'f("a")' } });
  });

  it.each([
    ['a brace', 'one\nf() {█\nfour\n', 'one\nf() {\n  █\n}\nfour\n'],
    ['a brace that is closed with more', 'one\nf({█\nfour\n', 'one\nf({\n  █\n});\nfour\n'],
    ['one brace in another', 'one\nf() {█\n}\n', 'one\nf() {\n  if (a) {\n    █\n  }\n}\n}\n'],
    ['a brace that is followed by the same line', 'one\nf() {█\n}\n}\n', 'one\nf() {\n  █\n}\n}\n}\n'],
    ['a brace at the end of the text', 'one\nf() {█', 'one\nf() {\n  █\n}'],
    ['a brace where lines end in CRLF', 'one\r\nf() {█\r\nfour', 'one\r\nf() {\r\n  █\r\n}\r\nfour'],
  ])('stays when Enter puts %s on a line of its own', (_, before, after) => {
    const session = new PromptSession('s');
    const first = place(session, before).prompt;
    const { anchor, prefix, suffix } = place(session, after).prompt;
    expect({ anchor, prefix, suffix }).toEqual({ anchor: 1, prefix: first.prefix, suffix: first.suffix });
  });

  it('moves when more than closers was put below', () => {
    for (const below of ['} else {', 'x();', '', '// }']) {
      const session = new PromptSession('s');
      place(session, 'one\nf() {█\nfour\n');
      expect(place(session, `one\nf() {\n  █\n${below}\nfour\n`).prompt.anchor).toBe(2);
    }
  });

  it('stays on Enter for three lines, then moves', () => {
    const session = new PromptSession('s');
    place(session, 'one\na█\nend\n');
    const third = place(session, 'one\na\nb\nc\nd█\nend\n').prompt;
    expect(third).toMatchObject({ anchor: 1, prefix: 'one\n', middle: 'a\nb\nc\nd' });
    const fourth = place(session, 'one\na\nb\nc\nd\ne█\nend\n').prompt;
    expect(fourth).toMatchObject({ anchor: 2, prefix: 'one\na\nb\nc\nd\n', middle: 'e' });
  });

  it.each([
    ['text before changed', 'ONE\ntwo\nth█\nfour\n'],
    ['text after changed', 'one\ntwo\nth█\nFOUR\n'],
    ['more follows at the end', 'one\ntwo\nth█\nfour\nfive'],
    ['the cursor went up', 'one\ntw█o\nth\nfour\n'],
    ['the cursor went down', 'one\ntwo\nth\nfo█ur\n'],
    ['a line before it was joined', 'one two\nth█\nfour\n'],
  ])('moves when %s', (_, drawn) => {
    const session = new PromptSession('s');
    place(session, 'one\ntwo\nth█\nfour\n');
    expect(place(session, drawn).prompt.anchor).toBe(2);
  });

  it('keeps context and budget of the anchor until it moves', () => {
    const session = new PromptSession('s');
    const context = [{ path: 'b.ts', text: 'b', priority: 1 }];
    const first = place(session, 'one\na█\n', { hint: noHint, promptTokens: 256, context });
    const later = place(session, 'one\nab█\n', { hint: noHint, promptTokens: 2_048, context: [] });
    expect(later).toMatchObject({ promptTokens: 256, prompt: { context } });
    expect(later.prompt.context).toBe(first.prompt.context);
    expect(place(session, 'two\nab█\n', { hint: noHint, promptTokens: 2_048, context: [] })).toMatchObject({
      promptTokens: 2_048,
    });
  });

  it('plans a move, and makes it when it is taken and nothing moved meanwhile', () => {
    const session = new PromptSession('s');
    const fit = { prefixStart: 0, suffixEnd: 1, context: [0] };
    const at = { path: 'a.ts', repository: 'r', text: 'one\ntwo\nthree', offset: 7 };
    const wider = { ...next, promptTokens: 900, context: [{ path: 'b.ts', text: 'b', priority: 1 }] };
    const first = place(session, 'one\ntwo█\nthree').prompt;
    const { placed, take } = session.plan(at, wider);
    expect(placed).toMatchObject({ promptTokens: 900, prompt: { anchor: 2, context: wider.context, middle: 'two' } });
    expect(place(session, 'one\ntwo█\nthree').prompt).toEqual(first);
    expect(take({ fit, promptTokens: 9 })).toBe(true);
    expect(place(session, 'one\ntwox█\nthree')).toMatchObject({
      promptTokens: 900,
      prompt: { anchor: 2, context: wider.context, suffix: '\n', middle: 'twox' },
    });
    const late = session.plan(at, next);
    place(session, 'ONE\ntwo█\nthree');
    expect(late.take({ fit, promptTokens: 9 })).toBe(false);
    expect(place(session, 'ONE\ntwo█\nthree').prompt.anchor).toBe(3);
  });

  it('sends only what the fit left, and ignores a fit that has passed', () => {
    const session = new PromptSession('s');
    const context = [0, 1, 2].map((index) => ({ path: `${index}`, text: 'x', priority: index }));
    const first = place(session, 'one\ntwo\na█\nthree\nfour\n', { hint: noHint, promptTokens: 256, context }).prompt;
    const fit = { prefixStart: 4, suffixEnd: 7, context: [0, 2] };
    session.learn(first, { fit, promptTokens: 256 });
    const second = place(session, 'one\ntwo\nab█\nthree\nfour\n').prompt;
    expect(second).toMatchObject({ anchor: 1, prefix: 'two\n', suffix: '\nthree\n', middle: 'ab' });
    expect(second.context.map(({ path }) => path)).toEqual(['0', '2']);
    session.learn(first, { fit, promptTokens: 256 });
    expect(place(session, 'one\ntwo\nab█\nthree\nfour\n').prompt).toEqual(second);
    const moved = place(session, 'one\ntwo\n█x\nthree\nfour\n').prompt;
    session.learn(second, { fit, promptTokens: 256 });
    expect(place(session, 'one\ntwo\n█x\nthree\nfour\n').prompt).toEqual(moved);
  });

  it('keeps the first line of its window while lines are typed, and cuts it anew by a big step', () => {
    const session = new PromptSession('s');
    const starts = new Set<string>();
    for (let line = 200; line < 400; line += 1) {
      const { prefix } = place(session, `${numbered(line)}x█\n`).prompt;
      starts.add(prefix.slice(0, 20));
      expect(prefix.endsWith('\n')).toBe(true);
      expect(prefix.length).toBeLessThan(1_800);
    }
    expect(starts.size).toBeLessThan(20);
  });

  it('finds its window again when lines are added far above', () => {
    const session = new PromptSession('s');
    const text = numbered(300);
    const { prefix } = place(session, `${text}x█\n`).prompt;
    const later = place(session, `import a;\n${text}x█\n`).prompt;
    expect(later.prefix).toBe(prefix);
  });

  it('survives a line without end', () => {
    const session = new PromptSession('s');
    const long = 'x'.repeat(100_000);
    const { prompt } = place(session, `${long}\na█\n${long}`);
    expect(prompt.prefix).toBe('');
    expect(prompt.suffix.length).toBeLessThan(500);
  });

  it('tiles the document around the cursor, and is the same byte for byte while the anchor stays', () => {
    const typed = fc.array(
      fc.constantFrom('a', '(', ')', '\n', ' ', '🎉', '\r\n', '"', '<|fim_suffix|>', 'DELETE', 'UP'),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.nat(200), fc.nat(3), typed, (lines, jump, keys) => {
        const session = new PromptSession('s');
        let text = numbered(lines);
        let offset = Math.floor((text.length * jump) / 3);
        let last: PlacedPrompt['prompt'] | undefined;
        for (const key of keys) {
          if (key === 'DELETE') {
            text = text.slice(0, Math.max(0, offset - 1)) + text.slice(offset);
            offset = Math.max(0, offset - 1);
          } else if (key === 'UP') offset = Math.max(0, offset - 30);
          else {
            text = text.slice(0, offset) + key + text.slice(offset);
            offset += key.length;
          }
          const { prompt, tail } = session.place({ path: 'a', repository: '', text, offset }, next);
          const whole = prompt.prefix + prompt.middle + tail + prompt.suffix;
          const start = offset - prompt.middle.length - prompt.prefix.length;
          expect(text.slice(start, start + whole.length)).toBe(whole);
          expect(tail).toBe(closerTail(text, offset, lineEnd(text, offset)) ?? '');
          expect(prompt.prefix === '' || prompt.prefix.endsWith('\n')).toBe(true);
          if (last?.anchor === prompt.anchor) {
            expect(prompt.prefix).toBe(last.prefix);
            expect(prompt.suffix).toBe(last.suffix);
            expect(prompt.context).toBe(last.context);
          }
          last = prompt;
        }
      }),
      { numRuns: 60 },
    );
  });
});
