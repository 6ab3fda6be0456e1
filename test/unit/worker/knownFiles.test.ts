import { beforeEach, describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { KnownFiles } from '../../../src/worker/knownFiles';
import { SkipCounts } from '../../../src/worker/skipCounts';

let skips: SkipCounts;
let known: KnownFiles;
beforeEach(() => {
  skips = new SkipCounts('/root', nullLog);
  known = new KnownFiles(skips);
});

describe('KnownFiles', () => {
  it('knows the last stamp of a file until it is forgotten', () => {
    known.note('a.ts', '1.5');
    known.note('a.ts', '2.5');
    expect(known.stamp('a.ts')).toBe('2.5');
    expect([...known.paths()]).toEqual(['a.ts']);
    known.forget('a.ts');
    expect(known.has('a.ts')).toBe(false);
    expect(known.stamp('a.ts')).toBeUndefined();
  });

  it('counts what is passed over, each file once', () => {
    known.note('a.ts', '1.5', 'binary');
    known.note('a.ts', '2.5', 'binary');
    known.note('b.ts', '', 'unreadable');
    expect(known.has('b.ts')).toBe(true);
    expect(known.skip('a.ts')).toBe('binary');
    expect(skips.all).toEqual({ binary: 1, unreadable: 1 });
    known.note('a.ts', '3.5');
    known.forget('b.ts');
    known.forget('b.ts');
    expect(known.skip('a.ts')).toBeUndefined();
    expect(skips.all).toEqual({});
  });
});
