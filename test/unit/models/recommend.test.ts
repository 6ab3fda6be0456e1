import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/core/models/catalogue';
import { type MachineFacts, memoryNeedBytes, recommend } from '../../../src/core/models/recommend';
import { knownModel } from './knownModel';

const laptop: MachineFacts = { totalMemoryBytes: 16e9, freeMemoryBytes: 8e9, physicalCores: 4, gpuMemoryBytes: 0 };
const idFor = (change: Partial<MachineFacts>): string => recommend({ ...laptop, ...change }).model.id;

describe('recommend', () => {
  it.each<[what: string, change: Partial<MachineFacts>, id: string]>([
    ['a plain laptop', {}, 'qwen2.5-coder-1.5b'],
    [
      'a plain CPU with much memory',
      { totalMemoryBytes: 512e9, freeMemoryBytes: 500e9, physicalCores: 64 },
      'qwen2.5-coder-1.5b',
    ],
    ['little memory', { totalMemoryBytes: 2e9 }, 'qwen2.5-coder-0.5b'],
    ['little free memory', { freeMemoryBytes: 1.2e9 }, 'qwen2.5-coder-0.5b'],
    ['one core', { physicalCores: 1 }, 'qwen2.5-coder-0.5b'],
    ['a graphics card of 8 GB', { gpuMemoryBytes: 8e9 }, 'qwen2.5-coder-7b'],
    ['a graphics card of 24 GB', { gpuMemoryBytes: 24e9 }, 'qwen2.5-coder-14b'],
    ['a graphics card of 48 GB', { gpuMemoryBytes: 48e9 }, 'qwen2.5-coder-32b'],
    ['a graphics card of 4 GB, too small for 7B', { gpuMemoryBytes: 4e9 }, 'qwen2.5-coder-1.5b'],
  ])('for %s', (_what, change, id) => {
    expect(idFor(change)).toBe(id);
  });

  it('believes a measured speed', () => {
    const modelBytes = knownModel('0.5b').bytes;
    expect(idFor({ measured: { modelBytes, decodeTokensPerSecond: 27 } })).toBe('qwen2.5-coder-1.5b');
    expect(idFor({ measured: { modelBytes, decodeTokensPerSecond: 10 } })).toBe('qwen2.5-coder-0.5b');
    expect(idFor({ gpuMemoryBytes: 48e9, measured: { modelBytes, decodeTokensPerSecond: 100 } })).toBe(
      'qwen2.5-coder-7b',
    );
  });

  it('never offers a model that may not be used commercially', () => {
    for (let gigabytes = 0; gigabytes < 100; gigabytes++) {
      const { model } = recommend({ ...laptop, gpuMemoryBytes: gigabytes * 1e9 });
      expect(model.licence.commercialUse).toBe(true);
    }
  });

  it('says so when even the smallest is too large', () => {
    const { model, fits, reason } = recommend({ ...laptop, totalMemoryBytes: 1e9, freeMemoryBytes: 5e8 });
    expect(model.id).toBe('qwen2.5-coder-0.5b');
    expect(fits).toBe(false);
    expect(reason).toContain('690 MB');
  });
});

describe('memoryNeedBytes', () => {
  it('adds 20 % and the KV cache of two sequences', () => {
    const model = { ...knownModel('0.5b'), bytes: 1000, kvBytesPerToken: 10 };
    expect(memoryNeedBytes(model, 100)).toBe(1200 + 2 * 100 * 10);
  });
});

describe('catalogue', () => {
  it('is sorted by size, with unique names and well-formed hashes', () => {
    expect(catalogue.map(({ bytes }) => bytes)).toEqual(catalogue.map(({ bytes }) => bytes).toSorted((a, b) => a - b));
    expect(new Set(catalogue.flatMap(({ id, file }) => [id, file])).size).toBe(2 * catalogue.length);
    for (const model of catalogue) {
      expect(model.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(model.revision).toMatch(/^[0-9a-f]{40}$/);
      expect(model.url).toBe(`https://huggingface.co/${model.repository}/resolve/${model.revision}/${model.file}`);
    }
  });

  it('names the official file and labels the weak and the restricted one', () => {
    expect(catalogue[0]).toMatchObject({
      file: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
      bytes: 491_400_064,
      weakAt: ['explain', 'fix'],
    });
    expect(catalogue.filter(({ licence }) => !licence.commercialUse).map(({ id }) => id)).toEqual(['qwen2.5-coder-3b']);
  });
});
