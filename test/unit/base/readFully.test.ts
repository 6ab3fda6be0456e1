import { describe, expect, it } from 'vitest';
import { type ReadableFile, readFully } from '../../../src/base/readFully';

/** A file of the bytes 0, 1, 2, ... that gives at most two of them at a time, as network drives may. */
function sparingFile(size: number): ReadableFile {
  return {
    read: (buffer, at, length, position) => {
      const bytesRead = Math.min(2, length, Math.max(0, size - position));
      for (let index = 0; index < bytesRead; index += 1) buffer[at + index] = position + index;
      return Promise.resolve({ bytesRead });
    },
  };
}

describe('readFully', () => {
  it('goes on after a short read', async () => {
    expect([...(await readFully(sparingFile(10), 3, 5))]).toEqual([3, 4, 5, 6, 7]);
  });

  it('gives less only at the end of the file', async () => {
    expect([...(await readFully(sparingFile(10), 7, 5))]).toEqual([7, 8, 9]);
    expect([...(await readFully(sparingFile(10), 20, 5))]).toEqual([]);
    expect([...(await readFully(sparingFile(10), 0, 0))]).toEqual([]);
  });
});
