import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../../../src/base/clock';
import type { Log } from '../../../../src/base/log';
import { editorCheckers } from '../../../../src/client/check/editorCheckers';

const folder = mkdtempSync(path.join(tmpdir(), 'plinth-editor-checkers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that says which TypeScript it was given, and ends. */
const checkerFile = path.join(folder, 'checker.mjs');
writeFileSync(checkerFile, 'process.stderr.write(process.argv[2]);\n');
const typeScript = path.join(folder, 'extensions', 'node_modules', 'typescript');
mkdirSync(path.join(typeScript, 'lib'), { recursive: true });
writeFileSync(path.join(typeScript, 'package.json'), '{ "version": "5.9.3" }');
writeFileSync(path.join(typeScript, 'lib', 'typescript.js'), '');

const file = path.join(folder, 'a.ts');
const question = { path: file, root: folder, languageId: 'typescript', before: '', candidates: [], unsaved: {} };

async function linesOf(isTrusted: boolean): Promise<readonly string[]> {
  const lines: string[] = [];
  const record = (message: string): void => void lines.push(message);
  const log: Log = { debug: record, info: record, warn: record, error: record };
  const checkers = editorCheckers({
    checkerFile,
    appRoot: folder,
    isTrusted: () => isTrusted,
    interpreters: () => Promise.resolve([]),
    clock: systemClock,
    log,
  });
  try {
    expect(await checkers.check(question, new AbortController().signal)).toBeUndefined();
    if (isTrusted) await expect.poll(() => lines).toContainEqual(expect.stringMatching(/^The checker ended/));
  } finally {
    await checkers.dispose();
  }
  return lines;
}

it("asks the editor's own TypeScript", async () => {
  expect(await linesOf(true)).toContain(`Checker: ${typeScript}`);
});

it('starts nothing without trust', async () => {
  expect(await linesOf(false)).toEqual([]);
});
