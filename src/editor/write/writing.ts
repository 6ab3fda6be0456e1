import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Log } from '../../base/log';
import { CommitService } from '../../core/write/commit/commitService';
import { DocService } from '../../core/write/doc/docService';
import { EditService } from '../../core/write/edit/editService';
import { TestService } from '../../core/write/tests/testService';
import type { WriteParts } from '../../core/write/writeParts';
import { registerCommands } from '../commands';
import { editScheme } from '../convert';
import { pythonInterpreters } from '../fix/pythonInterpreters';
import type { ModelOffer } from '../models/modelOffer';
import { ask } from '../notify';
import type { Activity } from '../status/activity';
import { CommitCommand } from './commitCommand';
import { DocCommand } from './docCommand';
import { EditCommand } from './editCommand';
import { gitApi } from './gitApi';
import { HunkPreview } from './hunkPreview';
import { InstructionBox } from './instructionBox';
import { TestCommand } from './testCommand';
import { editorTestRun } from './testRun';

export interface WritingParts extends WriteParts {
  /** Whether anything of another file may be shown to the model. */
  readonly mayShow: (file: vscode.Uri) => Promise<boolean>;
  readonly offer: Pick<ModelOffer, 'isReady'>;
  readonly activity: Activity;
  /** Keeps the last instructions. */
  readonly memory: vscode.Memento;
  readonly clock: Clock;
  readonly log: Log;
}

/** Writing on request as a whole: commit messages, documentation, tests, and changes by instruction with their preview. */
export class Writing implements Disposable {
  readonly #subscriptions = new DisposableStore();

  constructor(parts: WritingParts) {
    const { engine, withheld, memory, log } = parts;
    const preview = this.#subscriptions.add(new HunkPreview(editScheme));
    const commit = new CommitCommand({ ...parts, service: new CommitService(engine, withheld), git: gitApi });
    const doc = new DocCommand({ ...parts, service: new DocService(parts), preview });
    const box = new InstructionBox(memory);
    const askInstruction = (): Promise<string | undefined> => box.ask();
    const edit = new EditCommand({ ...parts, service: new EditService(parts), preview, askInstruction });
    const tests = new TestCommand({
      ...parts,
      service: new TestService(parts),
      interpreters: pythonInterpreters,
      ask,
      run: editorTestRun,
    });
    const commands = {
      'plinth.write.commitMessage': (argument: unknown) => commit.run(argument),
      'plinth.write.documentation': () => doc.run(),
      'plinth.write.tests': () => tests.run(),
      'plinth.write.edit': () => edit.run(),
      'plinth.write.acceptChange': () => preview.acceptHunk(),
      'plinth.write.discardChange': () => preview.discardHunk(),
      'plinth.write.acceptAll': () => preview.acceptAll(),
      'plinth.write.discardAll': () => preview.discardAll(),
    };
    this.#subscriptions.add(registerCommands(commands, log));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
