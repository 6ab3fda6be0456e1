import { describe, expect, it } from 'vitest';
import { RecentEdits } from '../../../../src/core/context/index/recentEdits';
import { FakeClock } from '../../../fakes/fakeClock';

describe('RecentEdits', () => {
  it('remembers the text from before the first edit, the last document first', () => {
    const recent = new RecentEdits(new FakeClock());
    recent.willChange('a', 'a0');
    recent.willChange('b', 'b0');
    recent.willChange('a', 'a1');
    const texts = new Map([
      ['a', 'a2'],
      ['b', 'b1'],
    ]);
    expect(recent.list((uri) => texts.get(uri))).toEqual([
      { uri: 'a', before: 'a0', after: 'a2' },
      { uri: 'b', before: 'b0', after: 'b1' },
    ]);
    texts.set('a', 'a0');
    texts.delete('b');
    expect(recent.list((uri) => texts.get(uri))).toEqual([]);
  });

  it('forgets edits that are old, closed documents, and what is too large', async () => {
    const clock = new FakeClock();
    const recent = new RecentEdits(clock);
    recent.willChange('a', 'a0');
    await clock.advance(16 * 60_000);
    recent.willChange('a', 'a1');
    expect(recent.list(() => 'a2')).toEqual([{ uri: 'a', before: 'a1', after: 'a2' }]);
    await clock.advance(31 * 60_000);
    expect(recent.list(() => 'a2')).toEqual([]);
    recent.willChange('c', 'x'.repeat(400_001));
    recent.willChange('d', 'd0');
    recent.forget('d');
    expect(recent.list(() => 'new')).toEqual([]);
  });
});
