import type { LlamaContextSequence, LlamaGrammarEvaluationState, Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { likeliest } from '../../../src/engine/tokenChoice';
import { TokenWriter } from '../../../src/engine/tokenWriter';

type Sequence = Pick<
  LlamaContextSequence,
  'evaluateWithMetadata' | 'controlledEvaluate' | 'eraseContextTokenRanges' | 'nextTokenIndex'
>;
type Steps = AsyncGenerator<unknown, void, void | Token | Token[]>;

const grammar = {} as LlamaGrammarEvaluationState;

/**
 * Samples the second best of two candidates, `9`, each time; records what it is asked and handed back. When it checks, each token is best
 * followed by the next number.
 */
class SamplingSequence implements Sequence {
  readonly calls: string[] = [];
  running = 0;
  nextTokenIndex = 100;

  readonly evaluateWithMetadata = ((
    tokens: Token[],
    metadata: Readonly<Record<string, boolean>>,
    options: { readonly temperature?: number },
  ): Steps => {
    this.calls.push(`${Object.keys(metadata).join()} at ${String(options.temperature)}: ${tokens.join()}`);
    return this.#steps(metadata['probabilities'] === true);
  }) as Sequence['evaluateWithMetadata'];

  readonly controlledEvaluate: Sequence['controlledEvaluate'] = (input) => {
    const tokens = input.map((item) => (typeof item === 'number' ? item : item[0]));
    this.calls.push(`check ${tokens.join()}`);
    this.nextTokenIndex += tokens.length;
    const found = tokens.map((token) => ({
      next: { probabilities: new Map([[(token + 1) as Token, token / 10]]) },
    }));
    return Promise.resolve(found);
  };

  readonly eraseContextTokenRanges: Sequence['eraseContextTokenRanges'] = (ranges) => {
    for (const { start, end } of ranges) {
      this.calls.push(`erase ${start}-${end}`);
      this.nextTokenIndex -= end - start;
    }
    return Promise.resolve();
  };

  async *#steps(hasMap: boolean): Steps {
    this.running++;
    try {
      for (let next = 5; ; next++) {
        const candidates = [
          [next, 0.7],
          [9, 0.2],
        ] as const;
        const value = hasMap ? { token: 9, probabilities: new Map(candidates) } : { token: next, confidence: 0.25 };
        const given = await Promise.resolve(yield value);
        this.calls.push(`given ${String(given)}`);
      }
    } finally {
      this.running--;
    }
  }
}

function stage(isUnderGrammar: () => boolean): {
  sequence: SamplingSequence;
  tokens: TokenWriter;
  evaluations: () => number;
} {
  const sequence = new SamplingSequence();
  let evaluations = 0;
  const tokens = new TokenWriter({
    sequence,
    grammar: () => (isUnderGrammar() ? grammar : undefined),
    choose: likeliest,
    memory: { countEvaluation: () => void evaluations++ },
  });
  return { sequence, tokens, evaluations: () => evaluations };
}

describe('TokenWriter', () => {
  it('takes the most likely token, not the sampled one, and goes on with it', async () => {
    const { sequence, tokens, evaluations } = stage(() => false);
    expect(await tokens.next([1, 2] as Token[])).toEqual({ token: 5, probability: 0.7 });
    expect(await tokens.next([5] as Token[])).toEqual({ token: 6, probability: 0.7 });
    expect(sequence.calls).toEqual(['probabilities at 1: 1,2', 'given 5']);
    expect(evaluations()).toBe(1);
    await tokens.end();
    expect(sequence.running).toBe(0);
  });

  it('does not sample under a grammar, and changes over as soon as there is none', async () => {
    let isForced = true;
    const { sequence, tokens, evaluations } = stage(() => isForced);
    expect(await tokens.next([1] as Token[])).toEqual({ token: 5, probability: 0.25 });
    isForced = false;
    expect(await tokens.next([5] as Token[])).toEqual({ token: 5, probability: 0.7 });
    expect(sequence.calls).toEqual(['confidence at 0: 1', 'probabilities at 1: 5']);
    expect(sequence.running).toBe(1);
    expect(evaluations()).toBe(2);
    await tokens.end();
  });

  it.each([
    ['all right', [2, 3], [2, 3, 4], []],
    ['the first wrong', [7, 8], [2], ['erase 101-103']],
    ['the last wrong', [2, 3, 3], [2, 3, 4], ['erase 103-104']],
  ] as const)('checks predictions: %s', async (_, predicted, expected, erased) => {
    const { sequence, tokens, evaluations } = stage(() => false);
    const written = await tokens.check(1 as Token, predicted as readonly number[] as Token[]);
    expect(written.map(({ token }) => token)).toEqual(expected);
    expect(written.map(({ probability }) => probability)).toEqual(expected.map((token) => (token - 1) / 10));
    expect(sequence.calls).toEqual([`check 1,${predicted.join()}`, ...erased]);
    // What was right stays in the cache; the last token that was written is read with the next step.
    expect(sequence.nextTokenIndex).toBe(100 + expected.length);
    expect(evaluations()).toBe(1);
  });

  it('goes on after a check without beginning anew', async () => {
    const { sequence, tokens } = stage(() => false);
    await tokens.next([1] as Token[]);
    const written = await tokens.check(5 as Token, [6] as Token[]);
    await tokens.next(written.slice(-1).map(({ token }) => token));
    expect(sequence.calls).toEqual(['probabilities at 1: 1', 'check 5,6', 'given 7']);
    await tokens.end();
  });

  it('begins anew after its end', async () => {
    const { sequence, tokens } = stage(() => false);
    await tokens.end();
    await tokens.next([1] as Token[]);
    await tokens.end();
    await tokens.next([2] as Token[]);
    expect(sequence.calls).toEqual(['probabilities at 1: 1', 'probabilities at 1: 2']);
    await tokens.end();
  });
});
