import { describe, expect, it } from 'vitest';
import { PlainError } from '../../../src/base/errors';
import { OneAtATime } from '../../../src/editor/oneAtATime';

const refusal = (): PlainError => new PlainError('busy', 'Busy.');

describe('OneAtATime', () => {
  it('refuses the second while the first still asks its questions', async () => {
    const changes: boolean[] = [];
    const turn = new OneAtATime((isBusy) => changes.push(isBusy));
    let finish: (value: string) => void = () => undefined;
    const first = new Promise<string>((resolve) => (finish = resolve));
    let begun = 0;
    const work = (): Promise<string> => {
      begun += 1;
      return first;
    };
    const answer = turn.run(work, refusal);
    await expect(turn.run(work, refusal)).rejects.toMatchObject({ code: 'busy' });
    expect([begun, turn.isBusy]).toEqual([1, true]);
    finish('done');
    expect(await answer).toBe('done');
    expect(changes).toEqual([true, false]);
  });

  it('is free again after a failure', async () => {
    const turn = new OneAtATime(() => undefined);
    await expect(turn.run(() => Promise.reject(new Error('broken')), refusal)).rejects.toThrow('broken');
    expect(await turn.run(() => Promise.resolve(1), refusal)).toBe(1);
  });
});
