import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitPrompt } from '../../../src/core/prompt/fit';
import type { CompletionPrompt } from '../../../src/protocol/engine';
import { byteTokenizer, plainTokenizer, show } from './byteTokenizer';

const prompt = (parts: Partial<CompletionPrompt> = {}): CompletionPrompt => ({
  session: 'a',
  anchor: 0,
  repository: 'shop',
  path: 'src/a.py',
  context: [],
  prefix: 'import b\n',
  suffix: '\nend\n',
  hint: '',
  middle: 'bb.run',
  ...parts,
});
const piece = (path: string, priority: number, text = `use ${path}\n`): CompletionPrompt['context'][number] => ({
  path,
  text,
  priority,
});
const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index} of it\n`).join('');

describe('fitPrompt', () => {
  it('lays out path, prefix, suffix and the healed line', () => {
    const { tokens, forced } = fitPrompt(byteTokenizer, prompt(), 500);
    expect(show(tokens)).toBe('<5>src/a.py\n<1>import b\n<2>\nend\n<3>bb.');
    expect(forced).toBe('run');
  });

  it('puts the repository and other files first', () => {
    const { tokens, fit } = fitPrompt(
      byteTokenizer,
      prompt({ context: [piece('b.py', 1), piece('c.py', 2, 'no break')] }),
      500,
    );
    expect(show(tokens)).toBe(
      '<4>shop\n<5>b.py\nuse b.py\n<5>c.py\nno break\n<5>src/a.py\n<1>import b\n<2>\nend\n<3>bb.',
    );
    expect(fit.context).toEqual([0, 1]);
  });

  it('puts a hint right before the line, and then wants no second comment on a blank one', () => {
    const hinted = fitPrompt(byteTokenizer, prompt({ hint: '# open_cart\n' }), 500);
    expect(show(hinted.tokens)).toBe('<5>src/a.py\n<1>import b\n<2>\nend\n<3># open_cart\nbb.');
    expect(hinted).toMatchObject({ forced: 'run', unwanted: '' });
    expect(fitPrompt(byteTokenizer, prompt({ hint: '  # open_cart\n', middle: '  ' }), 500).unwanted).toBe('#');
    const narrow = fitPrompt(byteTokenizer, prompt({ hint: `# ${'open_cart'.repeat(20)}\n`, middle: '' }), 100);
    expect(show(narrow.tokens)).not.toContain('open_cart');
    expect(narrow.unwanted).toBe('');
  });

  it('gives other files no place in a model without their markers', () => {
    const { tokens, fit } = fitPrompt(plainTokenizer, prompt({ context: [piece('b.py', 1)] }), 500);
    expect(show(tokens)).toBe('<1>import b\n<2>\nend\n<3>bb.');
    expect(fit.context).toEqual([]);
  });

  it('drops the context of the lowest priority first and keeps the order of the rest', () => {
    const context = [piece('low.py', 1, lines(30)), piece('b.py', 5), piece('c.py', 9)];
    expect(fitPrompt(byteTokenizer, prompt({ context }), 100).fit.context).toEqual([1, 2]);
  });

  it('cuts prefix and suffix for context, but never for more than half of the room', () => {
    const sides = { prefix: lines(100), suffix: lines(100) };
    const small = fitPrompt(byteTokenizer, prompt({ context: [piece('b.py', 1)], ...sides }), 400).fit;
    expect(small.context).toEqual([0]);
    expect(small.prefixStart).toBeGreaterThan(0);
    expect(small.suffixEnd).toBeLessThan(lines(100).length);
    const context = [piece('low.py', 1, lines(38)), piece('b.py', 5)];
    expect(fitPrompt(byteTokenizer, prompt({ context, ...sides }), 400).fit.context).toEqual([1]);
    expect(
      fitPrompt(byteTokenizer, prompt({ context: [piece('b.py', 1, lines(60))], ...sides }), 400).fit,
    ).toMatchObject({
      context: [],
    });
  });

  it('gives the prefix the room that a short suffix leaves', () => {
    const budget = 400;
    const { tokens } = fitPrompt(byteTokenizer, prompt({ prefix: lines(300) }), budget);
    expect(tokens.length).toBeGreaterThan(budget / 2);
  });

  it('cuts the far end of a monstrous line and still ends at the cursor', () => {
    const { tokens, forced } = fitPrompt(byteTokenizer, prompt({ middle: `${'a+'.repeat(50_000)}z.ru` }), 400);
    expect(tokens.length).toBeLessThanOrEqual(400);
    expect((show(tokens) + forced).endsWith('a+a+z.ru')).toBe(true);
    expect(tokens.length).toBeGreaterThan(100);
  });

  it('keeps the window while a line is typed', () => {
    const line = 'total = compute_price(order, customer)';
    const fits = [...line].map((_, index) =>
      JSON.stringify(
        fitPrompt(byteTokenizer, prompt({ prefix: lines(300), suffix: lines(50), middle: line.slice(0, index) }), 600)
          .fit,
      ),
    );
    expect(new Set(fits).size).toBe(1);
  });

  it('turns unpaired surrogates into text that has a UTF-8 form', () => {
    expect(show(fitPrompt(byteTokenizer, prompt({ prefix: 'a\ud83d\n' }), 500).tokens)).toContain('a\ufffd\n');
  });

  it('never exceeds its budget, cuts only at lines where lines are short, and keeps what it kept', () => {
    const text = fc
      .array(fc.constantFrom('a = 1\r\n', 'x🦩y\n', '\n', 'word ', '    ', 'long '.repeat(40)), { maxLength: 60 })
      .map((parts) => parts.join(''));
    const pieces = fc.array(
      fc.record({ path: fc.constantFrom('b.py', 'lib/c.py'), text, priority: fc.integer({ min: 0, max: 3 }) }),
      { maxLength: 4 },
    );
    const prompts = fc.record({
      prefix: text.map((t) => (t === '' || t.endsWith('\n') ? t : `${t}\n`)),
      suffix: text,
      middle: text,
      context: pieces,
    });
    fc.assert(
      fc.property(prompts, fc.integer({ min: 16, max: 600 }), (parts, budget) => {
        const whole = prompt(parts);
        const first = fitPrompt(byteTokenizer, whole, budget);
        expect(first.tokens.length).toBeLessThanOrEqual(budget);
        const kept = prompt({
          prefix: whole.prefix.slice(first.fit.prefixStart),
          suffix: whole.suffix.slice(0, first.fit.suffixEnd),
          context: first.fit.context.map((index) => whole.context[index] as (typeof whole.context)[number]),
          middle: whole.middle,
        });
        expect(fitPrompt(byteTokenizer, kept, budget).tokens).toEqual(first.tokens);
      }),
    );
  });
});
