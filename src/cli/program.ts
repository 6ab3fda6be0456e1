import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { describeError, PlainError } from '../base/errors';
import { settingSpecs } from '../core/settings';
import { addBenchCommand } from './bench/benchCommand';
import type { CliTools } from './cliTools';
import { addCompleteCommand } from './completeCommand';
import { addContextCommand } from './contextCommand';
import { addDoctorCommand } from './doctorCommand';
import { addExplainCommand } from './explainCommand';
import { addFixCommand } from './fixCommand';
import { addHintCommand } from './hintCommand';
import { addModelsCommand } from './modelsCommand';
import { UsageError } from './usageError';

const footer = `
Lines and columns begin at 1; columns count UTF-16 units, as editors do.
Exit codes: 0 done, 1 failure, 2 wrong use, 130 stopped with Ctrl+C.`;

/**
 * Runs one command line (without the program's own name) and returns its exit code: 0 done, 2 wrong use, 1 failure. Whatever fails is told
 * in one line on standard error; a stack follows with `--debug` only. Never rejects.
 */
export async function runCli(args: readonly string[], tools: CliTools): Promise<number> {
  try {
    if (args.length === 0) throw new UsageError('No command was given.', 'See "plinth --help".');
    await buildProgram(tools).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    tools.io.err(`plinth: ${oneLine(error)}\n`);
    if (args.includes('--debug') && error instanceof Error) tools.io.err(`${error.stack ?? ''}\n`);
    const isWrongUse = error instanceof UsageError || error instanceof CommanderError;
    return isWrongUse || (error instanceof PlainError && error.code === 'modelUnknown') ? 2 : 1;
  }
}

function buildProgram(tools: CliTools): Command {
  const { io } = tools;
  const program = new Command('plinth')
    .description('Code completion, explanations and fixes from a model that runs on this machine.')
    .version(tools.version)
    .addHelpText('after', footer)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    // Errors are told in one line by runCli; help that was not asked for is left out.
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: () => undefined, outputError: () => undefined });
  program
    .option('--model <id>', 'model of the catalogue, or "auto"', settingSpecs.model.default)
    .option('--model-path <file>', 'a GGUF file of your own; used instead of --model', settingSpecs.modelPath.default)
    .addOption(
      new Option('--threads <n>', 'threads for the engine; 0 = by the cores').default(0).argParser(threadCount),
    )
    .option('--debug', 'write the log and stack traces to standard error');
  addCompleteCommand(program, tools);
  addContextCommand(program, tools);
  addExplainCommand(program, tools);
  addFixCommand(program, tools);
  addHintCommand(program, tools);
  addModelsCommand(program, tools);
  addDoctorCommand(program, tools);
  addBenchCommand(program, tools);
  return program;
}

function threadCount(text: string): number {
  const { maximum = Infinity } = settingSpecs.threads;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Infinity;
  if (count > maximum) throw new InvalidArgumentError(`Give a whole number from 0 to ${maximum}.`);
  return count;
}

function oneLine(error: unknown): string {
  const isHelp = error instanceof CommanderError && error.code === 'commander.help';
  const text = isHelp ? 'A part of the command is missing. See "plinth --help".' : describeError(error);
  return text
    .replace(/^error: /, '')
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .trim();
}
