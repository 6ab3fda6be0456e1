import type { Command } from 'commander';
import { UsageError } from './usageError';
import type { EngineWish } from './workbench';

/** The options that every command has. */
interface GlobalOptions {
  readonly model: string;
  readonly modelPath: string;
  readonly threads: number;
}

/** What the global options of a command say about the engine. Call inside of a command's action. @throws UsageError */
export function engineWish(command: Command): EngineWish {
  const { model, modelPath, threads } = command.optsWithGlobals<GlobalOptions>();
  // An empty variable in a script must not choose some other model silently.
  if (model.trim() === '') throw new UsageError('--model is empty.', 'Write the id of a model, or "auto".');
  if (modelPath.trim() === '' && command.getOptionValueSourceWithGlobals('modelPath') === 'cli')
    throw new UsageError('--model-path is empty.', 'Write the path of a GGUF file.');
  return { model, modelPath, threads };
}
