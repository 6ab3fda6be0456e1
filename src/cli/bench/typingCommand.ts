import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliTools } from '../cliTools';
import { benchTyping, type TypingOptions } from './benchTyping';
import { count, countFromOne } from './countOption';

const details = `
Takes the bodies of some functions out of files of the folders and types them again, key by key, as an editor passes on
what a person types: with mistakes, pauses, jumps, closers that come by themselves, and suggestions that are taken over.
The same files, seed and options give the same keys. Files are made as long as --lines says by others of their language.
With --peer a llama-server on this machine is asked on the same keys as llama.vscode does; both take turns, A B B A.
Times hold on an idle machine only, and only beside each other. VS Code itself waits 50 ms before it asks anybody; that
is in neither side's times. With --as-fast each key waits until the one before is answered, pauses cost nothing, and,
without --peer, sizes do not follow the speed of the machine, so that the counts of tokens are the same each time.
The folder of --out gets records.jsonl, report.json and report.txt. Called again, the command goes on where it was
stopped; other code, files or options begin anew.`;

/** `plinth bench typing`. */
export function addTypingCommand(bench: Command, tools: CliTools): void {
  const option = (flags: string, about: string): Option => new Option(flags, about);
  bench
    .command('typing')
    .argument('<folder...>', 'workspaces to take the typing from')
    .description('measure what somebody who types meets: times, tokens read, stale suggestions')
    .requiredOption('--out <folder>', 'folder for records and report')
    .addOption(option('--seed <n>', 'another seed, other keys').default(1).argParser(count))
    .addOption(option('--traces <n>', 'most files that are typed into').default(12).argParser(countFromOne))
    .addOption(option('--keys <n>', 'most keys of a file').default(200).argParser(countFromOne))
    .addOption(
      option('--lines <list>', 'lengths that the files have, in turn')
        .default([100, 1_000, 10_000, 50_000], '100,1000,10000,50000')
        .argParser(listOfCounts),
    )
    .option('--as-fast', 'each key waits for the answer to the one before')
    .option('--no-cache', 'no side remembers answers')
    .option('--peer <url>', 'a llama-server on this machine to compare with')
    .addOption(option('--peer-chunks <n>', 'excerpts of other files that it is sent').default(16).argParser(count))
    .addHelpText('after', details)
    .action(async (folders: readonly string[], options: TypingOptions, command: Command) =>
      benchTyping(folders, options, command, tools),
    );
}

function listOfCounts(text: string): number[] {
  const counts = text.split(',').map((part) => countFromOne(part.trim()));
  if (counts.some((lines) => lines > 100_000)) throw new InvalidArgumentError('A file has at most 100000 lines here.');
  return counts;
}
