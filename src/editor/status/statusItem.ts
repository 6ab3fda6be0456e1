import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { StatusModel } from './statusModel';

const backgrounds = {
  none: undefined,
  warning: new vscode.ThemeColor('statusBarItem.warningBackground'),
  error: new vscode.ThemeColor('statusBarItem.errorBackground'),
} as const;

/** The item in the status bar: a word for the state, the whole story in the tooltip, the menu on a click. */
export class StatusItem implements Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #model: StatusModel;
  readonly #subscriptions = new DisposableStore();

  constructor(model: StatusModel) {
    this.#model = model;
    this.#item = this.#subscriptions.add(
      vscode.window.createStatusBarItem('main', vscode.StatusBarAlignment.Right, 100),
    );
    this.#item.name = 'Plinth';
    this.#item.command = 'plinth.showMenu';
    this.#subscriptions.add(model.onChange(() => this.#update()));
    this.#update();
    this.#item.show();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #update(): void {
    const { look, sentences: lines } = this.#model;
    this.#item.text = look.word === '' ? `$(${look.icon}) Plinth` : `$(${look.icon}) Plinth: ${look.word}`;
    this.#item.backgroundColor = backgrounds[look.severity];
    this.#item.accessibilityInformation = { label: `Plinth: ${lines.join(' ')}`, role: 'button' };
    const tooltip = new vscode.MarkdownString();
    // As text, since model names and problems come from files.
    lines.forEach((line, position) => {
      if (position > 0) tooltip.appendMarkdown('\n\n');
      tooltip.appendText(line);
    });
    this.#item.tooltip = tooltip;
  }
}
