import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The adapter's messages that these tests look at. */
interface AdapterEvent {
  readonly event?: string;
  readonly body?: { readonly reason?: string; readonly threadId?: number };
}

/** A program that stands still. */
export interface Stop {
  /** The session that has the threads is a child of the one that was started. */
  readonly session: vscode.DebugSession;
  readonly threadId: number;
  readonly reason: string;
}

/** Hears of every stop of Node programs that are started from now on. Dispose of it. */
function watchStops(onStop: (stop: Stop) => void): vscode.Disposable {
  return vscode.debug.registerDebugAdapterTrackerFactory('pwa-node', {
    createDebugAdapterTracker: (session) => ({
      onDidSendMessage: ({ event, body }: AdapterEvent) => {
        if (event === 'stopped') onStop({ session, threadId: body?.threadId ?? 0, reason: body?.reason ?? '' });
      },
    }),
  });
}

/** The next stop of a Node program for a reason; undefined when it did not come in time. */
function nextStop(reason: string, ms: number): Promise<Stop | undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms);
    const registration = watchStops((stop) => {
      if (stop.reason !== reason) return;
      registration.dispose();
      resolve(stop);
    });
  });
}

/** Sessions that have begun and not ended. The API's active session may stay one that has ended. */
const running = new Set<string>();
vscode.debug.onDidStartDebugSession(({ id }) => running.add(id));
vscode.debug.onDidTerminateDebugSession(({ id }) => running.delete(id));

/** Asked politely only once, a debugger may wait for a program that stands still. */
export async function stopDebugger(): Promise<void> {
  const end = Date.now() + 60_000;
  while (running.size > 0 && Date.now() < end) {
    await vscode.debug.stopDebugging();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.deepEqual([...running], []);
}

/**
 * Starts a program, which stands at its first line then, and lets it run with these exception breakpoints; no API sets them. On a very busy
 * machine the debugger at times loses a start.
 */
export async function runNode(
  folder: vscode.WorkspaceFolder,
  file: string,
  filters: readonly ('all' | 'uncaught')[],
): Promise<Stop> {
  const launch = { type: 'node', request: 'launch', name: 'throws', program: file, stopOnEntry: true };
  let stop: Stop | undefined;
  for (let attempt = 0; stop === undefined && attempt < 3; attempt += 1) {
    await stopDebugger();
    const entry = nextStop('entry', 40_000);
    assert.ok(await vscode.debug.startDebugging(folder, launch));
    stop = await entry;
  }
  assert.ok(stop);
  await stop.session.customRequest('setExceptionBreakpoints', { filters });
  await stop.session.customRequest('continue', { threadId: stop.threadId });
  return stop;
}
