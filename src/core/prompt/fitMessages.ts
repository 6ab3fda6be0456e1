import type { ChatMessage, ChatPiece } from '../../protocol/engine';
import { textOfMessage } from './messageText';

/** A message as a chat template takes it. */
export interface PlainMessage {
  readonly role: ChatMessage['role'];
  readonly content: string;
}

/** Messages of which so much was dropped that they fit, with what was counted of them. */
export interface FittedMessages<T> {
  readonly prompt: T;
  readonly droppedPieces: number;
  /** False: even what must stay is too much; `prompt` holds that. */
  readonly fits: boolean;
}

/**
 * Drops pieces, those with the lowest priority first and those of one priority together, until the rest fits. As little as possible is dropped,
 * given that less text never counts as more. `render` is called a few times: once when everything fits, else about log2 of the number of
 * different priorities.
 * @param render the messages as a prompt, such as a list of tokens
 */
export function fitMessages<T>(
  messages: readonly ChatMessage[],
  render: (messages: readonly PlainMessage[]) => T,
  fits: (prompt: T) => boolean,
): FittedMessages<T> {
  const priorities = prioritiesOf(messages);
  const at = (dropped: number): FittedMessages<T> => {
    const lowest = dropped === 0 ? -Infinity : (priorities[dropped - 1] ?? Infinity);
    const prompt = render(keptAbove(messages, lowest));
    return { prompt, droppedPieces: countUpTo(messages, lowest), fits: fits(prompt) };
  };
  const whole = at(0);
  if (whole.fits || priorities.length === 0) return whole;
  let best = at(priorities.length);
  if (!best.fits) return best;
  let [low, high] = [1, priorities.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const tried = at(middle);
    if (tried.fits) [best, high] = [tried, middle];
    else low = middle + 1;
  }
  return best;
}

function piecesOf({ content }: ChatMessage): readonly ChatPiece[] {
  return typeof content === 'string' ? [] : content;
}

/** Each once, the lowest first. */
function prioritiesOf(messages: readonly ChatMessage[]): number[] {
  const all = messages.flatMap(piecesOf).flatMap(({ priority }) => (priority === undefined ? [] : [priority]));
  return [...new Set(all)].sort((a, b) => a - b);
}

function isDropped({ priority }: ChatPiece, lowest: number): boolean {
  return priority !== undefined && priority <= lowest;
}

function countUpTo(messages: readonly ChatMessage[], lowest: number): number {
  return messages.flatMap(piecesOf).filter((piece) => isDropped(piece, lowest)).length;
}

function keptAbove(messages: readonly ChatMessage[], lowest: number): PlainMessage[] {
  return messages.flatMap((message) => {
    const { role, content } = message;
    if (typeof content === 'string') return [{ role, content }];
    const kept = content.filter((piece) => !isDropped(piece, lowest));
    return kept.length === 0 ? [] : [{ role, content: textOfMessage({ content: kept }) }];
  });
}
