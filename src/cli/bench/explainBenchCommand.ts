import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExplainDepth } from '../../protocol/panel';
import type { CliTools } from '../cliTools';
import { count } from './countOption';
import { benchExplain, type ExplainBenchOptions } from './explainBench';

const allDepths: readonly ExplainDepth[] = ['sentence', 'normal', 'lines'];

const details = `
Has functions of the folders explained, short and long ones in turn, each at each depth, and compares what is said with what is
there: names that exist in the selection, its file or the index, called names and parameters that are mentioned, answers that
repeat themselves, are cut, are too long or too short, leave a code fence open or are in another language. The time to the first
word stands beside 1.2 x the tokens of the prompt by the speed that the engine has measured, and 150 ms. Times hold on an
idle machine only. Lengths are short (3 to 9 lines), middle (10 to 27), thirty (28 to 32) and long (33 to 80).
With --round-trip the items are exported functions of TypeScript, JavaScript and Python that give known results when they are called on drawn
inputs in a copy of their folder. The model writes each again from its signature and the words of an explanation, blocks of code left
out; the function is put in the place of the old one, and the same calls are made. Beside it stands what is written from the signature
alone. Explanations line by line quote much of the code. There is no bar for it, and it takes about twice the time. TypeScript is
run by Node 22.18 or later. The functions of the folders and what the model writes are run: name no folders that you do not trust.
The folder of --out gets items.jsonl, results.jsonl, report.json and report.txt, with --round-trip calls.jsonl and written.jsonl, too.
Called again, the command goes on where it was stopped; other code, files or options begin anew.`;

/** `plinth bench explain`. */
export function addExplainBenchCommand(bench: Command, tools: CliTools): void {
  const option = (flags: string, about: string): Option => new Option(flags, about);
  bench
    .command('explain')
    .argument('<folder...>', 'workspaces to take the functions from')
    .description('measure how true, complete and quick explanations are')
    .requiredOption('--out <folder>', 'folder for items, answers and report')
    .addOption(option('--limit <n>', 'most functions; 0 = all').default(60).argParser(count))
    .addOption(
      option('--depths <names>', 'some of sentence, normal, lines')
        .default(allDepths, allDepths.join(','))
        .argParser(depthsOf),
    )
    .option('--salt <text>', 'another salt chooses other functions', '1')
    .option('--items-only', 'write and count the items, ask nothing')
    .option('--round-trip', 'have the functions written again from their explanations, and run them')
    .addHelpText('after', details)
    .action(async (folders: readonly string[], options: ExplainBenchOptions, command: Command) =>
      benchExplain(folders, options, command, tools),
    );
}

function depthsOf(text: string): ExplainDepth[] {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !allDepths.some((depth) => depth === name));
  if (wrong !== undefined) throw new InvalidArgumentError(`There is no depth "${wrong}"; use ${allDepths.join(', ')}.`);
  return allDepths.filter((depth) => names.includes(depth));
}
