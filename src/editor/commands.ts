import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import { describeError } from '../base/errors';
import type { Log } from '../base/log';
import { tellProblem } from './notify';

/** What a command does. Arguments come from menus, code actions or other extensions, so they are unknown. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** Registers commands; a failure is logged and shown to the person who ran the command, never thrown into the editor. */
export function registerCommands(handlers: Readonly<Record<string, CommandHandler>>, log: Log): Disposable {
  const store = new DisposableStore();
  for (const [id, handler] of Object.entries(handlers))
    store.add(
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          await handler(...args);
        } catch (error) {
          log.error(`${id}: ${describeError(error)}`);
          tellProblem(vscode.l10n.t('Plinth: {0}', describeError(error)));
        }
      }),
    );
  return store;
}
