import type { TokenCounter } from '../ports';

/** Longer texts never fit a model; to count them would hold the engine up. */
const maxCountedChars = 60_000;
/** What a chat template writes around one message, with some to spare: 5 for Qwen. */
const messageTokens = 8;

/**
 * How many tokens a text is, by the model's own tokenizer. Where that cannot be had (the engine does not run, or the text is longer than any model
 * takes) it is the number of bytes, which no tokenizer exceeds: never too low. Never rejects; 0 after an abort.
 */
export async function countText(text: string, counter: TokenCounter, signal: AbortSignal): Promise<number> {
  const head = headOf(text);
  const counted = await counter.countTokens(head, signal).catch(() => byteLength(head));
  return counted === undefined ? 0 : counted + byteLength(text.slice(head.length));
}

/** As {@link countText} for a message of a chat, with what the chat template writes around it. */
export async function countMessage(text: string, counter: TokenCounter, signal: AbortSignal): Promise<number> {
  return (await countText(text, counter, signal)) + messageTokens;
}

function headOf(text: string): string {
  const code = text.charCodeAt(maxCountedChars - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? maxCountedChars - 1 : maxCountedChars);
}

/** In UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Each half of a surrogate pair stands for two of its four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
