import { threadCpu } from './threadCpu';

/**
 * CPU milliseconds of each turn of this thread's event loop until the work is done, or of the few turns between two timers of a
 * millisecond.
 */
export async function watchTurns(work: () => Promise<void>): Promise<number[]> {
  const cpuMs = threadCpu();
  const turns: number[] = [];
  let isOver = false;
  let lastMs = cpuMs();
  const turn = (): void => {
    const nowMs = cpuMs();
    turns.push(nowMs - lastMs);
    lastMs = nowMs;
    if (!isOver) setTimeout(turn, 1);
  };
  setTimeout(turn, 1);
  await work();
  isOver = true;
  return turns;
}
