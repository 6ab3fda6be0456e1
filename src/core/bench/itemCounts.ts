import { type BenchItem, codeKinds, cursorKinds, itemTags } from './benchItem';

/** What a list of items consists of, in a few lines. */
export function itemCounts(items: readonly BenchItem[]): string {
  const files = new Set(items.map(({ workspace = '', file }) => `${workspace}/${file}`));
  const languages = [...new Set(items.map(({ language }) => language))].sort();
  const workspaces = [...new Set(items.flatMap(({ workspace }) => workspace ?? []))].sort();
  const countOf = (fits: (item: BenchItem) => boolean): number => items.filter(fits).length;
  const kinds = [...codeKinds, ...cursorKinds.filter((kind) => items.some((item) => item.kind === kind))];
  const lines: readonly (readonly string[])[] = [
    kinds.map((kind) => `${kind} ${countOf((item) => item.kind === kind)}`),
    itemTags.map((tag) => `${tag} ${countOf(({ tags }) => tags.includes(tag))}`),
    languages.map((name) => `${name} ${countOf(({ language }) => language === name)}`),
    workspaces.map((name) => `${name} ${countOf(({ workspace }) => workspace === name)}`),
  ];
  const rows = lines.filter((parts) => parts.length > 0).map((parts) => `  ${parts.join(', ')}\n`);
  return `${items.length} items in ${files.size} files\n${rows.join('')}`;
}
