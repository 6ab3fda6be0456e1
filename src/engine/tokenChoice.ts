import type { Token } from 'node-llama-cpp';
import { seededRandom } from '../base/seededRandom';
import type { ChatSampling } from '../protocol/engine';

/** A token that was written, and how likely the model thought it: 0 to 1, under a grammar among the tokens that it allows. */
export interface WrittenToken {
  readonly token: Token;
  readonly probability: number;
}

/** Chooses the next token among the likeliest ones, of which the first is the likeliest. Asked exactly once for each token that is written. */
export type ChooseToken = (probabilities: ReadonlyMap<Token, number>) => WrittenToken | undefined;

/** Greedy decoding. */
export const likeliest: ChooseToken = (probabilities) => {
  const [first] = probabilities;
  return first && { token: first[0], probability: first[1] };
};

/**
 * Draws by chance, for other answers to the same question. Only among the candidates that the model is asked for anyway, which makes nonsense
 * impossible that a draw from the whole vocabulary brings now and then. The probability of a drawn token is the model's own, not that of the draw. One
 * number is used up for each token, however it is checked, so that a seed stands for one answer.
 */
export function drawing({ temperature, seed }: ChatSampling): ChooseToken {
  const random = seededRandom(seed);
  return (probabilities) => {
    const candidates = [...probabilities];
    // Relative to the likeliest, since powers of small numbers come to nothing.
    const most = Math.max(...candidates.map(([, probability]) => probability));
    const weights = candidates.map(([, probability]) => (most > 0 ? (probability / most) ** (1 / temperature) : 1));
    let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
    const drawn = candidates.find((_, index) => (left -= weights[index] ?? 0) < 0) ?? candidates.at(0);
    return drawn && { token: drawn[0], probability: drawn[1] };
  };
}
