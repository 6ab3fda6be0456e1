import type { Disposable } from '../../base/disposable';
import { DisposableStore } from '../../base/disposable';
import { describeError } from '../../base/errors';
import { Emitter, type Event } from '../../base/event';
import type { Log } from '../../base/log';
import { contextTokens } from '../../core/models/contextTokens';
import type { Settings } from '../../core/settings';
import type { EngineConfig } from '../../protocol/engineConfig';
import type { Configuration } from '../configuration';
import type { ModelLibrary } from './modelLibrary';
import type { ModelState } from './modelState';

/** The part of the engine client that runs a model or none. */
export interface EngineRunner {
  configure(
    options: Pick<EngineConfig, 'model' | 'gpu' | 'threads' | 'contextTokens' | 'unloadAfterMs'> | undefined,
  ): void;
  /** Ends the engine; resolves when its process is gone. */
  stop(): Promise<void>;
}

export interface ModelSetupParts {
  readonly configuration: Pick<Configuration, 'get' | 'onChange'>;
  readonly engine: EngineRunner;
  /** The library of a folder; empty = the default folder. */
  readonly openLibrary: (folder: string) => ModelLibrary;
  readonly log: Log;
}

const watched: readonly (keyof Settings)[] = [
  'model',
  'modelPath',
  'modelFolder',
  'gpu',
  'threads',
  'unloadAfterMinutes',
];

/** Keeps the engine on the model that the settings and the downloaded files call for. */
export class ModelSetup implements Disposable {
  readonly #parts: ModelSetupParts;
  readonly #changes = new Emitter<ModelState>();
  readonly #subscriptions = new DisposableStore();
  #library: ModelLibrary;
  #state: ModelState = { kind: 'resolving' };
  #looking = new AbortController();
  #newest: Promise<ModelState> = Promise.resolve(this.#state);
  readonly onChange: Event<ModelState> = this.#changes.event;

  constructor(parts: ModelSetupParts) {
    this.#parts = parts;
    this.#library = parts.openLibrary(parts.configuration.get('modelFolder'));
    this.#subscriptions.add(
      parts.configuration.onChange((affects) => {
        if (affects('modelFolder')) this.#library = parts.openLibrary(parts.configuration.get('modelFolder'));
        if (watched.some(affects)) void this.refresh();
      }),
    );
  }

  get state(): ModelState {
    return this.#state;
  }

  get library(): ModelLibrary {
    return this.#library;
  }

  /**
   * Looks for the model again and tells the engine. Call at the start and whenever files changed; never rejects. A look that is under way
   * ends, and who waits for it gets the result of the newest.
   */
  refresh(): Promise<ModelState> {
    const { signal } = this.#begin();
    return (this.#newest = this.#look(signal));
  }

  async #look(signal: AbortSignal): Promise<ModelState> {
    const state = await this.#find(signal);
    // A newer one knows more, and a file that was asked for twice is not loaded twice.
    if (signal.aborted) return this.#newest;
    this.#state = state;
    this.#parts.engine.configure(state.kind === 'found' ? this.#engineOptions(state.model) : undefined);
    this.#changes.fire(state);
    return state;
  }

  /** Ends the engine, so that its model's file can be removed; resolves when nothing holds the file. `refresh` brings it back. */
  async release(): Promise<void> {
    this.#begin();
    await this.#parts.engine.stop();
  }

  dispose(): void {
    this.#begin();
    this.#subscriptions.dispose();
    this.#changes.dispose();
  }

  /** Ends the look that is under way. */
  #begin(): AbortController {
    this.#looking.abort();
    this.#newest = Promise.resolve(this.#state);
    return (this.#looking = new AbortController());
  }

  async #find(signal: AbortSignal): Promise<ModelState> {
    const { configuration, log } = this.#parts;
    const wish = { model: configuration.get('model'), modelPath: configuration.get('modelPath') };
    try {
      const model = await this.#library.resolve(wish, signal);
      log.info(
        model === undefined
          ? `no model in ${this.#library.folder}`
          : `model ${model.id}${model.verified ? '' : ' (unverified)'}`,
      );
      return model === undefined ? { kind: 'missing' } : { kind: 'found', model };
    } catch (error) {
      if (signal.aborted) return this.#state;
      const problem = describeError(error);
      log.error(`model: ${problem}`);
      return { kind: 'broken', problem };
    }
  }

  #engineOptions(model: EngineConfig['model']): Parameters<EngineRunner['configure']>[0] {
    const { configuration } = this.#parts;
    return {
      model,
      gpu: configuration.get('gpu'),
      threads: configuration.get('threads'),
      contextTokens,
      unloadAfterMs: configuration.get('unloadAfterMinutes') * 60_000,
    };
  }
}
