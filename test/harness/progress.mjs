const stillAtItEveryMs = 15_000;

/** Seconds since the command started, for humans: ` 12.3 s`. */
const elapsed = () => `${(performance.now() / 1000).toFixed(1).padStart(6)} s`;

/** Prints a line with the seconds since the command started.
 * @param {string} text */
export function say(text) {
  console.log(`[${elapsed()}] ${text}`);
}

/**
 * Announces a step that takes long, reminds of it while it lasts, and returns its result.
 * @template T
 * @param {string} text
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(text, work) {
  say(text);
  const startedMs = performance.now();
  const reminder = setInterval(
    () => say(`${text}: still at it after ${((performance.now() - startedMs) / 1000).toFixed(0)} s`),
    stillAtItEveryMs,
  );
  try {
    return await work();
  } finally {
    clearInterval(reminder);
  }
}
