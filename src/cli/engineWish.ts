import type { Command } from 'commander';
import type { EngineWish } from './workbench';

/** The options that every command has. */
interface GlobalOptions {
  readonly model: string;
  readonly modelPath: string;
  readonly threads: number;
}

/** What the global options of a command say about the engine. Call inside of a command's action. */
export function engineWish(command: Command): EngineWish {
  const { model, modelPath, threads } = command.optsWithGlobals<GlobalOptions>();
  return { model, modelPath, threads };
}
