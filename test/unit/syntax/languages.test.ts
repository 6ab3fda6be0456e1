import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageIdOf } from '../../../src/cli/languageId';
import { languages } from '../../../src/core/syntax/languages';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

describe('languages', () => {
  it.each(Object.entries(languages))('%s has its queries, its grammar and its cases', (languageId, entry) => {
    for (const query of ['scopes', 'definitions', 'imports', 'references']) {
      expect(existsSync(path.join(root, 'grammars', entry.queries, `${query}.scm`)), query).toBe(true);
    }
    for (const folder of ['cut', 'facts']) {
      expect(existsSync(path.join(root, 'test', 'cases', 'syntax', folder, `${languageId}.txt`)), folder).toBe(true);
    }
    expect(readFileSync(path.join(root, 'esbuild.js'), 'utf8')).toContain(`'${entry.grammar}'`);
  });

  it('gives each file extension to one language, and the command line knows them all', () => {
    for (const [languageId, { extensions }] of Object.entries(languages)) {
      expect(extensions).not.toEqual([]);
      for (const extension of extensions) expect(languageIdOf(`/w/a.${extension.toUpperCase()}`)).toBe(languageId);
    }
  });

  it('knows other common files, and takes the rest as plain text', () => {
    expect(languageIdOf('a.b.cs')).toBe('csharp');
    expect(languageIdOf('run.bash')).toBe('shellscript');
    for (const name of ['a', 'a.unknown', '.ts', 'a.constructor', 'a.__proto__'])
      expect(languageIdOf(name)).toBe('plaintext');
  });
});
