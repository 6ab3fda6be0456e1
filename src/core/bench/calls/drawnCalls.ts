import { seededRandom } from '../../../base/seededRandom';
import { stableHash } from '../stableHash';
import { DrawnValues } from './drawnValues';
import type { FunctionParameter } from './programFunctions';

export interface CallOrder {
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  /** Of the function. */
  readonly code: string;
  /** Of the file. */
  readonly text: string;
  readonly family: 'script' | 'python';
}

const maxCalls = 48;
const maxCallChars = 300;

/**
 * Calls of a function on drawn inputs, each once: after the types of its parameters, where they are known, and with the words and numbers
 * of its own text, which lead into its branches. The same order and salt give the same calls.
 */
export function drawnCalls({ name, parameters, code, text, family }: CallOrder, salt: string): string[] {
  if (!/^[\w$]+$/.test(name) || parameters.some((each) => each.name === 'self' || each.name === 'cls')) return [];
  const random = seededRandom(stableHash(`${salt}\0${code}`));
  const values = new DrawnValues({ random, code, text, family });
  const calls = new Set<string>();
  for (let draw = 0; draw < maxCalls; draw++) {
    const drawn = parameters.map((each) => `${each.byName ? `${each.name}=` : ''}${values.of(each)}`);
    const call = `${name}(${drawn.join(', ')})`;
    if (call.length <= maxCallChars) calls.add(call);
  }
  return [...calls];
}
