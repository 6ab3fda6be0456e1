import type { LlamaContextSequence, LlamaGrammarEvaluationState, Token } from 'node-llama-cpp';
import type { NativeMemory } from './nativeMemory';
import type { ChooseToken, WrittenToken } from './tokenChoice';

export interface TokenWriterOptions {
  readonly sequence: Pick<
    LlamaContextSequence,
    'evaluateWithMetadata' | 'controlledEvaluate' | 'eraseContextTokenRanges' | 'nextTokenIndex'
  >;
  /** Asked before each token; undefined = anything may come, from then on. */
  readonly grammar: () => LlamaGrammarEvaluationState | undefined;
  /** Under a grammar the likeliest token is taken without asking. */
  readonly choose: ChooseToken;
  readonly memory: Pick<NativeMemory, 'countEvaluation'>;
}

/** One step of the library's iterator, as far as it is asked for here. */
interface Step {
  readonly token: Token;
  readonly confidence?: number;
  readonly probabilities?: ReadonlyMap<Token, number>;
}

type Steps = AsyncGenerator<Step, void, void | Token | Token[]>;

/**
 * The list of candidates is cut to this many before anything is sorted, so that a probability costs nothing beside the token itself (sorting
 * Qwen's vocabulary costs 10 to 14 ms, and a map of all of it 76 to 200). `topP` must be given, since by default candidates beyond 95 % are
 * dropped, which makes a token of 95 % a certain one.
 */
const candidates = { temperature: 1, topK: 8, topP: 1 } as const;
const free = { ...candidates, yieldEogToken: true } as const;
const forced = { temperature: 0, yieldEogToken: true } as const;

/**
 * Writes token by token, each with its probability. In node-llama-cpp 3.21.1 no way does for all; this is the rule, by what its source says
 * (`LlamaContext.js`, `AddonContext.cpp`, `AddonSampler.cpp`) and a small model showed:
 * - **Without a grammar**: `{probabilities: true}` with a temperature. The library samples, so what it calls `token` means nothing: which
 *   one it is to be is chosen from the map, whose first is the greedy one, and handed back with `next`. An end that was sampled would end the
 *   iterator although the chosen token is none, so ends are asked for as tokens (`yieldEogToken`), and known by the chosen one.
 * - **Under a grammar**: `{confidence: true}` at temperature 0. The map would be right here as well (the grammar comes before the cut), but
 *   the grammar's state goes on by the token that was sampled and not by the one handed back, and is out of step after the first that differs.
 *   At temperature 0 they are the same. It sorts the vocabulary, beside which the grammar, which looks at all of it, costs more.
 * - **Checking predictions**: {@link check}, never under a grammar. The library's own token predictors do work with the map and with tokens
 *   handed back, but at most one prediction of a call is ever accepted, however many were right (it compares each with a list that it never
 *   fills), and it compares with the sampled token. So `controlledEvaluate` gives the maps of all positions, and what was predicted wrongly is
 *   erased again. The iterator does not mind: it goes on from wherever the sequence ends.
 * An iterator is changed for another between two tokens; that costs nothing but its native candidates, see {@link NativeMemory}.
 */
export class TokenWriter {
  readonly #options: TokenWriterOptions;
  #steps: Steps | undefined;
  #isUnderGrammar = false;

  constructor(options: TokenWriterOptions) {
    this.#options = options;
  }

  /**
   * Reads `unread`, at least one token, behind what the sequence holds, and writes the next, which may be one that ends the answer. One native
   * call where `unread` fits a batch. Rejects when the native side fails.
   */
  async next(unread: readonly Token[]): Promise<WrittenToken> {
    const grammar = this.#options.grammar();
    const isUnderGrammar = grammar !== undefined;
    if (this.#steps !== undefined && isUnderGrammar !== this.#isUnderGrammar) await this.end();
    this.#isUnderGrammar = isUnderGrammar;
    const step = this.#steps === undefined ? await this.#begin(unread, grammar) : await this.#steps.next([...unread]);
    if (step.done === true) throw new Error('The model wrote no token.');
    const { token, confidence = 0, probabilities } = step.value;
    return (probabilities && this.#options.choose(probabilities)) ?? { token, probability: confidence };
  }

  /**
   * Reads `last` and the `predicted` tokens in one native call, and writes what would have been written behind `last` one by one, up to the
   * first token that was not predicted: one more than were right. Together they must fit a batch, and no grammar may be in force. Batches
   * round differently, so where two candidates are as good as equal another one may come. Not for a model whose state cannot be rolled back.
   */
  async check(last: Token, predicted: readonly Token[]): Promise<readonly WrittenToken[]> {
    const { sequence, memory } = this.#options;
    memory.countEvaluation();
    const asked = [last, ...predicted];
    const found = await sequence.controlledEvaluate(
      asked.map((token) => [token, { generateNext: { probabilities: true, options: candidates } }]),
    );
    const written: WrittenToken[] = [];
    for (const [index, result] of found.entries()) {
      const next = this.#options.choose(result?.next.probabilities ?? new Map<Token, number>());
      if (next === undefined) throw new Error('The model wrote no token.');
      written.push(next);
      if (next.token !== asked[index + 1]) break;
    }
    const end = sequence.nextTokenIndex;
    const wrong = asked.length - written.length;
    if (wrong > 0) await sequence.eraseContextTokenRanges([{ start: end - wrong, end }]);
    return written;
  }

  /** Call once, when no more tokens are wanted, or before the sequence is used in another way. */
  async end(): Promise<void> {
    const steps = this.#steps;
    this.#steps = undefined;
    await steps?.return();
  }

  #begin(
    unread: readonly Token[],
    grammar: LlamaGrammarEvaluationState | undefined,
  ): Promise<IteratorResult<Step, void>> {
    const { sequence, memory } = this.#options;
    memory.countEvaluation();
    const tokens = [...unread];
    this.#steps =
      grammar === undefined
        ? sequence.evaluateWithMetadata(tokens, { probabilities: true }, free)
        : sequence.evaluateWithMetadata(tokens, { confidence: true }, { ...forced, grammarEvaluationState: grammar });
    return this.#steps.next();
  }
}
