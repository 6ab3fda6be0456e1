import { stableHash } from '../stableHash';
import { alignedTable } from '../alignedTable';
import { type ExplainItem, lengthClasses } from './explainItem';
import type { FunctionPlace } from './functionPlaces';

/** The functions of some files of a workspace. */
export interface FunctionsOfWorkspace {
  readonly name: string;
  readonly files: readonly {
    readonly path: string;
    readonly language: string;
    readonly found: readonly FunctionPlace[];
  }[];
}

/**
 * Makes the items: each code once, the lengths in turn, else in an order that only the salt and the items decide. The same files and salt give
 * the same list.
 */
export function explainItems(workspaces: readonly FunctionsOfWorkspace[], salt: string): ExplainItem[] {
  const byCode = new Map<string, ExplainItem>();
  for (const { name: workspace, files } of workspaces)
    for (const { path: file, language, found } of files)
      for (const place of found) {
        const id = `${workspace === '' ? '' : `${workspace}/`}${file}:${place.start}-${place.end}`;
        // Packages hold the same code for several module systems.
        const body = place.code.replace(/\s+/g, ' ');
        if (!byCode.has(body)) byCode.set(body, { id, workspace, file, language, ...place });
      }
  const ranked = lengthClasses.flatMap((length) =>
    [...byCode.values()]
      .filter((item) => item.length === length)
      .map((item) => ({ item, key: stableHash(`${salt}\0${item.id}`) }))
      .sort((a, b) => a.key - b.key || (a.item.id < b.item.id ? -1 : 1))
      .map(({ item }, rank) => ({ item, rank })),
  );
  // Sorting keeps the order of the lengths within a rank.
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** What a list of items consists of. */
export function explainCounts(items: readonly ExplainItem[]): string {
  const languages = [...new Set(items.map(({ language }) => language))].sort();
  const files = new Set(items.map(({ workspace, file }) => `${workspace}/${file}`));
  const rows = lengthClasses.map((length) => {
    const own = items.filter((item) => item.length === length);
    return [
      length,
      `${own.length}`,
      ...languages.map((name) => `${own.filter((item) => item.language === name).length}`),
    ];
  });
  return `${items.length} functions in ${files.size} files\n${alignedTable([['lines', 'all', ...languages], ...rows])}\n`;
}
