import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Log } from '../../base/log';
import { ChatService } from '../../core/chat/chatService';
import { ExplainService } from '../../core/explain/explainService';
import type { FixService } from '../../core/fix/fixService';
import type { Engine, SymbolIndex, Syntax, TokenCounter, WithheldFiles } from '../../core/ports';
import type { TaskSources } from '../../core/prompt/taskContext';
import { registerCommands } from '../commands';
import type { FixPreview } from '../fix/fixPreview';
import type { MayShow } from '../fix/reportedProblems';
import type { ModelOffer } from '../models/modelOffer';
import type { Activity } from '../status/activity';
import { ChatFix, showChatFix } from './chatFix';
import { LanguageModel, vendor } from './languageModel';
import { Participant } from './participant';

export interface ChatParts {
  readonly engine: Engine & TokenCounter;
  readonly syntax: Syntax & SymbolIndex;
  readonly withheld: WithheldFiles;
  readonly sources: TaskSources;
  readonly service: FixService;
  readonly preview: FixPreview;
  readonly mayShow: MayShow;
  readonly offer: ModelOffer;
  readonly activity: Activity;
  readonly clock: Clock;
  readonly log: Log;
}

/** What Plinth adds to the editor's own chat: the local model as one to choose, and the participant `@plinth`. */
export class Chat implements Disposable {
  readonly #store = new DisposableStore();

  constructor(parts: ChatParts) {
    const { engine, syntax, withheld, sources, log } = parts;
    const model = this.#store.add(new LanguageModel(parts));
    this.#store.add(vscode.lm.registerLanguageModelChatProvider(vendor, model));
    const fix = new ChatFix(parts);
    this.#store.add(registerCommands({ [showChatFix]: (id: unknown) => fix.show(id) }, log));
    const service = new ChatService({ engine, syntax, withheld, sources });
    const explain = new ExplainService(engine, syntax, withheld, sources);
    this.#store.add(new Participant({ ...parts, service, explain, fix, index: syntax }));
  }

  dispose(): void {
    this.#store.dispose();
  }
}
