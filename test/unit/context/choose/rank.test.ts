import { describe, expect, it } from 'vitest';
import { rank, type RankOrder } from '../../../../src/core/context/choose/rank';
import { defaultRecipe } from '../../../../src/core/context/choose/recipe';
import type { ContextSnippet } from '../../../../src/protocol/context';

const order: RankOrder = {
  budgetTokens: 1_000,
  recipe: defaultRecipe,
  languageId: 'go',
  windowText: '',
  held: new Set(),
};
const snippet = (text: string, more: Partial<ContextSnippet> = {}): ContextSnippet => ({
  source: 'usages',
  path: 'src/b.ts',
  text: `${text}\n`,
  names: [],
  relevance: 1,
  nearness: 1,
  ...more,
});

function verdicts(snippets: readonly ContextSnippet[], more: Partial<RankOrder> = {}): string[] {
  return rank(snippets, { ...order, ...more }).map((item) => `${item.snippet.text.trim()}: ${item.verdict}`);
}

describe('rank', () => {
  it('takes the best first and says why the others are left out', () => {
    const found = [
      snippet('import { cart } from "./cart";', { source: 'imports' }),
      snippet('cart.add(item, 2);'),
      snippet('far(away, 2, 3);', { relevance: 0.1, nearness: 0 }),
    ];
    expect(verdicts(found)).toEqual([
      'cart.add(item, 2);: kept',
      'import { cart } from "./cart";: kept',
      'far(away, 2, 3);: weak',
    ]);
  });

  it('keeps every hint, which no excerpt stands for', () => {
    const hint = snippet('cart', { source: 'unused', relevance: 0.5 });
    const found = [snippet('cart.add(item, 2);'), hint];
    expect(verdicts(found, { windowText: 'cart\n' })).toEqual(['cart: kept', 'cart.add(item, 2);: kept']);
    const recipe = { ...defaultRecipe, weights: { ...defaultRecipe.weights, unused: 0 } };
    expect(verdicts([hint], { recipe })).toEqual(['cart: switchedOff']);
  });

  it('keeps excerpts back where no hint stands, in languages whose imports name what they bring', () => {
    const found = [snippet('cart.add(item, 2);'), snippet('cart.size', { source: 'members' })];
    const alone = ['cart.size: kept', 'cart.add(item, 2);: noHint'];
    expect(verdicts(found, { languageId: 'typescript' })).toEqual(alone);
    expect(verdicts(found, { languageId: 'go' })).toContain('cart.add(item, 2);: kept');
    const hint = snippet('cart', { source: 'unused' });
    expect(verdicts([...found, hint], { languageId: 'python' })).toContain('cart.add(item, 2);: kept');
    const recipe = { ...defaultRecipe, weights: { ...defaultRecipe.weights, unused: 0 } };
    expect(verdicts(found, { languageId: 'python', recipe })).toContain('cart.add(item, 2);: kept');
  });

  it('leaves out what the prompt shows anyway', () => {
    const windowText = 'a();\n  cart.add(item, 2);\n}\n';
    expect(verdicts([snippet('cart.add(item, 2);\n}')], { windowText })).toEqual(['cart.add(item, 2);\n}: inWindow']);
    expect(verdicts([snippet('cart.add(item, 3);')], { windowText })).toEqual(['cart.add(item, 3);: kept']);
  });

  it('takes nothing twice: the same text elsewhere, or overlapping lines of one file', () => {
    const elsewhere = [
      snippet('cart.add(item, 2);'),
      snippet('cart.add(item,   2);', { path: 'src/c.ts', relevance: 0.8 }),
    ];
    expect(verdicts(elsewhere)).toEqual(['cart.add(item, 2);: kept', 'cart.add(item,   2);: duplicate']);
    const overlapping = [
      snippet('one(1);\ntwo(2);', { line: 4 }),
      snippet('two(2);\nthree(3);', { line: 5, relevance: 0.9 }),
    ];
    expect(verdicts(overlapping)).toEqual(['one(1);\ntwo(2);: kept', 'two(2);\nthree(3);: duplicate']);
  });

  it('spreads over names before it shows one of them again', () => {
    const found = [
      snippet('open(first, 1);', { names: ['open'] }),
      snippet('open(other, 2);', { names: ['open'], path: 'src/c.ts', relevance: 0.95 }),
      snippet('shut(first, 1);', { names: ['shut'], path: 'src/d.ts', relevance: 0.7 }),
    ];
    expect(verdicts(found)).toEqual(['open(first, 1);: kept', 'shut(first, 1);: kept', 'open(other, 2);: kept']);
  });

  it('keeps within the tokens, and goes on with what still fits', () => {
    const long = 'call(argument, another, third);\n'.repeat(20);
    const found = [
      snippet(long.trim(), { relevance: 1 }),
      snippet('short(one, two);', { relevance: 0.4, names: ['short'] }),
    ];
    expect(verdicts(found, { budgetTokens: 60 })).toEqual(['short(one, two);: kept', `${long.trim()}: noRoom`]);
  });

  it('prefers what the last prompt held to an equal one', () => {
    const found = [snippet('first(one, two);'), snippet('second(one, two);', { path: 'src/c.ts' })];
    const held = new Set(['second(one, two);\n']);
    expect(verdicts(found, { held, budgetTokens: 20 })).toEqual([
      'second(one, two);: kept',
      'first(one, two);: noRoom',
    ]);
  });

  it('says of a source that the recipe does not use that it is switched off', () => {
    const recipe = { ...defaultRecipe, weights: { ...defaultRecipe.weights, usages: 0 } };
    expect(verdicts([snippet('cart.add(item, 2);')], { recipe })).toEqual(['cart.add(item, 2);: switchedOff']);
  });
});
