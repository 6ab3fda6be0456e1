import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeTinyModel } from './makeTinyModel';

const file = path.join(import.meta.dirname, 'tiny.gguf');

describe('tiny.gguf', () => {
  it('is what its generator makes (UPDATE=1 writes it anew)', () => {
    const made = makeTinyModel();
    if (process.env.UPDATE === '1') writeFileSync(file, made);
    expect(made.length).toBeLessThan(2_000_000);
    expect(Buffer.compare(readFileSync(file), made)).toBe(0);
  });
});
