import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { DebuggedProgram, StopWatch } from './stopWatch';

/** Requests after which a program runs on, as the Debug Adapter Protocol names them; not every debugger tells of it by an event. */
const resuming: ReadonlySet<unknown> = new Set([
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'goto',
  'restart',
  'restartFrame',
  'terminate',
  'disconnect',
]);
const over: ReadonlySet<unknown> = new Set(['continued', 'terminated', 'exited']);

/** Listens to every debugger, once the workspace is trusted, and tells the watch when a program stops and when it goes on. */
export class DebugTrackers implements vscode.DebugAdapterTrackerFactory, Disposable {
  readonly #watch: StopWatch;
  readonly #subscriptions = new DisposableStore();

  constructor(watch: StopWatch) {
    this.#watch = watch;
    if (vscode.workspace.isTrusted) this.#listen();
    else this.#subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#listen()));
  }

  createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const watch = this.#watch;
    const program: DebuggedProgram = {
      id: session.id,
      ask: (command, args) => session.customRequest(command, args),
    };
    const resumed = (): void => watch.resumed(session.id);
    return {
      onWillReceiveMessage: (message: unknown) => {
        if (typeOf(message) === 'request' && resuming.has(fieldOf(message, 'command'))) resumed();
      },
      onDidSendMessage: (message: unknown) => {
        if (typeOf(message) !== 'event') return;
        const event = fieldOf(message, 'event');
        if (event === 'stopped') void watch.stopped(program, fieldOf(message, 'body'));
        else if (over.has(event)) resumed();
      },
      onWillStopSession: resumed,
      onError: resumed,
      onExit: resumed,
    };
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#watch.clear();
  }

  #listen(): void {
    this.#subscriptions.add(vscode.debug.registerDebugAdapterTrackerFactory('*', this));
  }
}

function typeOf(message: unknown): unknown {
  return fieldOf(message, 'type');
}

function fieldOf(message: unknown, key: string): unknown {
  return typeof message === 'object' && message !== null
    ? (message as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
