import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/base/clock';
import type { Log } from '../../../../src/base/log';
import { TypeScriptChecker, type TypeScriptCheckerOptions } from '../../../../src/client/check/typeScriptChecker';
import type { CheckQuestion } from '../../../../src/protocol/check';
import { FakeClock } from '../../../fakes/fakeClock';

const repository = path.resolve(import.meta.dirname, '../../../..');
const typeScript = path.join(repository, 'node_modules/typescript');
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'plinth-checker-')));
const checkerFile = path.join(folder, 'checker.mjs');
const root = path.join(folder, 'workspace');
const never = new AbortController().signal;
/** What the checkers of one test say: a process of the test before may end late. */
let lines: string[] = [];
const checkers: TypeScriptChecker[] = [];

beforeAll(async () => {
  const banner = "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);";
  const bundle = { bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' } as const;
  const entry = path.join(repository, 'src/checker/main.ts');
  await build({ ...bundle, entryPoints: [entry], outfile: checkerFile, banner: { js: banner } });
  mkdirSync(root);
  const compilerOptions = { strict: true, lib: ['es5'], types: [], noEmit: true };
  writeFileSync(path.join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  writeFileSync(path.join(root, 'a.ts'), '');
});
afterEach(() => {
  for (const checker of checkers.splice(0)) checker.dispose();
  lines = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Patient, because this machine may be busy. */
function createChecker(options: Partial<TypeScriptCheckerOptions> = {}): TypeScriptChecker {
  const own = lines;
  const record = (message: string): void => void own.push(message);
  const log: Log = { debug: record, info: record, warn: record, error: record };
  const patient = { clock: systemClock, log, coldMs: 60_000, warmMs: 60_000 };
  const checker = new TypeScriptChecker({ checkerFile, typeScriptFolders: [typeScript], ...patient, ...options });
  checkers.push(checker);
  return checker;
}

function question(before: string, candidates: readonly string[] = [], more: Partial<CheckQuestion> = {}) {
  return { path: path.join(root, 'a.ts'), root, languageId: 'typescript', before, candidates, unsaved: {}, ...more };
}

/** A child that does as this code says. */
function fakeChild(name: string, code: string): string {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, code);
  return file;
}

const broken = 'export const n: number = "";\n';

describe('TypeScriptChecker', () => {
  it('asks a process that lives on between questions', async () => {
    const checker = createChecker();
    const answer = await checker.check(question(broken, [broken.replace('""', '1')]), never);
    expect(answer).toMatchObject({ level: 'types', before: [{ code: '2322', severity: 'error' }], after: [[]] });
    expect(answer?.checker).toMatch(/^TypeScript \d+\.\d+\.\d+/);
    expect(await checker.check(question('export const n: number = 1;\n'), never)).toMatchObject({ before: [] });
    expect(lines).toEqual([]);
  });

  it('gives the process nothing that an editor or a debugger adds for its own children', async () => {
    const env = { ...process.env, NODE_OPTIONS: '--require /nowhere/evil.js', VSCODE_IPC_HOOK: 'x' };
    expect(await createChecker({ env }).check(question(broken), never)).toMatchObject({ level: 'types' });
  });

  it('passes over folders without an API and knows nothing when there is no other', async () => {
    const native = path.join(folder, 'native');
    mkdirSync(path.join(native, 'lib'), { recursive: true });
    writeFileSync(path.join(native, 'package.json'), '{"name":"typescript","version":"7.0.1"}');
    writeFileSync(path.join(native, 'lib/typescript.js'), 'throw new Error("must not be loaded")');
    const only = createChecker({ typeScriptFolders: ['relative', path.join(folder, 'none'), native] });
    expect(await only.check(question(broken), never)).toBeUndefined();
    const both = createChecker({ typeScriptFolders: [native, typeScript] });
    expect(await both.check(question(broken), never)).toMatchObject({ level: 'types' });
  });

  it('does not check a project that is on TypeScript 7', async () => {
    const project = path.join(folder, 'onSeven');
    mkdirSync(path.join(project, 'node_modules/typescript'), { recursive: true });
    mkdirSync(path.join(project, 'src'));
    writeFileSync(path.join(project, 'node_modules/typescript/package.json'), '{"version":"7.0.0-dev"}');
    const place = { path: path.join(project, 'src/a.ts'), root: project };
    expect(await createChecker().check(question(broken, [], place), never)).toBeUndefined();
    expect(lines).toEqual(['The project is on TypeScript 7, which has no API: only syntax is checked.']);
  });

  it('starts again after a crash, but not for ever', async () => {
    const file = fakeChild('crash', 'process.exit(7);');
    const checker = createChecker({ checkerFile: file });
    for (let tries = 0; tries < 8; tries++) expect(await checker.check(question(broken), never)).toBeUndefined();
    expect(lines.filter((line) => line === 'The checker ended: exit code 7.')).toHaveLength(4);
  });

  it('rejects at once when it is aborted, and answers the next question', async () => {
    const checker = createChecker();
    const abort = new AbortController();
    const asked = checker.check(question(broken, ['']), abort.signal);
    abort.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await expect(checker.check(question(broken), abort.signal)).rejects.toThrow(/abort/i);
    expect(await checker.check(question(broken), never)).toMatchObject({ level: 'types' });
  });

  it('gives up on a process that does not answer, says so and ends it', async () => {
    const checker = createChecker({
      checkerFile: fakeChild('deaf', 'process.stdin.resume();'),
      ...{ coldMs: 20, warmMs: 20, hangMs: 20 },
    });
    expect(await checker.check(question(broken), never)).toBeUndefined();
    expect(lines).toContain('The types were not checked: too late.');
    await expect.poll(() => lines).toContain('The checker ended: signal SIGKILL.');
  });

  it('lets the process go after some minutes without a question, and starts another for the next', async () => {
    const clock = new FakeClock();
    const checker = createChecker({ clock, idleMs: 60_000 });
    expect(await checker.check(question(broken), never)).toMatchObject({ level: 'types' });
    await clock.advance(59_000);
    expect(lines).toEqual([]);
    await clock.advance(1_000);
    await expect.poll(() => lines).toEqual(['The checker ended: signal SIGKILL.']);
    expect(await checker.check(question(broken), never)).toMatchObject({ level: 'types' });
  });

  it('ends with the process that asked', async () => {
    const pidFile = path.join(folder, 'pid');
    const parent = fakeChild(
      'parent',
      `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs';
       const child = spawn(process.execPath, [${JSON.stringify(checkerFile)}, ${JSON.stringify(typeScript)}], { stdio: 'pipe' });
       writeFileSync(${JSON.stringify(pidFile)}, String(child.pid)); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 500);`,
    );
    await new Promise((resolve) => spawn(process.execPath, [parent]).once('exit', resolve));
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('is quick once it is warm: four candidates for a file of 2,000 lines', async () => {
    const body = Array.from({ length: 1999 }, (_, index) => `export const v${index} = (n: number) => n + ${index};`);
    const before = [...body, 'export const last: string = v1(2);', ''].join('\r\n');
    const candidates = ['"2"', 'v3(4)', 'v', 'String(v1(2))'].map((each) => before.replace('v1(2);', `${each};`));
    const checker = createChecker();
    await checker.check(question(before), never);
    const start = performance.now();
    const answer = await checker.check(question(before, candidates), never);
    console.log(`4 candidates, 2,000 lines, warm: ${Math.round(performance.now() - start)} ms`);
    const last = answer?.before[0];
    expect(before.slice(last?.start, last?.end)).toBe('last');
    expect(answer?.after.map((each) => each.map(({ code }) => code))).toEqual([[], ['2322'], ['2304'], []]);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
