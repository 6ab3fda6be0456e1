import type { AnswerStream } from '../ports';

/**
 * Reads an answer to its end. `onText` hears after each piece what there is so far. Rejects like the stream's `done`, so never for an abort.
 */
export async function readAnswer<R>(
  stream: AnswerStream<R>,
  onText: (text: string) => void = () => undefined,
): Promise<{ readonly text: string; readonly result: R }> {
  let text = '';
  // Read side by side, so that a failure is not left unheard while the pieces are awaited.
  const [result] = await Promise.all([
    stream.done,
    (async () => {
      for await (const chunk of stream.chunks) {
        text += chunk;
        onText(text);
      }
    })(),
  ]);
  return { text, result };
}
