import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { DebugStop } from '../../core/debug/debugStop';
import type { FrameLocator } from '../../core/debug/frameLocator';
import { understoodTraces } from '../../core/debug/parseStackTrace';
import type { FromPanel } from '../../protocol/panel';
import type { FixCommandArguments } from '../fix/fixArguments';
import { tell, tellProblem } from '../notify';
import { hintMarkdown, type HintPanel } from './hintPanel';
import type { HintSession } from './hintSession';
import { stopInText, stopOfProblem, stopOfTestMessage, testMessageOf } from './reportedError';
import type { StopWatch } from './stopWatch';
import { lastTerminalOutput, selectedTerminalText } from './terminalText';

interface HintCommandsParts {
  readonly watch: StopWatch;
  readonly session: HintSession;
  readonly panel: HintPanel;
  readonly locator: FrameLocator;
  readonly log: Log;
}

/** What people do with hints: asking for one, and working with the one that is shown. */
export class HintCommands implements Disposable {
  readonly #parts: HintCommandsParts;
  readonly #subscriptions = new DisposableStore();

  constructor(parts: HintCommandsParts) {
    this.#parts = parts;
    this.#subscriptions.add(parts.panel.onMessage((message) => void this.#receive(message)));
  }

  /** "Explain This Stop": resolves when the hint is complete. */
  async explainStop(): Promise<void> {
    const { watch, panel } = this.#parts;
    const work = watch.explain(vscode.debug.activeDebugSession?.id);
    if (work === undefined) return tell(vscode.l10n.t('The program does not stand at an error.'));
    await Promise.all([work, panel.reveal()]);
  }

  /**
   * "Explain Error": of a failed test where the argument says so, else the trace that is selected in the editor, the problem at the cursor, or
   * what the last command in the terminal wrote. Resolves when the hint is complete.
   */
  async explainError(argument: unknown): Promise<void> {
    const message = testMessageOf(argument);
    const stop =
      message !== undefined
        ? await stopOfTestMessage(message, this.#parts.locator)
        : ((await this.#stopInEditor()) ?? (await this.#stopInTerminal(lastTerminalOutput)));
    await this.#explain(stop);
  }

  /** Of what is selected in the terminal. */
  async explainSelectedError(): Promise<void> {
    await this.#explain(await this.#stopInTerminal(selectedTerminalText));
  }

  /** Of what the last command in the terminal has written. */
  async explainLastCommand(): Promise<void> {
    await this.#explain(await this.#stopInTerminal(lastTerminalOutput));
  }

  /** Hands the guilty line of the shown hint to "Suggest Fix". */
  async fixStop(): Promise<void> {
    const plain = this.#parts.session.shown?.plain;
    const target = await this.#placeOf();
    if (plain === undefined || target === undefined)
      return tell(vscode.l10n.t('The place of the error is in no file of this workspace.'));
    const said = plain.culprit === '' ? plain.title : `${plain.title} (${plain.culprit})`;
    const problem = new vscode.Diagnostic(target.range, said, vscode.DiagnosticSeverity.Error);
    problem.source = vscode.l10n.t('error of the program');
    const argument: FixCommandArguments = { uri: target.uri, diagnostics: [problem] };
    await vscode.commands.executeCommand('plinth.suggestFix', argument);
  }

  dispose(): void {
    this.#parts.session.clear();
    this.#subscriptions.dispose();
  }

  async #explain(stop: DebugStop | undefined): Promise<void> {
    const { session, panel } = this.#parts;
    if (stop === undefined)
      return tell(vscode.l10n.t('No stack trace was found. Understood are those of {0}.', understoodTraces));
    session.show(stop);
    await Promise.all([session.ask(), panel.reveal()]);
  }

  async #stopInEditor(): Promise<DebugStop | undefined> {
    const { locator } = this.#parts;
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return undefined;
    const { document, selection } = editor;
    const selected = selection.isEmpty ? undefined : await stopInText(document.getText(selection), locator);
    // The Problems view selects what a problem is about.
    if (selected !== undefined) return selected;
    const [problem] = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ range }) => range.start.line <= selection.active.line && range.end.line >= selection.active.line)
      .sort((a, b) => a.severity - b.severity);
    return problem && stopOfProblem(document.uri, problem, locator);
  }

  async #stopInTerminal(read: () => Promise<string>): Promise<DebugStop | undefined> {
    if (vscode.window.activeTerminal === undefined) return undefined;
    return stopInText(await read(), this.#parts.locator);
  }

  async #receive(message: FromPanel): Promise<void> {
    try {
      await this.#act(message);
    } catch (error) {
      this.#parts.log.error(`debug: ${describeError(error)}`);
      tellProblem(vscode.l10n.t('Plinth: {0}', describeError(error)));
    }
  }

  async #act(message: FromPanel): Promise<void> {
    const { session } = this.#parts;
    if (message.type === 'stop') session.stopAnswer();
    else if (message.type === 'again') await session.ask();
    else if (message.type === 'copy' && session.shown !== undefined)
      await vscode.env.clipboard.writeText(`${session.shown.plain.title}\n\n${hintMarkdown(session.shown)}`);
    else if (message.type === 'open') {
      const place = await this.#placeOf();
      if (place !== undefined)
        await vscode.window.showTextDocument(place.uri, { selection: place.range, preview: true });
    }
  }

  /** The guilty line without its indentation, in the file as it is now. */
  async #placeOf(): Promise<vscode.Location | undefined> {
    const place = this.#parts.session.shown?.plain.place;
    if (place?.uri === undefined) return undefined;
    const uri = vscode.Uri.parse(place.uri, true);
    const document = await vscode.workspace.openTextDocument(uri);
    const line = document.lineAt(Math.min(place.line, document.lineCount) - 1);
    return new vscode.Location(
      uri,
      line.range.with(new vscode.Position(line.lineNumber, line.firstNonWhitespaceCharacterIndex)),
    );
  }
}
