import { describe, expect, it } from 'vitest';
import type { Log } from '../../../src/base/log';
import { languages } from '../../../src/core/syntax/languages';
import { createGrammars, readGrammarFile } from '../../cases/syntax/grammarFiles';

function recordingLog(): { log: Log; errors: string[] } {
  const errors: string[] = [];
  const ignore = (): void => undefined;
  return { errors, log: { debug: ignore, info: ignore, warn: ignore, error: (message) => errors.push(message) } };
}

describe('Grammars', () => {
  it.each(Object.keys(languages))('loads %s with its queries', async (languageId) => {
    const grammar = await createGrammars().load(languageId);
    expect(grammar?.scopes.captureNames).toEqual(
      expect.arrayContaining(['function', 'class', 'block', 'statement', 'name']),
    );
    expect(grammar?.query('facts')?.captureNames).toEqual(expect.arrayContaining(['name', 'body', 'import', 'module']));
    expect(grammar?.query('references')?.captureNames).toEqual(expect.arrayContaining(['call', 'value', 'binding']));
    expect(grammar?.query('facts')).toBe(grammar?.query('facts'));
  });

  it('does not know other languages, nor names that every object has', async () => {
    const grammars = createGrammars();
    expect(await grammars.load('cobol')).toBeUndefined();
    expect(await grammars.load('constructor')).toBeUndefined();
    expect(await grammars.load('__proto__')).toBeUndefined();
  });

  it('reads a grammar once, however often it is asked for at the same time', async () => {
    const names: string[] = [];
    const grammars = createGrammars((name) => {
      names.push(name);
      return readGrammarFile(name);
    });
    await Promise.all([grammars.load('go'), grammars.load('go'), grammars.load('go')]);
    const queries = ['go/definitions.scm', 'go/imports.scm', 'go/references.scm', 'go/scopes.scm'];
    expect(names.sort()).toEqual([...queries, 'tree-sitter-go.wasm', 'web-tree-sitter.wasm']);
  });

  it.each([
    ['is missing', () => Promise.reject(new Error('no such file'))],
    ['is empty', () => Promise.resolve(new Uint8Array())],
    ['is garbage', () => Promise.resolve(new Uint8Array([1, 2, 3, 4]))],
    ['is cut in half', async () => (await readGrammarFile('tree-sitter-rust.wasm')).slice(0, 100_000)],
  ])('a grammar that %s takes no other along', async (_, read) => {
    const { log, errors } = recordingLog();
    const grammars = createGrammars((name) => (name === 'tree-sitter-rust.wasm' ? read() : readGrammarFile(name)), log);
    expect(await grammars.load('rust')).toBeUndefined();
    expect(await grammars.load('rust')).toBeUndefined();
    expect(await grammars.load('go')).toBeDefined();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('rust');
  });

  it.each(['ruby', 'csharp', 'kotlin'])(
    'a grammar of %s that is cut in half takes no other along',
    async (languageId) => {
      const { log, errors } = recordingLog();
      const file = `tree-sitter-${languages[languageId]?.grammar}.wasm`;
      const grammars = createGrammars(async (name) => {
        const bytes = await readGrammarFile(name);
        return name === file ? bytes.slice(0, bytes.length / 2) : bytes;
      }, log);
      expect(await grammars.load(languageId)).toBeUndefined();
      expect(await grammars.load('lua')).toBeDefined();
      expect(errors).toEqual([expect.stringContaining(languageId)]);
    },
  );

  it('a query that names unknown nodes takes no other along', async () => {
    const { log, errors } = recordingLog();
    const broken = new TextEncoder().encode('(no_such_node) @block');
    const grammars = createGrammars(
      (name) => (name === 'go/scopes.scm' ? Promise.resolve(broken) : readGrammarFile(name)),
      log,
    );
    expect(await grammars.load('go')).toBeUndefined();
    expect(await grammars.load('java')).toBeDefined();
    expect(errors).toHaveLength(1);
  });
});
