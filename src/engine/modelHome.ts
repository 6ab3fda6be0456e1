import * as library from 'node-llama-cpp';
import type { Clock } from '../base/clock';
import { describeError, PlainError, sentence } from '../base/errors';
import type { Log } from '../base/log';
import type { ModelFacts } from '../protocol/engine';
import type { EngineConfig } from '../protocol/engineConfig';
import { ChatTemplate } from './chatTemplate';
import { physicalCores } from './hardware';
import { openLlama, type LlamaHost } from './llamaHost';
import { loadModel, type LoadedModel } from './loadedModel';
import { type CheckedModelFile, checkModelFile } from './modelFile';
import { ModelTokenizer } from './modelTokenizer';

/** A model that is ready to work, with what is made from it once. */
export interface ReadyModel {
  readonly loaded: LoadedModel;
  readonly facts: ModelFacts;
  /** Undefined for a model that cannot complete. */
  readonly tokenizer?: ModelTokenizer;
  /** Undefined for a model that cannot chat. */
  readonly template?: ChatTemplate;
}

/** Brings the native library up and the model in and out of memory. One thing at a time: callers take care of the order. */
export class ModelHome {
  readonly #config: EngineConfig;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  #host: LlamaHost | undefined;
  #threads = 0;

  constructor(config: EngineConfig, log: Log, clock: Clock) {
    this.#config = config;
    this.#log = log;
    this.#clock = clock;
  }

  get host(): LlamaHost | undefined {
    return this.#host;
  }

  /** Threads that evaluate; 0 before the first load. */
  get threads(): number {
    return this.#threads;
  }

  /** Checks the file, then loads it. @throws PlainError `modelUnusable` or `platformUnusable`. */
  async load(): Promise<ReadyModel> {
    const file = await checkModelFile(this.#config.model.path);
    const host = (this.#host ??= await this.#open(this.#config.gpu));
    const { signal } = this.#closing;
    try {
      return await this.#prepare(await loadModel(host, file, this.#config, this.#threads, signal));
    } catch (error) {
      if (host.backend === 'cpu' || signal.aborted || error instanceof PlainError)
        throw loadError(error, architectureOf(file));
      this.#log.warn(`The model does not load on ${host.backend} (${describeError(error)}); using the CPU.`);
    }
    await host.llama.dispose();
    this.#host = undefined;
    const cpu = (this.#host = await this.#open('off'));
    try {
      return await this.#prepare(await loadModel(cpu, file, this.#config, this.#threads, signal));
    } catch (error) {
      throw loadError(error, architectureOf(file));
    }
  }

  /** Makes a load that is under way fail soon. */
  abort(): void {
    this.#closing.abort();
  }

  /** Frees the native library; models must be disposed of before. */
  async dispose(): Promise<void> {
    this.abort();
    await this.#host?.llama.dispose();
    this.#host = undefined;
  }

  async #open(gpu: EngineConfig['gpu']): Promise<LlamaHost> {
    const wanted = this.#config.threads > 0 ? this.#config.threads : await physicalCores();
    const host = await openLlama(gpu, wanted ?? 0, this.#log, this.#clock);
    this.#threads = Math.max(1, wanted ?? host.llama.cpuMathCores);
    host.llama.maxThreads = this.#threads;
    return host;
  }

  /** Touches the weights once, so that the first key does not wait for the disk. */
  async #prepare(loaded: LoadedModel): Promise<ReadyModel> {
    const { markers, chatTemplate } = loaded.abilities;
    const tokenizer = markers && new ModelTokenizer(loaded.model, markers);
    const template = chatTemplate === undefined ? undefined : this.#templateOf(loaded, chatTemplate);
    const { sequence } = loaded.slots.forPrompt('typing', []);
    await sequence.evaluateWithoutGeneratingNewTokens(loaded.model.tokenize('def main():\n    return 0\n', false));
    await sequence.clearHistory();
    const { contextTokens } = loaded;
    const facts = { ...loaded.abilities.facts, contextTokens, canChat: template !== undefined };
    return { loaded, facts, ...(tokenizer && { tokenizer }), ...(template && { template }) };
  }

  #templateOf(loaded: LoadedModel, source: string): ChatTemplate | undefined {
    try {
      return new ChatTemplate(loaded.model, source);
    } catch (error) {
      this.#log.warn(describeError(error));
      return undefined;
    }
  }
}

/** The library's own list, which its types hide as a constant enumeration. */
const knownArchitectures: ReadonlySet<unknown> = new Set(
  Object.values(Reflect.get(library as object, 'GgufArchitectureType') as Readonly<Record<string, string>>),
);

function architectureOf({ header }: CheckedModelFile): string {
  const name = header.metadata.get('general.architecture');
  // Safe to put into a message: the editor would make a link of [text](address).
  return typeof name === 'string' ? name.replace(/[^\x20-\x7e]|[[\]()]/g, '?').slice(0, 80) : '';
}

/** What to tell when a model does not load. The native library itself only says that it failed. */
export function loadError(error: unknown, architecture: string): PlainError {
  if (error instanceof PlainError) return error;
  const text = sentence(describeError(error));
  if (!knownArchitectures.has(architecture))
    return new PlainError(
      'modelUnusable',
      `This version of the engine does not know the architecture "${architecture}" of the model.`,
      'Choose another model, or update Plinth.',
    );
  if (/memory|vram/i.test(text))
    return new PlainError(
      'modelUnusable',
      `There is not enough free memory for this model: ${text}`,
      'Choose a smaller model or close other programs.',
    );
  return new PlainError(
    'modelUnusable',
    `The model does not load: ${text}`,
    'Download it again, or choose another model.',
  );
}
