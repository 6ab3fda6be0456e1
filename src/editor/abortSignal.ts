import type * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';

/** The editor's cancellation as an AbortSignal. Dispose of the listener when the work is over. */
export function signalOf(token: vscode.CancellationToken): {
  readonly signal: AbortSignal;
  readonly listener: Disposable;
} {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listener = token.onCancellationRequested(() => controller.abort());
  return { signal: controller.signal, listener };
}
