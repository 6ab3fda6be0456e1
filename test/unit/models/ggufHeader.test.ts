import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError, PlainError } from '../../../src/base/errors';
import { readGgufHeader, type GgufHeader } from '../../../src/core/models/ggufHeader';
import {
  architectureKey,
  bytesOf,
  firstTensor,
  ggufBytes,
  modelKeys,
  secondTensor,
  stringKey,
  stringsKey,
  strictReader,
  text,
  u32Key,
  type Field,
  type TensorSpec,
} from './ggufBytes';

const read = (bytes: Uint8Array): Promise<GgufHeader> => readGgufHeader(strictReader(bytes).read, bytes.length);

async function refusal(bytes: Uint8Array): Promise<string> {
  const error: unknown = await read(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlainError);
  expect((error as PlainError).code).toBe('modelUnusable');
  expect((error as PlainError).cure).toBeTruthy();
  expect(describeError(error)).not.toMatch(/OUT OF BOUNDS|read without need/);
  return (error as PlainError).message;
}

describe('readGgufHeader on a right file', () => {
  it('reads version, metadata, tensors and places', async () => {
    const bytes = ggufBytes();
    const header = await read(bytes);
    expect(header.version).toBe(3);
    expect(header.tensorCount).toBe(2);
    expect(header.metadata.get('general.architecture')).toBe('qwen2');
    expect(header.tensors).toEqual({
      parameters: 288,
      bytes: 1042,
      formats: new Map([
        ['F32', 1],
        ['Q4_0', 1],
      ]),
      rows: new Map([
        ['token_embd.weight', 8],
        ['output.weight', 32],
      ]),
    });
    expect(header.dataOffset % 32).toBe(0);
    expect(header.neededBytes).toBe(bytes.length);
  });

  it('keeps a count and a small head of a list', async () => {
    const value = (await read(ggufBytes())).metadata.get('tokenizer.ggml.tokens');
    const head = Array.from({ length: 16 }, (_, index) => `token${index}`);
    expect(value).toEqual({ elementType: 'string', count: 40, head });
  });

  it('reads every kind of scalar', async () => {
    const scalar = (key: string, type: number, ...value: Field[]): Field[] => [...text(key), { u32: type }, ...value];
    const float = new Uint8Array(new Float64Array([0.25]).buffer);
    const header = await read(
      ggufBytes({
        keys: [
          scalar('u8', 0, { u8: 200 }),
          scalar('i8', 1, { u8: 200 }),
          scalar('u16', 2, { u8: 1 }, { u8: 2 }),
          scalar('i32', 5, { u32: 0xffffffff }),
          scalar('bool', 7, { u8: 1 }),
          scalar('small', 10, { u64: 12 }),
          scalar('large', 10, { u64: 0xffffffffffffffffn }),
          scalar('i64', 11, { u64: 0xffffffffffffffffn }),
          scalar('f64', 12, { raw: float }),
          stringKey('text', 'häuser'),
        ],
      }),
    );
    expect(Object.fromEntries(header.metadata)).toEqual({
      u8: 200,
      i8: -56,
      u16: 513,
      i32: -1,
      bool: true,
      small: 12,
      large: 0xffffffffffffffffn,
      i64: -1,
      f64: 0.25,
      text: 'häuser',
    });
  });

  it('honours general.alignment and version 2', async () => {
    const bytes = ggufBytes({ version: 2, alignment: 256, keys: [u32Key('general.alignment', 256)] });
    // With 256, the second tensor still begins at 1,024.
    const header = await read(bytes);
    expect(header.version).toBe(2);
    expect(header.dataOffset % 256).toBe(0);
  });

  it('walks a large vocabulary in windows, not in one piece', async () => {
    const bytes = ggufBytes({
      keys: [
        stringsKey(
          'tokenizer.ggml.tokens',
          Array.from({ length: 60_000 }, (_, i) => `word ${i}`),
        ),
      ],
    });
    const reader = strictReader(bytes);
    const header = await readGgufHeader(reader.read, bytes.length);
    expect(header.metadata.get('tokenizer.ggml.tokens')).toMatchObject({ count: 60_000 });
    expect(reader.largest()).toBeLessThanOrEqual(65_536);
    expect(reader.total()).toBeLessThan(bytes.length * 1.01);
  });

  it('accepts a reader that answers longer than asked', async () => {
    const bytes = ggufBytes();
    const header = await readGgufHeader((offset) => Promise.resolve(bytes.subarray(offset)), bytes.length);
    expect(header.tensorCount).toBe(2);
  });
});

describe('readGgufHeader on a foreign file', () => {
  const cases: readonly [what: string, bytes: Uint8Array, message: RegExp][] = [
    ['empty', new Uint8Array(0), /is empty/],
    ['one byte', bytesOf([{ raw: 'G' }]), /not a GGUF model/],
    ['web page', bytesOf([{ raw: '<!DOCTYPE html><html><body>404</body></html>' }]), /web page/],
    ['LFS pointer', bytesOf([{ raw: 'version https://git-lfs.github.com/spec/v1\noid sha256:00\n' }]), /Git LFS/],
    ['zip', bytesOf([{ raw: 'PK\u0003\u0004 and more bytes than a header' }]), /zip/],
    ['old GGML', bytesOf([{ raw: 'tjgg and more bytes than a header' }]), /before/],
    ['noise', new Uint8Array(100).fill(0xee), /not a GGUF model\./],
    ['version 1', ggufBytes({ version: 1 }), /version 1; Plinth reads/],
    ['version 4', ggufBytes({ version: 4 }), /version 4; Plinth reads/],
    ['big endian', ggufBytes({ version: 0x03000000 }), /big-endian/],
    ['only a magic', bytesOf([{ raw: 'GGUF' }]), /cut: it has 4 bytes/],
    [
      'one part of many',
      ggufBytes({ keys: [[...text('split.count'), { u32: 2 }, { u8: 3 }, { u8: 0 }]] }),
      /one of 3 parts/,
    ],
    ['vocabulary only', ggufBytes({ tensors: [] }), /no weights/],
  ];
  it.each(cases)('%s', async (_what, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message);
  });
});

describe('readGgufHeader on a damaged or hostile file', () => {
  const huge = 0xffff_ffff_ffff_fff0n;
  const keyOf = (...value: Field[]): Field[] => [...text('key'), ...value];
  const tensors = (change: object): { tensors: TensorSpec[] } => ({
    tensors: [{ ...firstTensor, ...change }, secondTensor],
  });
  const cases: readonly [what: string, bytes: Uint8Array, message: RegExp][] = [
    ['tensor count', ggufBytes({ tensorCount: huge }), /claims 18446744073709551600 tensors/],
    ['tensor count beyond the size', ggufBytes({ tensorCount: 60_000 }), /more than its size can hold/],
    ['key count', ggufBytes({ keyCount: huge }), /claims 18446744073709551600 metadata keys/],
    ['key length', ggufBytes({ keys: [[{ u64: huge }, { raw: 'x' }]] }), /metadata key of/],
    ['empty key', ggufBytes({ keys: [[{ u64: 0 }, { u32: 4 }, { u32: 1 }, { u64: 0 }]] }), /key of 0 bytes/],
    ['text length', ggufBytes({ keys: [keyOf({ u32: 8 }, { u64: huge })] }), /claims 18446744073709551600 bytes/],
    ['text over the limit', ggufBytes({ keys: [stringKey('key', 'x'.repeat(1_048_577))] }), /text of 1048577 bytes/],
    [
      'text in sum',
      ggufBytes({ keys: Array.from({ length: 9 }, (_, i) => stringKey(`k${i}`, 'x'.repeat(1 << 20))) }),
      /more text than/,
    ],
    ['list length', ggufBytes({ keys: [keyOf({ u32: 9 }, { u32: 4 }, { u64: huge })] }), /claims a list of/],
    [
      'list of texts',
      ggufBytes({ keys: [keyOf({ u32: 9 }, { u32: 8 }, { u64: 100 }, { u64: huge })] }),
      /claims 18446744073709551600 bytes|list of 100/,
    ],
    ['list of lists', ggufBytes({ keys: [keyOf({ u32: 9 }, { u32: 9 }, { u64: 1 })] }), /list of lists/],
    ['list of unknown', ggufBytes({ keys: [keyOf({ u32: 9 }, { u32: 77 }, { u64: 1 })] }), /unknown type 77/],
    ['unknown type', ggufBytes({ keys: [keyOf({ u32: 13 }, { u64: 1 })] }), /unknown type 13/],
    ['a link as key', ggufBytes({ keys: [[...text('[x](command:y)'), { u32: 13 }]] }), /"\?x\?\?command:y\?"/],
    ['key twice', ggufBytes({ keys: [...modelKeys, architectureKey] }), /twice/],
    ['alignment 0', ggufBytes({ keys: [u32Key('general.alignment', 0)] }), /alignment 0/],
    ['alignment 48', ggufBytes({ keys: [u32Key('general.alignment', 48)] }), /alignment 48/],
    ['alignment 2^31', ggufBytes({ keys: [u32Key('general.alignment', 0x8000_0000)] }), /alignment 2147483648/],
    ['alignment as text', ggufBytes({ keys: [stringKey('general.alignment', '32\n')] }), /alignment 32\?/],
    ['tensor name', ggufBytes(tensors({ name: 'n'.repeat(64) })), /tensor name of 64 bytes/],
    ['same tensor name', ggufBytes(tensors({ name: 'output.weight' })), /twice/],
    ['no dimensions', ggufBytes(tensors({ dimensions: [] })), /0 dimensions/],
    ['five dimensions', ggufBytes(tensors({ dimensions: [8, 32, 1, 1, 1] })), /5 dimensions/],
    ['dimension 0', ggufBytes(tensors({ dimensions: [8, 0] })), /impossible dimensions/],
    ['product overflows', ggufBytes(tensors({ dimensions: [1n << 40n, 1n << 40n] })), /impossible dimensions/],
    [
      'product wraps to a small one',
      ggufBytes(tensors({ dimensions: [1n << 32n, 1n << 32n, 256] })),
      /impossible dimensions/,
    ],
    ['format', ggufBytes(tensors({ format: 4 })), /unknown format 4/],
    ['rows that do not fit', ggufBytes(tensors({ format: 12 })), /do not fit its format Q4_K/],
    ['offset of the first', ggufBytes(tensors({ offset: 32 })), /at 32 where 0/],
    ['offset beyond', ggufBytes({ tensors: [firstTensor, { ...secondTensor, offset: huge }] }), /where 1024/],
    ['overlap', ggufBytes({ tensors: [firstTensor, { ...secondTensor, offset: 0 }] }), /at 0 where 1024/],
    ['data cut', ggufBytes({ dataBytes: 500 }), /cut: it has \d+ of at least \d+ bytes/],
    ['data cut by one', ggufBytes({ dataBytes: 1041 }), /is cut/],
  ];
  it.each(cases)('%s', async (_what, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message);
  });

  it('refuses a right file cut anywhere', async () => {
    const bytes = ggufBytes();
    for (let length = 0; length < bytes.length; length++) await refusal(bytes.subarray(0, length));
  });

  it('says that the disk failed when reading fails', async () => {
    const failing = readGgufHeader(() => Promise.reject(new Error('EIO')), 1000);
    await expect(failing).rejects.toMatchObject({
      code: 'modelUnusable',
      message: expect.stringContaining('EIO') as string,
    });
  });

  it('says that it is cut when the file shrank meanwhile', async () => {
    await expect(readGgufHeader(() => Promise.resolve(new Uint8Array(3)), 1000)).rejects.toBeInstanceOf(PlainError);
  });
});

describe('readGgufHeader on anything', () => {
  const survives = async (bytes: Uint8Array): Promise<void> => {
    const reader = strictReader(bytes);
    try {
      const header = await readGgufHeader(reader.read, bytes.length);
      expect(header.neededBytes).toBeLessThanOrEqual(bytes.length);
    } catch (error) {
      expect(error).toBeInstanceOf(PlainError);
      expect((error as PlainError).message).not.toMatch(/OUT OF BOUNDS|read without need/);
    }
    expect(reader.largest()).toBeLessThanOrEqual(Math.max(65_536, 1 << 20));
    // Each part is read once, and the beginning of what lay over the end of a window once more.
    expect(reader.total()).toBeLessThanOrEqual(2 * bytes.length + 65_536);
  };

  it('survives bytes changed in a right file', async () => {
    const right = ggufBytes();
    const changes = fc.array(fc.tuple(fc.nat(right.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = right.slice();
        for (const [at, value] of list) bytes[at] = value;
        await survives(bytes);
      }),
      { numRuns: 2_000 },
    );
  });

  it('survives 64-bit fields overwritten by extreme values', async () => {
    const right = ggufBytes();
    const extremes = fc.constantFrom(
      0n,
      1n,
      0x7fff_ffffn,
      0xffff_ffffn,
      1n << 53n,
      (1n << 63n) - 1n,
      1n << 63n,
      (1n << 64n) - 1n,
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(right.length - 9), extremes, async (at, value) => {
        const bytes = right.slice();
        new DataView(bytes.buffer).setBigUint64(at, value, true);
        await survives(bytes);
      }),
      { numRuns: 2_000 },
    );
  });

  it('survives noise after a right start', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.nat(5),
        fc.nat(5),
        async (noise, tensorCount, keyCount) => {
          await survives(
            bytesOf([{ raw: 'GGUF' }, { u32: 3 }, { u64: tensorCount }, { u64: keyCount }, { raw: noise }]),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
