import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import { type CheckAnswer, type CheckParams, CheckRequest } from '../../protocol/check';
import { childEnvironment } from '../childEnvironment';

export interface CheckerProcessOptions {
  /** The program that runs it: Node itself, or an editor's binary that acts as Node. */
  readonly nodePath: string;
  /** The bundle `checker.mjs`. */
  readonly checkerFile: string;
  /** Folder of the `typescript` package that it loads. */
  readonly typeScriptFolder: string;
  /** The process ends itself beyond this heap. */
  readonly maxHeapMb: number;
  /** Environment of the caller. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

/** The child process that checks TypeScript and JavaScript. It ends when its input is closed, so also when this process dies. */
export class CheckerProcess {
  /** Resolves with the cause in words when the process is gone; never rejects. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #connection: MessageConnection;
  #isAlive = true;

  constructor(options: CheckerProcessOptions) {
    const { nodePath, checkerFile, typeScriptFolder, maxHeapMb, env, log } = options;
    this.#child = spawn(nodePath, [`--max-old-space-size=${maxHeapMb}`, checkerFile, typeScriptFolder], {
      // Neither in the install folder nor in the workspace.
      cwd: tmpdir(),
      env: { ...childEnvironment(env), ELECTRON_RUN_AS_NODE: '1' },
      stdio: 'pipe',
      windowsHide: true,
    });
    const { stdin, stdout, stderr } = this.#child;
    const note = (message: string): void => log.debug(`Checker: ${(message.split('\n', 1)[0] ?? '').slice(0, 200)}`);
    stderr.on('data', (chunk: Buffer) => note(chunk.toString()));
    stdin.on('error', (error) => note(error.message));
    const quiet = { error: note, warn: note, info: note, log: note };
    this.#connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin), quiet);
    this.#connection.onError(() => undefined);
    this.#connection.listen();
    this.ended = new Promise<string>((resolve) => {
      this.#child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
      this.#child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
    }).then((cause) => {
      this.#isAlive = false;
      // Without this the library leaves outstanding requests open for ever.
      this.#connection.dispose();
      return cause;
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Asks; an abort is passed on. Rejects when the process ends meanwhile or fails; `undefined` = not known. */
  async ask(params: CheckParams, signal: AbortSignal): Promise<CheckAnswer | undefined> {
    const cancel = new CancellationTokenSource();
    const onAbort = (): void => cancel.cancel();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return (await this.#connection.sendRequest(CheckRequest, params, cancel.token)) ?? undefined;
    } catch (error) {
      throw new Error(describeError(error));
    } finally {
      signal.removeEventListener('abort', onAbort);
      cancel.dispose();
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
