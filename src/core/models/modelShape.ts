import { PlainError } from '../../base/errors';
import type { GgufHeader } from './ggufHeader';

/** Wider than every published model, narrower than what makes a native loader divide by zero or ask for terabytes. */
const limits = {
  blocks: [1, 1000],
  heads: [1, 1024],
  embedding: [16, 65_536],
  contextTokens: [16, 16_777_216],
  feedForward: [1, 16_777_216],
  keyLength: [1, 65_536],
} as const satisfies Record<string, Range>;

type Range = readonly [least: number, most: number];

/**
 * Checks the sizes that a header claims for its network, which a native loader takes on trust. Call before native code opens the file.
 * A size that is absent is left to the loader, which refuses it by itself. Sizes that are lists (one a block) are its business too.
 * @throws PlainError `modelUnusable`
 */
export function checkModelShape(header: GgufHeader): void {
  const architecture = header.metadata.get('general.architecture');
  if (typeof architecture !== 'string') return;
  const size = (key: string, range: Range): number | undefined => {
    const value = header.metadata.get(`${architecture}.${key}`);
    if (value === undefined || (typeof value === 'object' && 'elementType' in value)) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= range[0] && value <= range[1]) return value;
    throw impossible(
      `the value ${shown(value)} for ${key}, which must be a whole number from ${range[0]} to ${range[1]}`,
    );
  };
  // Models without attention say 0 heads and keep their state in other sizes.
  const isRecurrent = [...header.metadata.keys()].some((key) => /\.(ssm|wkv|shortconv)\./.test(key));
  const orNone = (range: Range): Range => (isRecurrent ? [0, range[1]] : range);
  const blocks = size('block_count', limits.blocks);
  const embedding = size('embedding_length', limits.embedding);
  size('context_length', limits.contextTokens);
  size('feed_forward_length', orNone(limits.feedForward));
  const heads = size('attention.head_count', orNone(limits.heads));
  size('attention.head_count_kv', orNone([1, heads === undefined || heads === 0 ? limits.heads[1] : heads]));
  const keyLength = size('attention.key_length', limits.keyLength);
  if (embedding !== undefined && heads !== undefined && heads > 0 && keyLength === undefined && embedding % heads !== 0)
    throw impossible(`an embedding_length of ${embedding}, which ${heads} heads cannot share`);
  checkTensors(header, blocks, embedding);
}

function checkTensors({ tensors }: GgufHeader, blocks: number | undefined, embedding: number | undefined): void {
  const row = tensors.rows.get('token_embd.weight');
  if (embedding !== undefined && row !== undefined && row !== embedding)
    throw impossible(`an embedding_length of ${embedding} and token weights of ${row}`);
  if (blocks === undefined) return;
  const last = `blk.${blocks - 1}.`;
  const hasLast = [...tensors.rows.keys()].some((name) => name.startsWith(last) || name.includes(`.${last}`));
  if (!hasLast) throw impossible(`${blocks} as its block_count, and no weights of block ${blocks - 1}`);
}

function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? `${value}`
    : 'of a text';
}

function impossible(problem: string): PlainError {
  return new PlainError(
    'modelUnusable',
    `The model file has ${problem}: it is damaged or hostile.`,
    'Download the file again, or choose another model.',
  );
}
