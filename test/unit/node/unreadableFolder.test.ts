import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const src = path.resolve(import.meta.dirname, '../../../src');
const code = `
  import { IgnoreFiles } from '${src}/node/ignoreFiles';
  import { SourceReader } from '${src}/node/sourceReader';
  import { walkRoot } from '${src}/node/walkRoot';
  const root = process.argv[2];
  const skipped = [];
  const onSkip = (reason, relative) => skipped.push(reason + ' ' + relative);
  const options = { root, ignoreFiles: new IgnoreFiles(root), exclude: [], extensions: new Set(['ts']), onSkip };
  const found = [...walkRoot(options)];
  const read = found.map((name) => new SourceReader().read(root + '/' + name).skip ?? 'read');
  console.log(JSON.stringify({ found, read, skipped }));
`;

/** The user that has no rights, since the system's administrator may read everything. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

it('a folder and a file without read rights are passed over', async () => {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-rights-'));
  try {
    const root = path.join(top, 'root');
    for (const folder of ['open', 'closed']) fs.mkdirSync(path.join(root, folder), { recursive: true });
    for (const name of ['open/a.ts', 'closed/b.ts', 'c.ts']) fs.writeFileSync(path.join(root, name), 'let a;');
    const script = path.join(top, 'walk.mjs');
    await build({
      stdin: { contents: code, resolveDir: path.resolve(src, '..'), loader: 'ts' },
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
    });
    fs.chmodSync(top, 0o755);
    fs.chmodSync(path.join(root, 'closed'), 0o000);
    fs.chmodSync(path.join(root, 'c.ts'), 0o000);
    const output = execFileSync(process.execPath, [script, root], { ...nobody, cwd: top, encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual({
      found: ['c.ts', 'open/a.ts'],
      read: ['unreadable', 'read'],
      skipped: ['unreadable closed'],
    });
  } finally {
    fs.chmodSync(path.join(top, 'root/closed'), 0o755);
    fs.rmSync(top, { recursive: true, force: true });
  }
});
