import { type Command, InvalidArgumentError, Option } from 'commander';
import { armOf, type BenchArm } from '../../core/bench/arms';
import { codeKinds, itemKinds, itemTags } from '../../core/bench/benchItem';
import type { CliTools } from '../cliTools';
import { count } from './countOption';
import { benchQuality, type QualityOptions } from './benchQuality';

const details = `
Takes text out of the files of the workspaces, asks for it again, and compares the answers of some arms item by item.
An arm is "none" (nothing but the file), "plain" (nor the order of the prompt that the product keeps), "lines3" (as "none", with
the last three lines as they stand in the prompt after three Enters; or another number), "context" (as the product does it), or
sources of context joined by "+": usages, signatures (imports and definitions), members, similar, counterpart, outline.
Behind an arm with context "@file" and "@cursor" make it comments above the file or above the cursor's line, "@first" puts the
best of it first instead of last.
The folder of --out gets items.jsonl (which "plinth complete --batch" takes as well), results.jsonl, report.json and
report.txt. Called again, the command goes on where it was stopped; other code, files or options begin anew.`;

/** `plinth bench quality`. */
export function addQualityCommand(bench: Command, tools: CliTools): void {
  const option = (flags: string, about: string): Option => new Option(flags, about);
  bench
    .command('quality')
    .argument('<folder...>', 'workspaces to take the items from')
    .description('measure how good completions are, with and without context of other files')
    .requiredOption('--out <folder>', 'folder for items, answers and report')
    .addOption(
      option('--arms <names>', 'arms to compare, the first with each other one')
        .default(armsOf('none,context'), 'none,context')
        .argParser(armsOf),
    )
    .addOption(
      option('--kinds <kinds>', 'some of line, call, body, insideWord, beforeWord, afterWord, lineStart')
        .default(codeKinds, codeKinds.join(','))
        .argParser(listOf('kind', itemKinds)),
    )
    .addOption(
      option('--tags <tags>', 'only items that have all of these: copy, xfile, xunseen')
        .default([], 'any')
        .argParser(listOf('tag', itemTags)),
    )
    .addOption(option('--limit <n>', 'most items; 0 = all').default(0).argParser(count))
    .addOption(option('--per-file <n>', 'most items of a kind in one file; 0 = all').default(3).argParser(count))
    .addOption(option('--prompt-tokens <n>', 'tokens of each prompt').default(768).argParser(count))
    .addOption(option('--context-tokens <n>', 'how many of them for context (default: a third)').argParser(count))
    .option('--salt <text>', 'another salt chooses other items', '1')
    .option('--items-only', 'write and count the items, ask nothing')
    .addHelpText('after', details)
    .action(async (folders: readonly string[], options: QualityOptions, command: Command) =>
      benchQuality(folders, options, command, tools),
    );
}

function armsOf(text: string): BenchArm[] {
  return text.split(',').map((name) => {
    const arm = armOf(name.trim());
    if (arm === undefined) throw new InvalidArgumentError(`There is no arm "${name.trim()}".`);
    return arm;
  });
}

function listOf<T extends string>(noun: string, known: readonly T[]): (text: string) => T[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    const wrong = names.find((name) => !known.some((one) => one === name));
    if (wrong !== undefined) throw new InvalidArgumentError(`There is no ${noun} "${wrong}"; use ${known.join(', ')}.`);
    return known.filter((one) => names.includes(one));
  };
}
