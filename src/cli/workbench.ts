import { PlainError } from '../base/errors';
import type {
  Engine,
  EngineView,
  ImportFinder,
  SymbolIndex,
  Syntax,
  SyntaxDocuments,
  SyntaxTrials,
  WorkspaceContext,
  WorkspaceIndexing,
} from '../core/ports';
import type { EngineModelConfig } from '../protocol/engineConfig';

/** What the model options of a command say. */
export interface EngineWish {
  /** An id of the catalogue or `auto`. */
  readonly model: string;
  /** A GGUF file of the user's own; empty = none. */
  readonly modelPath: string;
  /** 0 = chosen by the engine. */
  readonly threads: number;
}

/** A running syntax thread for one command. */
export interface WorkspaceBench {
  readonly syntax: Syntax & SyntaxTrials & SyntaxDocuments;
  /** Without folders until it is given some. */
  readonly workspace: WorkspaceContext & WorkspaceIndexing & SymbolIndex & ImportFinder;
  /** Resolves when everything that was started has ended. */
  dispose(): Promise<void>;
}

/** A running engine for one command. */
export interface EngineBench {
  readonly engine: Engine;
  readonly model: EngineModelConfig;
  /** Resolves when everything that was started has ended. */
  dispose(): Promise<void>;
}

/** A running engine and syntax thread for one command. */
export interface Workbench extends WorkspaceBench, EngineBench {}

export type OpenWorkspace = () => WorkspaceBench;

/** Finds the model and starts the engine. @throws PlainError as an {@link OpenWorkbench} does */
export type OpenEngine = (wish: EngineWish) => Promise<EngineBench>;

/** The same with a syntax thread. @throws PlainError when there is no usable model or the system cannot run the engine */
export type OpenWorkbench = (wish: EngineWish) => Promise<Workbench>;

/**
 * Waits until the weights are loaded, so that the first answer is not slower than the others. Resolves early on an abort.
 * @throws PlainError with what the engine says when it cannot run
 */
export async function engineReady(engine: Engine, signal: AbortSignal): Promise<EngineView> {
  for (;;) {
    const view = engine.status;
    if (view.state === 'ready' || view.state === 'unloaded' || signal.aborted) return view;
    if (view.state !== 'starting')
      throw new PlainError('engineFailed', view.problem ?? 'The engine does not run.', view.cure);
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        listener.dispose();
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const listener = engine.onStatus(finish);
      signal.addEventListener('abort', finish, { once: true });
    });
  }
}

/** Runs `work` with a workbench whose engine is ready, and ends it in any case. */
export async function withWorkbench<T>(
  open: OpenWorkbench,
  wish: EngineWish,
  signal: AbortSignal,
  work: (bench: Workbench, engine: EngineView) => Promise<T>,
): Promise<T> {
  const bench = await open(wish);
  try {
    const view = await engineReady(bench.engine, signal);
    stopIfAborted(signal);
    const result = await work(bench, view);
    stopIfAborted(signal);
    return result;
  } finally {
    await bench.dispose();
  }
}

/** @throws PlainError `interrupted` after Ctrl+C */
export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new PlainError('interrupted', 'Stopped.');
}
