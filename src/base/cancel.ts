import type { Clock } from './clock';

/** A controller that also aborts when `parent` does. Call `release` when the work is over, else the parent keeps the listener. */
export function childController(parent: AbortSignal | undefined): { controller: AbortController; release: () => void } {
  const controller = new AbortController();
  if (parent === undefined) return { controller, release: () => undefined };
  const forward = (): void => controller.abort(parent.reason);
  if (parent.aborted) forward();
  else parent.addEventListener('abort', forward, { once: true });
  return { controller, release: () => parent.removeEventListener('abort', forward) };
}

/** Without a reason of its own each abort writes down a stack, which costs more than the rest of it. */
const isOver = 'over';

/**
 * Waits for `work` until the deadline or the abort, then answers `undefined` and leaves the work to itself.
 * Use it for facts that may be late: they are dropped, never awaited. A rejection of `work` also answers `undefined`.
 */
export async function within<T>(
  work: Promise<T>,
  limit: { clock: Clock; ms: number; signal?: AbortSignal },
): Promise<T | undefined> {
  const { controller, release } = childController(limit.signal);
  try {
    return await Promise.race([
      work.catch(() => undefined),
      limit.clock.sleep(limit.ms, controller.signal).then(() => undefined),
    ]);
  } finally {
    controller.abort(isOver);
    release();
  }
}
