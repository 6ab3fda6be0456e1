import * as vscode from 'vscode';
import { systemClock } from './base/clock';
import { DisposableStore } from './base/disposable';
import { describeError } from './base/errors';
import { TrafficCount } from './base/trafficCount';
import type { Checkers } from './client/check/checkers';
import { editorCheckers } from './client/check/editorCheckers';
import { EngineClient } from './client/engineClient';
import { WorkerClient } from './client/workerClient';
import type { Outcome } from './core/completion/outcome';
import { OutcomeHistory } from './core/completion/outcomeHistory';
import { CompletionService } from './core/completion/service';
import { ContextCollector } from './core/context/choose/collector';
import { defaultRecipe } from './core/context/choose/recipe';
import { ExplainService } from './core/explain/explainService';
import { FixService } from './core/fix/fixService';
import { recommend } from './core/models/recommend';
import { Chat } from './editor/chat/chat';
import { registerCommands } from './editor/commands';
import { DocumentText } from './editor/completion/documentText';
import { LearnedAccepts } from './editor/completion/learnedAccepts';
import { PlaceWatch } from './editor/completion/placeWatch';
import { CompletionProvider } from './editor/completion/provider';
import { Configuration } from './editor/configuration';
import { ErrorSource } from './editor/context/errorSource';
import { IndexFeed } from './editor/context/indexFeed';
import { LanguageServerSource } from './editor/context/languageServerSource';
import { RecentDocuments } from './editor/context/recentDocuments';
import { ShowContext } from './editor/context/showContext';
import { mayShowOf } from './editor/context/shownFiles';
import { completionRequestOf, isForeign } from './editor/convert';
import { DebugHints } from './editor/debug/debugHints';
import { DeleteData, type DeleteDataParts, type KeptIndex } from './editor/deleteData';
import { DocumentFeed } from './editor/documents';
import { DepthMemory } from './editor/explain/depthMemory';
import { ExplainCommand, explainRequestOf } from './editor/explain/explainCommand';
import { ExplainSession } from './editor/explain/explainSession';
import { ExplainSymbols } from './editor/explain/explainSymbols';
import { explainTexts } from './editor/explain/explainTexts';
import { ExplainView } from './editor/explain/explainView';
import { SelectionWarmth } from './editor/explain/selectionWarmth';
import { Fixes } from './editor/fix/fixes';
import { pythonInterpreters } from './editor/fix/pythonInterpreters';
import { ModelChooser } from './editor/models/modelChooser';
import { ModelDownload } from './editor/models/modelDownload';
import type { ModelLibrary } from './editor/models/modelLibrary';
import { ModelOffer } from './editor/models/modelOffer';
import { ModelSetup } from './editor/models/modelSetup';
import { OutputLog } from './editor/outputLog';
import { Pause } from './editor/pause';
import { Activity } from './editor/status/activity';
import { StatusItem } from './editor/status/statusItem';
import type { StatusKind } from './editor/status/statusKind';
import { StatusMenu } from './editor/status/statusMenu';
import { StatusModel } from './editor/status/statusModel';
import { trustedFolderOf } from './editor/trustedFolder';
import { ShowHistory } from './editor/why/showHistory';
import { Writing } from './editor/write/writing';
import { cacheFolder, expandHome, modelFolder, processFolderFacts } from './node/folders';
import { InstructionFiles } from './node/instructionFiles';
import { readMachine } from './node/machine';
import { ModelStore } from './node/modelStore';
import { PlinthIgnore } from './node/plinthIgnore';

declare const PLINTH_BUILD_ID: string;

/** What tests inside of the extension host may watch. Not an interface for other extensions. */
export interface PlinthWatch {
  readonly onOutcome: (listener: (outcome: Outcome) => void) => vscode.Disposable;
  readonly status: () => StatusKind;
  /** What the panel shows, and how far the model is with it. */
  readonly explanation: () => {
    readonly markdown: string;
    readonly isRunning: boolean;
    readonly title: string;
    readonly symbols: readonly string[];
  };
  readonly hasPendingFix: () => boolean;
  /** The hint at an error, and the text behind its line. */
  readonly hint: () => DebugHints['watch'];
}

/** An index of 20,000 files is written in far less. */
const deletionWaitMs = 30_000;

/** Ties an object to the life of the extension and gives it back. */
type Keep = <T extends vscode.Disposable>(item: T) => T;

/** VS Code hands nothing from `activate` to `deactivate`, so what has to be waited for at the end is kept here. */
let running: readonly { dispose(): Promise<void> }[] = [];

/**
 * VS Code waits for this before it ends the process: the index is written, and the engine is gone, or on its way by force, when it resolves.
 */
export async function deactivate(): Promise<void> {
  await Promise.all(running.map((each) => each.dispose()));
  running = [];
}

/** Builds every object of the extension, bottom up. Returns at once: the model is looked for and loaded afterwards. */
export function activate(context: vscode.ExtensionContext): PlinthWatch {
  // In reverse order at the end, so that the log outlives whoever writes to it.
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const keep: Keep = (item) => store.add(item);
  const file = (name: string): string => context.asAbsolutePath(`dist/${name}`);
  const clock = systemClock;
  const log = keep(new OutputLog());
  const configuration = keep(new Configuration());
  const engine = new EngineClient({ engineFile: file('engine.mjs'), buildId: PLINTH_BUILD_ID, clock, log });
  keep({ dispose: () => void engine.dispose() });
  const syntax = keep(new WorkerClient({ workerFile: file('worker.mjs'), grammarsDir: file('grammars'), clock, log }));
  const checker = buildChecker(file('checker.mjs'), log);
  running = [engine, syntax, checker];
  const index = buildIndex(context, syntax, keep);

  const traffic = new TrafficCount();
  const { setup, download, chooser, offer } = buildModels(context, { configuration, engine, traffic, log }, keep);
  const pause = keep(new Pause(context.workspaceState));
  const activity = keep(new Activity(clock));
  const history = keep(new OutcomeHistory());
  const accepts = buildAccepts(context.globalState, configuration, keep);
  const shared = { engine, syntax, checker, withheld: new PlinthIgnore(clock), activity, log };
  const { onOutcome, showContext } = buildTyping({ ...shared, configuration, pause, history, accepts }, keep);
  const status = keep(
    new StatusModel({ engine, index: syntax, setup, download, pause, activity, configuration, onOutcome }),
  );
  keep(new StatusItem(status));
  const menu = new StatusMenu({ status, pause, configuration });
  const showHistory = keep(new ShowHistory({ history, traffic, accepts, status }));

  const explaining = buildExplain(context, { ...shared, offer, pause }, keep);
  const { preview, hints, taskCommands } = buildTasks(context, { ...shared, offer, configuration }, keep);

  const deletion = buildDeletion(context, { configuration, setup, download, pause, log, index, history, accepts });
  const commands = {
    ...explaining.commands,
    ...taskCommands,
    'plinth.chooseModel': () => chooser.choose(),
    'plinth.downloadModel': () => download.runRecommended(),
    'plinth.pause': () => pause.set(true),
    'plinth.resume': () => pause.set(false),
    'plinth.restartEngine': () => setup.refresh().then(() => engine.restart()),
    'plinth.showLog': () => log.show(),
    'plinth.showContext': () => showContext.run(),
    'plinth.showHistory': () => showHistory.run(),
    'plinth.showMenu': () => menu.show(),
    'plinth.forgetAccepts': () => accepts.forget(),
    'plinth.deleteAllData': () => deletion.run(),
  };
  keep(registerCommands(commands, log));
  void startModel(setup, offer).catch((error: unknown) => log.error(describeError(error)));
  return {
    onOutcome,
    status: () => status.kind,
    explanation: () => explaining.session.watch,
    hasPendingFix: () => preview.pending !== undefined,
    hint: () => hints.watch,
  };
}

async function startModel(setup: ModelSetup, offer: ModelOffer): Promise<void> {
  await setup.refresh();
  await offer.makeOnce();
}

/** What keeps the worker's documents and index true, and where it is kept: by the editor, and by the command line. */
function buildIndex(context: vscode.ExtensionContext, syntax: WorkerClient, keep: Keep): KeptIndex {
  keep(new DocumentFeed(syntax));
  const own = vscode.Uri.joinPath(context.globalStorageUri, 'index');
  const ofCommandLine = vscode.Uri.joinPath(vscode.Uri.file(cacheFolder(processFolderFacts())), 'index');
  const feed = keep(new IndexFeed(syntax, own.fsPath));
  const stopKeeping = async (): Promise<void> => {
    feed.stopKeeping();
    await syntax.flushIndex(deletionWaitMs);
  };
  return { folders: [own, ofCommandLine], stopKeeping };
}

function buildDeletion(
  context: vscode.ExtensionContext,
  parts: Omit<DeleteDataParts, 'memories' | 'folders'>,
): DeleteData {
  const memories = [context.globalState, context.workspaceState];
  const folders = [context.globalStorageUri, ...(context.storageUri === undefined ? [] : [context.storageUri])];
  return new DeleteData({ ...parts, memories, folders });
}

/** What accepted suggestions teach. */
function buildAccepts(memory: vscode.Memento, configuration: Configuration, keep: Keep): LearnedAccepts {
  return keep(new LearnedAccepts({ memory, configuration, commandId: 'plinth.completionAccepted' }));
}

/** The typing path, and the view of what it gives to the model. */
function buildTyping(
  parts: {
    readonly engine: EngineClient;
    readonly syntax: WorkerClient;
    readonly withheld: PlinthIgnore;
    readonly configuration: Configuration;
    readonly pause: Pause;
    readonly activity: Activity;
    readonly history: OutcomeHistory;
    readonly accepts: LearnedAccepts;
    readonly log: OutputLog;
  },
  keep: Keep,
) {
  const { engine, syntax, withheld, configuration, pause, activity, history, accepts, log } = parts;
  const isWanted = (document: vscode.TextDocument): boolean =>
    !pause.isPaused && configuration.isCompletionOn(document);
  const source = keep(
    new CompletionService({
      engine,
      syntax,
      trials: syntax,
      context: buildContext({ syntax, withheld, isWanted }, keep),
      withheld,
      clock: systemClock,
      log,
      settings: (uri) => configuration.completionSettings(uri),
      hideShift: (languageId) => accepts.hideShift(languageId),
    }),
  );
  const showContext = keep(new ShowContext(source));
  const texts = keep(new DocumentText());
  const isPaused = (): boolean => pause.isPaused;
  const provider = keep(new CompletionProvider({ source, activity, history, accepts, texts, isPaused }));
  keep(vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider));
  const triggerKind = vscode.InlineCompletionTriggerKind.Automatic;
  keep(
    new PlaceWatch({
      window: vscode.window,
      visitor: source,
      isWanted: (document) => !isForeign(document) && isWanted(document) && configuration.isInlineSuggestOn(document),
      requestAt: (document, position) =>
        completionRequestOf(document, position, { triggerKind, selectedCompletionInfo: undefined }),
    }),
  );
  return { onOutcome: provider.onOutcome, showContext };
}

/** What of other files goes into prompts: the index of the worker, and what only the editor knows. */
function buildContext(
  parts: {
    readonly syntax: WorkerClient;
    readonly withheld: PlinthIgnore;
    readonly isWanted: (document: vscode.TextDocument) => boolean;
  },
  keep: Keep,
): ContextCollector {
  const { syntax, withheld, isWanted } = parts;
  const mayShow = mayShowOf(syntax, withheld);
  const documents = keep(new RecentDocuments());
  return new ContextCollector({
    workspace: syntax,
    hostSources: [new ErrorSource(), keep(new LanguageServerSource({ clock: systemClock, isWanted, mayShow }))],
    clock: systemClock,
    recent: () => documents.list(),
    recipe: defaultRecipe,
  });
}

/** Explain: the conversations, their panel, and the reading ahead while something is being selected. */
function buildExplain(
  context: vscode.ExtensionContext,
  parts: {
    readonly engine: EngineClient;
    readonly syntax: WorkerClient;
    readonly withheld: PlinthIgnore;
    readonly offer: ModelOffer;
    readonly pause: Pause;
    readonly activity: Activity;
    readonly log: OutputLog;
  },
  keep: Keep,
) {
  const { engine, syntax, withheld, pause, activity, log } = parts;
  const sources = { workspace: syntax, instructions: new InstructionFiles(trustedFolderOf) };
  const service = new ExplainService(engine, syntax, withheld, sources);
  const depths = new DepthMemory(context.workspaceState);
  const view = keep(new ExplainView(context.extensionUri, depths));
  const isIndexReady = (): boolean => syntax.indexProgress.state === 'ready';
  const symbols = new ExplainSymbols({ index: syntax, isIndexReady, clock: systemClock });
  const session = new ExplainSession({ service, panel: view, texts: explainTexts, symbols, activity, log });
  const explain = keep(new ExplainCommand({ session, view, depths, symbols, offer: parts.offer, log }));
  keep(
    new SelectionWarmth({
      window: vscode.window,
      workspace: vscode.workspace,
      clock: systemClock,
      warm: (request, signal) => service.warm(request, signal, depths.depth),
      isWanted: (document) => !pause.isPaused && !isForeign(document) && engine.status.state === 'ready',
      requestOf: explainRequestOf,
    }),
  );
  const commands = {
    'plinth.explainSelection': () => explain.run(),
    'plinth.explainHere': () => explain.run(),
    'plinth.explainInOneSentence': () => explain.run('sentence'),
    'plinth.explainLineByLine': () => explain.run('lines'),
  };
  return { session, commands };
}

/** What takes the diagnostics of fixes. */
function buildChecker(checkerFile: string, log: OutputLog): Checkers {
  const isTrusted = (): boolean => vscode.workspace.isTrusted;
  const interpreters = pythonInterpreters;
  return editorCheckers({ checkerFile, appRoot: vscode.env.appRoot, isTrusted, interpreters, clock: systemClock, log });
}

/** Suggest fix, hints at errors, writing on request. */
function buildTasks(
  { extensionUri, workspaceState: memory }: vscode.ExtensionContext,
  parts: {
    readonly engine: EngineClient;
    readonly syntax: WorkerClient;
    readonly withheld: PlinthIgnore;
    readonly checker: Checkers;
    readonly configuration: Configuration;
    readonly offer: ModelOffer;
    readonly activity: Activity;
    readonly log: OutputLog;
  },
  keep: Keep,
) {
  const { engine, syntax, withheld, checker, offer, activity, log } = parts;
  const sources = { workspace: syntax, instructions: new InstructionFiles(trustedFolderOf) };
  const service = new FixService({ engine, syntax, log, withheld, checker, imports: syntax, sources });
  const mayShow = mayShowOf(syntax, withheld);
  const { command: fix, preview } = keep(
    new Fixes({ service, checker, offer, mayShow, activity, clock: systemClock, log }),
  );
  const hints = keep(new DebugHints({ ...parts, extensionUri, clock: systemClock }));
  keep(new Chat({ ...parts, service, sources, mayShow, preview, clock: systemClock }));
  keep(new Writing({ ...parts, sources, mayShow, memory, clock: systemClock }));
  const taskCommands = {
    'plinth.suggestFix': (argument: unknown) => fix.run(argument),
    'plinth.acceptFix': () => preview.accept(),
    'plinth.nextFix': () => preview.next(),
    'plinth.discardFix': () => preview.discard(),
    'plinth.explainStop': () => hints.commands.explainStop(),
    'plinth.explainError': (argument: unknown) => hints.commands.explainError(argument),
    'plinth.explainSelectedError': () => hints.commands.explainSelectedError(),
    'plinth.explainLastCommand': () => hints.commands.explainLastCommand(),
    'plinth.fixStop': () => hints.commands.fixStop(),
  };
  return { preview, hints, taskCommands };
}

/** What finds, offers and downloads models. */
function buildModels(
  context: vscode.ExtensionContext,
  parts: {
    readonly configuration: Configuration;
    readonly engine: EngineClient;
    readonly traffic: TrafficCount;
    readonly log: OutputLog;
  },
  keep: Keep,
): {
  readonly setup: ModelSetup;
  readonly download: ModelDownload;
  readonly chooser: ModelChooser;
  readonly offer: ModelOffer;
} {
  const openFolder = (folder: string): ModelLibrary => openLibrary(folder, parts);
  const setup = keep(new ModelSetup({ ...parts, openLibrary: openFolder }));
  const download = keep(new ModelDownload(setup));
  const chooser = new ModelChooser({ setup, download, configuration: parts.configuration });
  return { setup, download, chooser, offer: new ModelOffer({ setup, download, chooser, memory: context.globalState }) };
}

/** The model store and the facts of this machine, as the editor's side asks for them. */
function openLibrary(
  folder: string,
  { traffic, log }: { readonly traffic: TrafficCount; readonly log: OutputLog },
): ModelLibrary {
  const facts = processFolderFacts();
  // The command line uses the same state folder, so that what one of them downloaded the other one knows as Plinth's own.
  const stateFolder = cacheFolder(facts);
  const store = new ModelStore({ folder: modelFolder(folder, facts), stateFolder, traffic, log, clock: systemClock });
  return {
    folder: store.folder,
    list: () => store.list(),
    pull: (model, options) => store.pull(model, options),
    remove: (id, what) => store.remove(id, what),
    dataToDelete: (modelPath) => store.dataToDelete(modelPath),
    forget: (id) => store.forget(id),
    resolve: async (wish, signal) =>
      store.resolve({ ...wish, modelPath: expandHome(wish.modelPath, facts.home) }, await readMachine(), signal),
    recommend: async () => recommend(await readMachine()),
  };
}
