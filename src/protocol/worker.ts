/** Messages between the host and the worker thread that owns every tree-sitter tree: JSON-RPC over its message port. */
import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type {
  ContextAnswer,
  ContextQuery,
  FileChanges,
  ImportAnswer,
  ImportQuery,
  IndexConfig,
  IndexProgress,
  RootFile,
  SymbolPlace,
  SymbolQuery,
} from './context';
import type {
  CutFacts,
  CutPlace,
  ParseFacts,
  ScopeFacts,
  SyntaxChange,
  SyntaxDocument,
  SyntaxPlace,
  SyntaxTrial,
} from './syntax';

/** Passed as workerData when the thread starts. */
export interface WorkerConfig {
  /** Folder that holds the grammar .wasm files, `<language>/*.scm` and web-tree-sitter.wasm. */
  readonly grammarsDir: string;
}

export const OpenNotification = new NotificationType<SyntaxDocument>('open');
export const ChangeNotification = new NotificationType<SyntaxChange>('change');
export const CloseNotification = new NotificationType<{ readonly uri: string }>('close');
export const ScopeRequest = new RequestType<SyntaxPlace, ScopeFacts | null, void>('scope');
export const CutRequest = new RequestType<CutPlace, CutFacts | null, void>('cut');
export const TrialRequest = new RequestType<SyntaxTrial, boolean | null, void>('trial');
export const ParseRequest = new RequestType<
  { readonly languageId: string; readonly text: string },
  ParseFacts | null,
  void
>('parse');
export const ContextRequest = new RequestType<ContextQuery, ContextAnswer | null, void>('context');
/** Where the index knows names to be defined. */
export const SymbolPlacesRequest = new RequestType<SymbolQuery, SymbolPlace[] | null, void>('symbolPlaces');
export const ImportRequest = new RequestType<ImportQuery, ImportAnswer | null, void>('imports');
/** Whether the index passes over a file of a root folder. */
export const RefusedFileRequest = new RequestType<RootFile, boolean | null, void>('refusedFile');
export const IndexConfigNotification = new NotificationType<IndexConfig>('indexConfig');
export const FileChangesNotification = new NotificationType<FileChanges>('fileChanges');
/** From the worker: at each change of state, and now and then while it is at work. */
export const IndexProgressNotification = new NotificationType<IndexProgress>('indexProgress');
/** Writes to disk what the index knows, before the thread is ended. */
export const FlushIndexRequest = new RequestType0<null, void>('flushIndex');
