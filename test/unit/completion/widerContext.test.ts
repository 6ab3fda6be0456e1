import { describe, expect, it } from 'vitest';
import { WiderContext } from '../../../src/core/completion/widerContext';
import type { ContextChoice } from '../../../src/core/context/choose/contextSource';
import type { RankedSnippet, Verdict } from '../../../src/core/context/choose/rank';

const budget = { promptTokens: 768, contextTokens: 256 };

function ranked(
  path: string,
  verdict: Verdict,
  tokens: number,
  source: 'similar' | 'unused' = 'similar',
): RankedSnippet {
  const snippet = { source, path, text: `of ${path}\n`, line: 0, names: [], relevance: 1, nearness: 1 };
  return { snippet, score: 1, tokens, verdict };
}

function choiceOf(...all: RankedSnippet[]): ContextChoice {
  const kept = all.filter(({ verdict }) => verdict === 'kept');
  const pieces = kept.map(({ snippet: { path, text } }) => ({ path, text, priority: 1 }));
  return { pieces, hints: [], ranked: all, notes: [] };
}

const pathsOf = (wider: WiderContext | undefined): string[] | undefined => wider?.choice.pieces.map(({ path }) => path);

describe('WiderContext', () => {
  it('adds what had no room, the best first, as far as it fits now, behind what was there', () => {
    const choice = choiceOf(
      ranked('a', 'kept', 200),
      ranked('b', 'noRoom', 150),
      ranked('c', 'noRoom', 170),
      ranked('d', 'noRoom', 100),
      ranked('e', 'weak', 1),
      ranked('f', 'noRoom', 1, 'unused'),
    );
    const wider = WiderContext.beyond(choice, 0, budget, 512);
    expect(pathsOf(wider)).toEqual(['a', 'b', 'd']);
    expect(wider?.promptTokens).toBe(1_024);
    expect(wider?.choice.ranked.filter(({ verdict }) => verdict === 'kept').map(({ snippet }) => snippet.path)).toEqual(
      ['b', 'd', 'a'],
    );
    expect(wider?.choice.ranked).toHaveLength(choice.ranked.length);
  });

  it('is nothing where all has fitted, or nothing more fits', () => {
    expect(WiderContext.beyond(choiceOf(ranked('a', 'kept', 9)), 0, budget, 512)).toBeUndefined();
    expect(WiderContext.beyond(choiceOf(ranked('a', 'noRoom', 600)), 0, budget, 512)).toBeUndefined();
    expect(WiderContext.beyond(choiceOf(ranked('a', 'noRoom', 300)), 0, budget, 256)).toBeUndefined();
  });

  it('goes on nearby with the same choice, as long as what was added is found', () => {
    const [kept, more] = [ranked('a', 'kept', 200), ranked('b', 'noRoom', 150)];
    const wider = WiderContext.beyond(choiceOf(kept, more), 5_000, budget, 512);
    const near = wider?.goOn(choiceOf(kept, ranked('new', 'noRoom', 9), more), 6_000);
    expect(pathsOf(near)).toEqual(['a', 'b']);
    expect(near?.choice.ranked.map(({ snippet, verdict }) => `${snippet.path} ${verdict}`)).toEqual([
      'b kept',
      'a kept',
      'new noRoom',
    ]);
    expect(pathsOf(near?.goOn(choiceOf(kept, more), 7_000))).toEqual(['a', 'b']);
    expect(wider?.goOn(choiceOf(kept, more), 7_000)).toBeUndefined();
    expect(wider?.goOn(choiceOf(kept), 5_000)).toBeUndefined();
    expect(wider?.goOn(choiceOf(ranked('x', 'kept', 200), more), 5_000)).toBeUndefined();
    expect(wider?.goOn(choiceOf(kept, ranked('b', 'kept', 150)), 5_000)).toBeUndefined();
  });
});
