import { faultKinds, type FixItem } from './fixItem';

/** What a list of items consists of, in a few lines. */
export function fixCounts(items: readonly FixItem[]): string {
  const files = new Set(items.map(({ workspace = '', file }) => `${workspace}/${file}`));
  const count = (fits: (item: FixItem) => boolean): number => items.filter(fits).length;
  const named = (names: readonly string[], of: (item: FixItem) => string | undefined): string =>
    names.map((name) => `${name} ${count((item) => of(item) === name)}`).join(', ');
  const all = (of: (item: FixItem) => string | undefined): string[] =>
    [...new Set(items.flatMap((item) => of(item) ?? []))].sort();
  const lines = [
    named([...faultKinds, 'correct'], ({ kind }) => kind),
    `with a diagnostic ${count(({ proof }) => proof === 'diagnostic')}, with a failing check ${count(({ proof }) => proof === 'check')}, ` +
      `judged by calls ${count(({ hidden }) => hidden.length > 0)}`,
    named(
      all(({ language }) => language),
      ({ language }) => language,
    ),
    named(
      all(({ workspace }) => workspace),
      ({ workspace }) => workspace,
    ),
  ];
  const rows = lines.filter((line) => line !== '').map((line) => `  ${line}\n`);
  return `${items.length} items in ${files.size} files\n${rows.join('')}`;
}
