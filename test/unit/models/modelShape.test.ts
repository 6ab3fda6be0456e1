import { describe, expect, it } from 'vitest';
import { type GgufHeader, readGgufHeader } from '../../../src/core/models/ggufHeader';
import { checkModelShape } from '../../../src/core/models/modelShape';
import { type Field, ggufBytes, modelKeys, strictReader, type TensorSpec, u32Key } from './ggufBytes';

const right = {
  block_count: 2,
  embedding_length: 32,
  context_length: 256,
  feed_forward_length: 64,
  'attention.head_count': 4,
  'attention.head_count_kv': 2,
};
const tensors: readonly TensorSpec[] = [
  { name: 'token_embd.weight', dimensions: [32, 8], format: 0, offset: 0 },
  { name: 'blk.0.attn_norm.weight', dimensions: [32], format: 0, offset: 1024 },
  { name: 'blk.1.attn_norm.weight', dimensions: [32], format: 0, offset: 1152 },
];

async function headerWith(sizes: Readonly<Record<string, number>>, more: readonly Field[][] = []): Promise<GgufHeader> {
  const keys = Object.entries(sizes).map(([key, value]) => u32Key(`qwen2.${key}`, value));
  const bytes = ggufBytes({ keys: [...modelKeys, ...keys, ...more], tensors, dataBytes: 1280 });
  return readGgufHeader(strictReader(bytes).read, bytes.length);
}

describe('checkModelShape', () => {
  it('takes the sizes of a real model, and files that say nothing of theirs', async () => {
    for (const header of [await headerWith(right), await headerWith({})])
      expect(checkModelShape(header)).toBeUndefined();
  });

  it('takes a model without attention', async () => {
    const none = { 'attention.head_count': 0, 'attention.head_count_kv': 0, feed_forward_length: 0 };
    const sizes = { ...right, ...none, 'ssm.state_size': 16 };
    expect(checkModelShape(await headerWith(sizes))).toBeUndefined();
  });

  it('takes heads with a length of their own', async () => {
    const sizes = { ...right, 'attention.head_count': 5, 'attention.key_length': 16 };
    expect(checkModelShape(await headerWith(sizes))).toBeUndefined();
  });

  it.each<[sizes: Readonly<Record<string, number>>, message: RegExp]>([
    [{ block_count: 0x7fffffff }, /2147483647 for block_count/],
    [{ block_count: 0 }, /block_count/],
    [{ block_count: 3 }, /no weights of block 2/],
    [{ 'attention.head_count': 0 }, /head_count/],
    [{ 'attention.head_count': 5 }, /5 heads cannot share/],
    [{ 'attention.head_count_kv': 5 }, /from 1 to 4/],
    [{ 'attention.head_count_kv': 0 }, /head_count_kv/],
    [{ embedding_length: 1 }, /embedding_length/],
    [{ embedding_length: 64 }, /token weights of 32/],
    [{ context_length: 0 }, /context_length/],
    [{ context_length: 0xffffffff }, /4294967295 for context_length/],
    [{ feed_forward_length: 0 }, /feed_forward_length/],
  ])('refuses %j', async (sizes, message) => {
    const header = await headerWith({ ...right, ...sizes });
    expect(() => checkModelShape(header)).toThrow(message);
    expect(() => checkModelShape(header)).toThrow(expect.objectContaining({ code: 'modelUnusable' }) as Error);
  });
});
