import type { ChatMessage } from '../../protocol/engine';

/** The whole text of a message, as the model sees it when nothing is dropped. */
export function textOfMessage({ content }: Pick<ChatMessage, 'content'>): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}
