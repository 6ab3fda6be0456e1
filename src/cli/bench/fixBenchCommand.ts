import { type Command, InvalidArgumentError, Option } from 'commander';
import { faultKinds } from '../../core/bench/fix/fixItem';
import type { CliTools } from '../cliTools';
import { count } from './countOption';
import { fixArms } from './fixArms';
import { benchFix, type FixBenchOptions } from './fixBench';

const details = `
Makes one fault in a function of TypeScript, JavaScript or Python, asks for a fix, and judges it by what the fixer has not seen. Half of the
items come with an error that a checker reports (TypeScript of PATH, or pyright, mypy or ruff), half with a check that fails: exported
functions are called on drawn inputs in a copy of the folder, and half of the calls are kept from the fixer. TypeScript is run by Node 22.18
or later. The functions of the folders are run: name no folders that you do not trust.
An arm is "shot" (the first answer, unchecked), "checked" (up to four, checked), "retry" (and one repair), or "offered" (without the
model; only for missing imports and misspelt names).
The folder of --out gets tried.jsonl, items.jsonl, results.jsonl, report.json and report.txt. Called again, the command goes on where it was
stopped; other code, files or options begin anew.`;

/** `plinth bench fix`. */
export function addFixBenchCommand(bench: Command, tools: CliTools): void {
  const option = (flags: string, about: string): Option => new Option(flags, about);
  bench
    .command('fix')
    .argument('<folder...>', 'workspaces to take the functions from')
    .description('measure how many faults are fixed, and what harm is done')
    .requiredOption('--out <folder>', 'folder for items, answers and report')
    .addOption(
      option('--arms <names>', `some of ${fixArms.join(', ')}, each compared with those before it`)
        .default(['shot', 'checked', 'retry', 'offered'], fixArms.join(','))
        .argParser(someOf('arm', fixArms)),
    )
    .addOption(
      option('--kinds <kinds>', `some of ${faultKinds.join(', ')}`)
        .default([...faultKinds], 'all')
        .argParser(someOf('kind', faultKinds)),
    )
    .addOption(
      option('--limit <n>', 'most faults, half of them with a failing check; 0 = all').default(0).argParser(count),
    )
    .addOption(
      option('--correct <n>', 'most correct functions, which are to be left alone').default(40).argParser(count),
    )
    .addOption(option('--per-file <n>', 'most items of a kind in one file; 0 = all').default(2).argParser(count))
    .option('--salt <text>', 'another salt chooses other items', '1')
    .option('--items-only', 'write and count the items, ask nothing')
    .addHelpText('after', details)
    .action((folders: readonly string[], options: FixBenchOptions, command: Command) =>
      benchFix(folders, options, command, tools),
    );
}

function someOf<T extends string>(noun: string, known: readonly T[]): (text: string) => T[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    const wrong = names.find((name) => !known.some((one) => one === name));
    if (wrong !== undefined) throw new InvalidArgumentError(`There is no ${noun} "${wrong}"; use ${known.join(', ')}.`);
    return known.filter((one) => names.includes(one));
  };
}
