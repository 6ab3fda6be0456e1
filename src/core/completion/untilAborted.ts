/** Passes a stream on until it ends or the signal aborts; an abort ends it at once, even when the stream itself is stuck. */
export async function* untilAborted<T>(
  stream: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  if (signal.aborted) return;
  let stop = (): void => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
  });
  const source = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await Promise.race([source.next(), aborted]);
      if (step === undefined || step.done === true || signal.aborted) return;
      yield step.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    void source.return?.()?.catch(() => undefined);
  }
}
