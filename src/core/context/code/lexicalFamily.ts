import { languages } from '../../syntax/languages';
import { extensionOf } from '../paths';

/** Languages that write comments, strings, imports and module names alike. */
export type LexicalFamily =
  'script' | 'python' | 'go' | 'jvm' | 'csharp' | 'rust' | 'c' | 'ruby' | 'php' | 'lua' | 'bash' | 'other';

/** By the folder of a language's queries. */
const byQueries: Readonly<Record<string, LexicalFamily>> = {
  typescript: 'script',
  javascript: 'script',
  python: 'python',
  go: 'go',
  java: 'jvm',
  kotlin: 'jvm',
  csharp: 'csharp',
  rust: 'rust',
  c: 'c',
  cpp: 'c',
  ruby: 'ruby',
  php: 'php',
  lua: 'lua',
  bash: 'bash',
};

const families: ReadonlyMap<string, LexicalFamily> = new Map(
  Object.values(languages).flatMap(({ extensions, queries }) =>
    extensions.map((extension) => [extension, byQueries[queries] ?? 'other']),
  ),
);

/** By the ending of the file's name. */
export function lexicalFamilyOf(path: string): LexicalFamily {
  return families.get(extensionOf(path)) ?? 'other';
}
