import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { languages } from '../../src/core/syntax/languages';
import { maxVsixBytes } from '../harness/targets.mjs';
import { unzip } from '../harness/unzip.mjs';

interface Manifest {
  readonly main: string;
  readonly engines: { readonly vscode: string };
  readonly enabledApiProposals?: unknown;
}

/** Loads the native part the way the engine does: nothing is compiled and nothing is downloaded. */
const loadEngine = `
  import { getLlama } from 'node-llama-cpp';
  const llama = await getLlama({ build: 'never', skipDownload: true, gpu: false, maxThreads: 1, logger: () => undefined });
  console.log(llama.gpu === false ? 'loaded' : 'wrong backend');
  await llama.dispose();`;

/** Each language's grammar and queries. */
const grammarFiles = Object.values(languages).flatMap(({ grammar, queries }) => [
  `grammars/tree-sitter-${grammar}.wasm`,
  ...['scopes', 'definitions', 'imports', 'references'].map((name) => `grammars/${queries}/${name}.scm`),
]);

describe('the packed extension', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-vsix-'));
  let names: string[] = [];
  beforeAll(() => {
    names = unzip(inject('vsix'), folder);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('is small enough to download', () => {
    expect(fs.statSync(inject('vsix')).size).toBeLessThanOrEqual(maxVsixBytes);
  });

  it('has what runs and what must be said, and nothing that only builds', () => {
    const files = ['extension.js', 'worker.mjs', 'checker.mjs', 'engine.mjs', 'cli.mjs', 'panel.js', ...grammarFiles];
    for (const file of files) expect(names).toContain(`extension/dist/${file}`);
    expect(names).toEqual(
      expect.arrayContaining(['extension/readme.md', 'extension/changelog.md', 'extension/LICENSE.txt']),
    );
    expect(names.filter((name) => /\.(map|ts|c|cpp|h|bundle|gguf)$|^extension\/(src|test)\//.test(name))).toEqual([]);
  });

  it('names the licence of every package in it', () => {
    const notices = fs.readFileSync(path.join(folder, 'extension', 'THIRD-PARTY-NOTICES.md'), 'utf8');
    const shipped = names.flatMap((name) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(name)?.[1] ?? []);
    expect(shipped.length).toBeGreaterThan(30);
    const bundled = [
      'web-tree-sitter',
      'vscode-jsonrpc',
      'markdown-it',
      'tree-sitter-python',
      'tree-sitter-c-sharp',
      '@tree-sitter-grammars/tree-sitter-kotlin',
      'llama.cpp and ggml',
    ];
    expect([...shipped, ...bundled].filter((name) => !notices.includes(`## ${name} `))).toEqual([]);
  });

  it('asks for nothing that is not stable', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'extension', 'package.json'), 'utf8')) as Manifest;
    expect(manifest.enabledApiProposals).toBeUndefined();
    expect(manifest.engines.vscode).toBe('^1.106.0');
    expect(fs.existsSync(path.join(folder, 'extension', manifest.main))).toBe(true);
  });

  it('loads the native part of the engine from its own files', () => {
    const script = path.join(folder, 'extension', 'dist', 'loadEngine.mjs');
    fs.writeFileSync(script, loadEngine);
    expect(execFileSync(process.execPath, [script], { encoding: 'utf8', cwd: folder }).trim()).toBe('loaded');
  });
});
