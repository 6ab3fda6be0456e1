import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainError, describeError } from '../base/errors';
import type { Log } from '../base/log';

/** sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero included. */
const maxSocketPathBytes = 99;
/** A folder without a pid may belong to an engine that is just being started. */
const minLeftoverAgeMs = 10 * 60_000;
const socketName = 's';
const pidName = 'pid';

export interface PrivateFolderOptions {
  /** Overrides the choice from the environment. */
  readonly root?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly log: Log;
}

/** One engine's folder: only this user can look into it. Holds the config with the secret, the socket and what the engine said last. */
export class PrivateFolder {
  private constructor(
    readonly path: string,
    /** Where this engine listens. */
    readonly address: string,
  ) {}

  /**
   * Makes a folder for a new engine and removes what dead engines left behind. Throws a PlainError (`runtimeFolderUnsafe`) when no
   * candidate belongs to this user alone or every one makes the socket path too long.
   */
  static async create(options: PrivateFolderOptions): Promise<PrivateFolder> {
    const problems: string[] = [];
    for (const root of options.root === undefined ? candidateRoots(options) : [options.root]) {
      const name = randomBytes(4).toString('hex');
      const path = join(root, name);
      try {
        if (options.platform !== 'win32') checkLength(join(path, socketName));
        await makePrivate(root);
        await removeLeftovers(root, options.log);
        await fs.mkdir(path, { mode: 0o700 });
        return new PrivateFolder(path, options.platform === 'win32' ? pipeName() : join(path, socketName));
      } catch (error) {
        problems.push(describeError(error));
      }
    }
    throw new PlainError(
      'runtimeFolderUnsafe',
      `There is no safe folder for the engine's socket: ${problems.join('; ')}.`,
      'Remove that folder, or set XDG_RUNTIME_DIR to a short path that only you can open.',
    );
  }

  /** Writes a new file that only this user can read; throws when the name exists, even as a link. Returns its path. */
  async write(name: string, text: string): Promise<string> {
    const file = join(this.path, name);
    const handle = await fs.open(file, 'wx', 0o600);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    return file;
  }

  /** Opens a new file for appending, for a child process to write to. */
  async openNew(name: string): Promise<fs.FileHandle> {
    return fs.open(join(this.path, name), 'ax', 0o600);
  }

  /** Notes whose folder this is, so that others remove it only after that process is gone. */
  async claim(pid: number): Promise<void> {
    await this.write(pidName, String(pid));
  }

  /** The last `maxBytes` of a file in the folder; empty when there is none. */
  async tail(name: string, maxBytes: number): Promise<string> {
    const handle = await fs.open(join(this.path, name), 'r').catch(() => undefined);
    if (handle === undefined) return '';
    try {
      const { size } = await handle.stat();
      const length = Math.min(size, maxBytes);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  async remove(): Promise<void> {
    await fs.rm(this.path, { recursive: true, force: true });
  }
}

/** Where engine folders may lie, best first. The fixed names carry the user's id, so users of one machine do not meet. */
function candidateRoots({ env, platform }: PrivateFolderOptions): readonly string[] {
  if (platform === 'win32') return [join(tmpdir(), 'plinth')];
  const named = `plinth-${process.getuid?.() ?? 'user'}`;
  const runtimeDir = env['XDG_RUNTIME_DIR'];
  const roots = [join(tmpdir(), named), join('/tmp', named)];
  return runtimeDir !== undefined && runtimeDir.startsWith('/') ? [join(runtimeDir, 'plinth'), ...roots] : roots;
}

function pipeName(): string {
  return `\\\\.\\pipe\\plinth-${randomBytes(16).toString('hex')}`;
}

function checkLength(socketPath: string): void {
  const bytes = Buffer.byteLength(socketPath);
  if (bytes > maxSocketPathBytes)
    throw new Error(`${socketPath} has ${bytes} bytes, a socket path may have ${maxSocketPathBytes}`);
}

/** Makes the folder when it is missing; an existing one is taken only when nobody else could have prepared it. */
async function makePrivate(root: string): Promise<void> {
  try {
    await fs.mkdir(root, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const stat = await fs.lstat(root);
  if (!stat.isDirectory()) throw new Error(`${root} is not a folder`);
  if (process.getuid === undefined) return;
  if (stat.uid !== process.getuid()) throw new Error(`${root} belongs to another user`);
  if ((stat.mode & 0o077) !== 0) throw new Error(`${root} is open to other users`);
}

async function removeLeftovers(root: string, log: Log): Promise<void> {
  for (const name of await fs.readdir(root)) {
    const path = join(root, name);
    if (!/^[0-9a-f]{8}$/.test(name) || !(await isLeftover(path))) continue;
    await fs
      .rm(path, { recursive: true, force: true })
      .catch((error: unknown) => log.debug(`Left ${path}: ${describeError(error)}`));
  }
}

async function isLeftover(path: string): Promise<boolean> {
  const stat = await fs.lstat(path).catch(() => undefined);
  if (stat === undefined || !stat.isDirectory()) return false;
  const pid = Number(await fs.readFile(join(path, pidName), 'utf8').catch(() => ''));
  return Number.isSafeInteger(pid) && pid > 0 ? !isAlive(pid) : Date.now() - stat.mtimeMs > minLeftoverAgeMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: no such process. EPERM: another user's process has the number now, so ours is gone too.
    return false;
  }
}
