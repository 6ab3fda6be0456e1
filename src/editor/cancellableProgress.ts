import * as vscode from 'vscode';
import { signalOf } from './abortSignal';
import { plainMessage } from './plainMessage';

export type ShowProgress = vscode.Progress<{ message?: string; increment?: number }>;

/** Shows that something is being done for as long as it takes, with a button that aborts its signal. Answers and rejects as the work does. */
export async function withCancellableProgress<T>(
  title: string,
  work: (signal: AbortSignal, progress: ShowProgress) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: plainMessage(title), cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const { signal, listener } = signalOf(token);
    try {
      return await work(signal, progress);
    } finally {
      listener.dispose();
    }
  });
}
