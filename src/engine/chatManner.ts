import type { ChatParams } from '../protocol/engine';

/** How the messages of a chat are read and its answer is written. */
export interface ChatManner {
  /** Predicted tokens may be checked; see `LookupChoice`. */
  readonly usesLookup: boolean;
  /** The prompt is read so that the same one gives the same text each time, whatever was read before; see {@link Drive}. */
  readonly isRepeatable: boolean;
}

/**
 * The one place that decides it. Tokens of batches with different sizes are rounded differently, and where two candidates are as good as equal the
 * greedy answer goes another way. For an explanation that would mean another text in the panel than on the command line, and another each time: it is
 * written token by token (prose repeats little of its prompt, so lookup gains next to nothing) from a prompt read in fixed blocks.
 * A fix repeats most of its prompt, so lookup pays, and its answer is checked anyway. A conversation goes on from the answer that the cache holds as it was written:
 * to read that again in blocks would cost seconds before the first word of each follow-up.
 */
export function chatManner({ lane, messages }: Pick<ChatParams, 'lane' | 'messages'>): ChatManner {
  const isFix = lane === 'fix';
  return { usesLookup: isFix, isRepeatable: !isFix && !messages.some(({ role }) => role === 'assistant') };
}
