import { extensionOf } from './paths';

/** Languages that write comments, strings, imports and module names alike. */
export type LexicalFamily =
  'script' | 'python' | 'go' | 'jvm' | 'csharp' | 'rust' | 'c' | 'ruby' | 'php' | 'lua' | 'bash' | 'other';

const endings: Readonly<Record<Exclude<LexicalFamily, 'other'>, readonly string[]>> = {
  script: ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'jsx', 'vue', 'svelte'],
  python: ['py', 'pyi', 'pyw'],
  go: ['go'],
  jvm: ['java', 'kt', 'kts', 'scala', 'groovy'],
  csharp: ['cs', 'csx'],
  rust: ['rs'],
  c: ['c', 'h', 'cc', 'cpp', 'cxx', 'hh', 'hpp', 'hxx', 'ino', 'inl', 'ipp'],
  ruby: ['rb', 'rake', 'gemspec'],
  php: ['php', 'phtml'],
  lua: ['lua'],
  bash: ['sh', 'bash', 'zsh', 'ksh'],
};

const families: ReadonlyMap<string, LexicalFamily> = new Map(
  Object.entries(endings).flatMap(([family, list]) => list.map((ending) => [ending, family as LexicalFamily])),
);

/** By the ending of the file's name. */
export function lexicalFamilyOf(path: string): LexicalFamily {
  return families.get(extensionOf(path)) ?? 'other';
}
