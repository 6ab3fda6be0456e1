import path from 'node:path';
import { languages } from '../core/syntax/languages';

/** Common languages that have no grammar here. */
const withoutGrammar: Readonly<Record<string, readonly string[]>> = {
  swift: ['swift'],
  scala: ['scala'],
  sql: ['sql'],
  css: ['css'],
  scss: ['scss'],
  html: ['html'],
  vue: ['vue'],
  svelte: ['svelte'],
  json: ['json'],
  yaml: ['yaml', 'yml'],
  toml: ['toml'],
  markdown: ['md'],
};

/** The editor's language ids by file extension. */
const byExtension: ReadonlyMap<string, string> = new Map(
  [
    ...Object.entries(languages).map(([id, { extensions }]) => [id, extensions] as const),
    ...Object.entries(withoutGrammar),
  ].flatMap(([id, extensions]) => extensions.map((extension) => [extension, id] as const)),
);

/** The editor's language id for a file by its name; `plaintext` when the name says nothing. */
export function languageIdOf(file: string): string {
  return byExtension.get(path.extname(file).slice(1).toLowerCase()) ?? 'plaintext';
}
