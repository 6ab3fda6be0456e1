import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/base/clock';
import type { Log } from '../../../../src/base/log';
import { PythonChecker } from '../../../../src/client/check/python/pythonChecker';
import type { CheckQuestion } from '../../../../src/protocol/check';

const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;
const never = new AbortController().signal;
const lines: string[] = [];
const record = (message: string): void => void lines.push(message);
const log: Log = { debug: record, info: record, warn: record, error: record };
const checkers: PythonChecker[] = [];
let folder = '';
let root = '';
let bin = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'plinth-python-')));
  root = path.join(folder, 'workspace');
  bin = path.join(folder, 'bin');
  mkdirSync(path.join(root, 'pkg'), { recursive: true });
  mkdirSync(bin);
  for (const name of ['__init__.py', 'mod.py', 'other.py']) writeFileSync(path.join(root, 'pkg', name), '# On disk.\n');
});
afterEach(async () => {
  await Promise.all(checkers.splice(0).map((checker) => checker.dispose()));
  lines.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

/** A program of the environment; the code sees its arguments as `args` and has `log(text)`, which `calls` reads. */
function tool(name: string, version: string, code: string, into = bin): void {
  const file = path.join(into, name);
  const head = `#!${process.execPath}
const fs = require('fs'); const path = require('path'); const args = process.argv.slice(2);
const log = (text) => fs.appendFileSync(${JSON.stringify(path.join(folder, 'calls'))}, text + '\\n');
if (args.includes('--version')) { log('version'); console.log(${JSON.stringify(version)}); process.exit(0); }
`;
  writeFileSync(file, head + code);
  chmodSync(file, 0o755);
}

function calls(): string[] {
  const file = path.join(folder, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

function createChecker(searchPath = bin, more: Readonly<Record<string, string>> = {}): PythonChecker {
  const env = { ...more, PATH: searchPath };
  const patient = { coldMs: 60_000, warmMs: 60_000 };
  const checker = new PythonChecker({
    interpreters: () => Promise.resolve([]),
    clock: systemClock,
    log,
    env,
    ...patient,
  });
  checkers.push(checker);
  return checker;
}

function question(before: string, candidates: readonly string[] = [], more: Partial<CheckQuestion> = {}) {
  const file = path.join(root, 'pkg', 'mod.py');
  return { path: file, root, languageId: 'python', before, candidates, unsaved: {}, ...more };
}

/** Reports the word `bad` wherever it stands in a file of the scratch folder, and what it sees around. */
const pyright = `
const project = args[args.indexOf('--project') + 1];
const config = JSON.parse(fs.readFileSync(path.join(project, 'pyrightconfig.json'), 'utf8'));
log('mode ' + (fs.statSync(project).mode & 0o777).toString(8));
const generalDiagnostics = config.include.flatMap((name) => {
  const file = path.join(project, name); const text = fs.readFileSync(file, 'utf8');
  log(name + ': ' + fs.readFileSync(path.join(path.dirname(file), 'other.py'), 'utf8').trim());
  const at = text.indexOf('bad');
  return at < 0 ? [] : [{ file, severity: 'error', message: 'bad', rule: 'reportBad',
    range: { start: { line: 0, character: at }, end: { line: 0, character: at + 3 } } }];
});
console.log(JSON.stringify({ generalDiagnostics })); process.exit(1);`;

describe('PythonChecker', () => {
  it('has pyright look at all texts in one run, outside of the workspace', async () => {
    tool('pyright', 'pyright 1.1.400', pyright);
    const asked = question('bad\n', ['good\n', '  bad\n'], {
      unsaved: { [path.join(root, 'pkg/other.py')]: '# Open.\n' },
    });
    const answer = await createChecker().check(asked, never);
    expect(answer).toMatchObject({
      checker: 'pyright 1.1.400',
      level: 'types',
      before: [{ start: 0, code: 'reportBad' }],
    });
    expect(answer?.after.map((each) => each.map(({ start }) => start))).toEqual([[], [2]]);
    const files = ['0', '1', '2'].map((name) => `${path.join(name, 'pkg', 'mod.py')}: # Open.`);
    expect(calls()).toEqual(['version', 'mode 700', ...files]);
    expect(readdirSync(path.join(root, 'pkg')).sort()).toEqual(['__init__.py', 'mod.py', 'other.py']);
    expect(readFileSync(path.join(root, 'pkg/mod.py'), 'utf8')).toBe('# On disk.\n');
    await createChecker().check(question('bad\n'), never);
    expect(calls().at(-1)).toBe(`${path.join('0', 'pkg', 'mod.py')}: # On disk.`);
  });

  it('looks at files that import the checked one, once there is a candidate', async () => {
    tool('pyright', 'pyright 1.1.400', pyright);
    const user = path.join(root, 'pkg', 'other.py');
    writeFileSync(user, 'from .mod import f\n');
    const unsaved = { [user]: 'from .mod import bad\n' };
    const checker = createChecker();
    expect((await checker.check(question('x\n', [], { unsaved }), never))?.before).toEqual([]);
    const answer = await checker.check(question('x\n', ['y\n'], { unsaved }), never);
    const found = { start: 17, end: 20, code: 'reportBad', path: user };
    expect(answer).toMatchObject({ before: [found], after: [[found]] });
    expect(calls().filter((line) => line.includes('other.py: from'))).toHaveLength(2);
  });

  it('has mypy check the file alone where it cannot take its users with it', async () => {
    writeFileSync(path.join(root, 'pkg', 'other.py'), 'from pkg import mod\n');
    const code = `const files = args.slice(args.lastIndexOf('--shadow-file') + 3); log(files.map((each) => path.basename(each)).join(' '));
      if (fs.existsSync(path.join(process.cwd(), 'twice')) && files.length > 1) { console.log('Duplicate module'); process.exit(2); }
      for (const file of files) console.log(file + ':1:1:1:3: error: bad  [bad-word]'); process.exit(1);`;
    tool('mypy', 'mypy 1.11.2 (compiled: yes)', code);
    const other = path.join(root, 'pkg', 'other.py');
    const both = await createChecker().check(question('bad\n', ['bad\n']), never);
    expect(both?.before.map((each) => each.path)).toEqual([undefined, other]);
    expect(both?.after).toEqual([both?.before]);
    writeFileSync(path.join(root, 'twice'), '');
    const alone = await createChecker().check(question('bad\n', ['bad\n']), never);
    expect(alone?.before.map((each) => each.path)).toEqual([undefined]);
    expect(calls().filter((line) => line.startsWith('mod.py'))).toEqual([
      ...['mod.py other.py', 'mod.py other.py', 'mod.py other.py'],
      ...['mod.py', 'mod.py'],
    ]);
  });

  it('keeps what it found for a while, and asks programs that do not run no more', async () => {
    tool('pyright', 'pyright 1.1.400', pyright);
    tool('mypy', 'launcher: no mypy in this environment', '');
    const checker = createChecker();
    for (let times = 0; times < 3; times++) await checker.check(question('x\n'), never);
    expect(calls().filter((line) => line === 'version')).toHaveLength(2);
  });

  it('has mypy look at each text in the place of the file, with its cache elsewhere', async () => {
    const code = `log(process.cwd()); const at = args.indexOf('--shadow-file', args.length - 4);
      const [file, shadow] = args.slice(at + 1, at + 3); log(fs.readFileSync(shadow, 'utf8').trim());
      log('cache ' + path.relative(process.cwd(), args[args.indexOf('--cache-dir') + 1]).startsWith('..'));
      const isBad = fs.readFileSync(shadow, 'utf8').includes('bad');
      if (isBad) console.log(file + ':1:1:1:3: error: bad  [bad-word]'); process.exit(isBad ? 1 : 0);`;
    tool('mypy', 'mypy 1.11.2 (compiled: yes)', code);
    const answer = await createChecker().check(question('bad\n', ['good\n']), never);
    expect(answer).toMatchObject({
      checker: 'mypy 1.11.2',
      level: 'types',
      before: [{ start: 0, end: 3 }],
      after: [[]],
    });
    expect(calls()).toEqual(['version', root, 'bad', 'cache true', root, 'good', 'cache true']);
  });

  it('takes mypy before pyright where the project has settings for it', async () => {
    tool('pyright', 'pyright 1.1.400', pyright);
    tool('mypy', 'mypy 1.11.2', '');
    expect((await createChecker().check(question('x\n'), never))?.checker).toBe('pyright 1.1.400');
    writeFileSync(path.join(root, 'pyproject.toml'), '[tool.mypy]\nstrict = true\n');
    expect((await createChecker().check(question('x\n'), never))?.checker).toBe('mypy 1.11.2');
  });

  it('goes on with the next best when one fails, and says so', async () => {
    tool('pyright', 'pyright 1.1.400', 'console.log("no"); process.exit(3);');
    tool('mypy', 'mypy 1.11.2', 'process.exit(2);');
    const ruff = `const text = fs.readFileSync(0, 'utf8'); log(args.join(' ')); const at = { row: 1, column: 1 };
      console.log(JSON.stringify(text.includes('bad') ? [{ code: 'F821', message: 'x', location: at, end_location: at }] : []));`;
    tool('ruff', 'ruff 0.6.1', ruff);
    const answer = await createChecker().check(question('bad\n', ['good\n']), never);
    expect(answer).toMatchObject({ checker: 'ruff 0.6.1', level: 'lint', before: [{ code: 'F821' }], after: [[]] });
    expect(lines).toEqual(['pyright 1.1.400 gave no answer.', 'mypy 1.11.2 gave no answer.']);
    expect(calls().at(-1)).toContain('--no-fix --no-cache');
  });

  it('takes programs of a named interpreter before those of PATH, and none that lies in the workspace by PATH alone', async () => {
    const inRoot = path.join(root, 'bin');
    const environment = path.join(root, '.venv', 'bin');
    for (const each of [inRoot, environment]) mkdirSync(each, { recursive: true });
    tool('ruff', 'ruff 6.6.6', 'console.log("[]")', inRoot);
    tool('ruff', 'ruff 0.6.1', 'console.log("[]")', bin);
    const searchPath = ['.', inRoot, bin].join(path.delimiter);
    expect((await createChecker(searchPath).check(question('x\n'), never))?.checker).toBe('ruff 0.6.1');
    tool('ruff', 'ruff 0.7.0', 'console.log("[]")', environment);
    tool('python', 'nothing', '', environment);
    expect((await createChecker(searchPath).check(question('x\n'), never))?.checker).toBe('ruff 0.7.0');
  });

  it('gives programs no way to the network and nothing of an editor', async () => {
    tool(
      'ruff',
      'ruff 0.6.1',
      'log([process.env.HTTPS_PROXY, String(process.env.NODE_OPTIONS)].join(" ")); console.log("[]")',
    );
    await createChecker(bin, { NODE_OPTIONS: '--require /nowhere/evil.js', HTTPS_PROXY: 'http://proxy' }).check(
      question('x\n'),
      never,
    );
    expect(calls().at(-1)).toBe('http://127.0.0.1:9 undefined');
  });

  it('rejects when it is aborted, and knows nothing without any program or of other files', async () => {
    const checker = createChecker();
    await expect(checker.check(question('x\n'), AbortSignal.abort())).rejects.toThrow(/abort/i);
    expect(await checker.check(question('x\n'), never)).toBeUndefined();
    expect(await checker.check(question('x\n', [], { path: path.join(root, 'a.txt') }), never)).toBeUndefined();
  });

  it.skipIf(!hasPython)('compiles with the Python that is there (needs python3)', async () => {
    const where = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout.trim();
    const before = 'x = "😀"; return x\r\ndef f(:\r\n';
    const candidates = ['def f():\r\n  return 1\r\n', 'x = "😀"; y = = 1\n', 'if 1 is 1: pass\n', 'nowhere()\n'];
    const checker = createChecker(path.dirname(where));
    const answer = await checker.check(question(before, candidates), never);
    expect(answer?.checker).toMatch(/^Python 3\.\d+\.\d+/);
    expect(answer?.level).toBe('compile');
    expect(answer?.before).toMatchObject([{ severity: 'error', code: 'SyntaxError' }]);
    const [good, broken, doubtful, wrong] = answer?.after ?? [];
    expect([good, wrong]).toEqual([[], []]);
    expect(candidates[1]?.slice(broken?.[0]?.start)).toBe('= 1\n');
    expect(doubtful).toMatchObject([{ severity: 'warning', code: 'SyntaxWarning' }]);
  });
});
