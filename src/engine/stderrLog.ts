import type { Log } from '../base/log';

/** Lines on stderr, which the client keeps in a file. Stops after `maxBytes`, so that a long life cannot fill the disk. */
export function stderrLog(maxBytes: number): Log {
  let leftBytes = maxBytes;
  const write = (level: string, message: string): void => {
    if (leftBytes <= 0) return;
    const line = `${new Date().toISOString()} ${level} ${message}\n`;
    leftBytes -= Buffer.byteLength(line);
    process.stderr.write(leftBytes > 0 ? line : 'The log is full.\n');
  };
  return {
    debug: () => undefined,
    info: (message) => write('info', message),
    warn: (message) => write('warn', message),
    error: (message) => write('error', message),
  };
}
