import { describe, expect, it } from 'vitest';
import { TextBatch } from '../../../src/engine/textBatch';
import type { TextPiece } from '../../../src/protocol/engine';
import { FakeClock } from '../../fakes/fakeClock';

const piece = (text: string): TextPiece => ({ text, probability: 0.5 });

function batchOn(clock: FakeClock): { readonly batch: TextBatch; readonly sent: string[][] } {
  const sent: string[][] = [];
  return { batch: new TextBatch(clock, (pieces) => sent.push(pieces.map(({ text }) => text))), sent };
}

describe('pieces of an answer', () => {
  it('sends the first at once', () => {
    const { batch, sent } = batchOn(new FakeClock());
    batch.add(piece('a'));
    expect(sent).toEqual([['a']]);
  });

  it('sends what comes within a frame in one message, at the end of the frame', async () => {
    const clock = new FakeClock();
    const { batch, sent } = batchOn(clock);
    batch.add(piece('a'));
    await clock.advance(5);
    batch.add(piece('b'));
    await clock.advance(5);
    batch.add(piece('c'));
    await clock.advance(5);
    expect(sent).toEqual([['a']]);
    await clock.advance(1);
    expect(sent).toEqual([['a'], ['b', 'c']]);
  });

  it('sends each at once where the model is slower than frames', async () => {
    const clock = new FakeClock();
    const { batch, sent } = batchOn(clock);
    for (const text of ['a', 'b', 'c']) {
      batch.add(piece(text));
      await clock.advance(17);
    }
    expect(sent).toEqual([['a'], ['b'], ['c']]);
  });

  it('has sent everything when the answer ends, once', async () => {
    const clock = new FakeClock();
    const { batch, sent } = batchOn(clock);
    batch.add(piece('a'));
    batch.add(piece('b'));
    batch.end();
    expect(sent).toEqual([['a'], ['b']]);
    await clock.advance(100);
    expect(sent).toEqual([['a'], ['b']]);
  });
});
