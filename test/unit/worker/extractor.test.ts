import { expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { fileFacts } from '../../../src/core/syntax/facts';
import { Grammars } from '../../../src/core/syntax/grammars';
import { Extractor } from '../../../src/worker/extractor';
import { Slices } from '../../../src/worker/slices';

class BrokenGrammars extends Grammars {
  override load(): Promise<undefined> {
    return Promise.reject(new Error('no parser takes it'));
  }
}

it('gives no facts, and does not reject, where a parser cannot be made', async () => {
  const lines: string[] = [];
  const note = (line: string): void => void lines.push(line);
  const log = { debug: note, info: note, warn: note, error: note };
  const grammars = new BrokenGrammars(() => Promise.resolve(new Uint8Array()), log);
  const slices = new Slices(systemClock);
  const extractor = new Extractor({ grammars, clock: systemClock, slices, log, factsOf: fileFacts });
  expect(await extractor.extract('a.ts', 'a()')).toBe('failed');
  expect(await extractor.extract('b.ts', 'b()')).toBe('noGrammar');
  expect(lines).toEqual([expect.stringContaining('no parser takes it')]);
});
