import type { BenchItem, ItemKind, ItemTag } from './benchItem';
import { CrossFileNames } from './crossFileNames';
import { firstLine } from './firstLine';
import type { FoundPlace } from './foundPlace';
import type { FileScan } from './scanFile';
import { stableHash } from './stableHash';

export interface ScannedFile extends FileScan {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly language: string;
  readonly text: string;
}

export interface ScannedWorkspace {
  /** Folder relative to the one that holds all workspaces; empty when there is just one. */
  readonly name: string;
  readonly files: readonly ScannedFile[];
}

export interface ItemWish {
  /** Another salt, another choice among the same places. */
  readonly salt: string;
  readonly kinds: readonly ItemKind[];
  /** Only items with all of these. */
  readonly tags: readonly ItemTag[];
  /** Most items of a kind in one file; 0 = all. */
  readonly perFile: number;
}

/** Makes the items of some workspaces, in an order that only the salt and the items decide. The same files give the same list. */
export function buildItems(workspaces: readonly ScannedWorkspace[], wish: ItemWish): BenchItem[] {
  const items = workspaces.flatMap((workspace) => {
    const names = new CrossFileNames(workspace.files.map(({ path, language, facts }) => ({ path, language, facts })));
    return workspace.files.flatMap((file) => capped(itemsOf(workspace.name, file, names), wish));
  });
  return ordered(items, wish.salt);
}

function itemsOf(workspace: string, file: ScannedFile, names: CrossFileNames): BenchItem[] {
  return file.places.map((place) => {
    const { path, text, language } = file;
    const { kind, start, end } = place;
    const [truth, hidden] = [text.slice(start, end), text.slice(0, start) + text.slice(end)];
    const needed = names.among(place.names, file);
    const rest = needed.length === 0 ? '' : withoutImports(file, place);
    const unseen = needed.filter((name) => !hasWord(rest, name));
    return {
      id: `${kind}:${workspace === '' ? '' : `${workspace}/`}${path}:${start}-${end}`,
      kind,
      tags: tagsOf({ truth, hidden, needed, unseen }),
      language,
      ...(workspace === '' ? {} : { workspace }),
      file: path,
      offset: start,
      text: hidden,
      truth,
      needed,
      unseen,
    };
  });
}

interface Tagged {
  readonly truth: string;
  readonly hidden: string;
  readonly needed: readonly string[];
  readonly unseen: readonly string[];
}

function tagsOf({ truth, hidden, needed, unseen }: Tagged): ItemTag[] {
  return [
    ...(hidden.includes(firstLine(truth).trim()) ? (['copy'] as const) : []),
    ...(needed.length > 0 ? (['xfile'] as const) : []),
    ...(unseen.length > 0 ? (['xunseen'] as const) : []),
  ];
}

/** The file without the hidden range and without its import statements. */
function withoutImports({ text, facts }: ScannedFile, place: FoundPlace): string {
  const gone = [...facts.imports, place].map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start);
  let rest = '';
  let at = 0;
  for (const { start, end } of gone) {
    if (start > at) rest += `${text.slice(at, start)}\n`;
    at = Math.max(at, end);
  }
  return rest + text.slice(at);
}

function hasWord(text: string, word: string): boolean {
  const isPart = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_$]/u.test(char);
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return true;
  return false;
}

/** Those of one file that the wish names, at most so many of each kind, whichever the salt puts first. */
function capped(items: readonly BenchItem[], { kinds, tags, perFile, salt }: ItemWish): BenchItem[] {
  return kinds.flatMap((kind) => {
    const fitting = items.filter((item) => item.kind === kind && tags.every((tag) => item.tags.includes(tag)));
    return ordered(fitting, salt).slice(0, perFile === 0 ? undefined : perFile);
  });
}

function ordered(items: readonly BenchItem[], salt: string): BenchItem[] {
  const keyed = items.map((item) => ({ item, key: stableHash(`${salt}\0${item.id}`) }));
  const byId = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return keyed.sort((a, b) => a.key - b.key || byId(a.item.id, b.item.id)).map(({ item }) => item);
}
