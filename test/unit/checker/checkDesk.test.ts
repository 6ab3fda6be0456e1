import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckDesk } from '../../../src/checker/checkDesk';
import { loadTypeScript } from '../../../src/checker/loadTypeScript';
import type { CheckAnswer, CheckProblem, CheckQuestion } from '../../../src/protocol/check';

const ts = loadTypeScript(path.resolve(import.meta.dirname, '../../../node_modules/typescript'));
// The smallest library, as reading the whole one for each project takes most of the time.
const options = { strict: true, lib: ['es5'], types: [], module: 'esnext', moduleResolution: 'bundler', noEmit: true };
const goOn = () => Promise.resolve(true);
let root = '';
let nowMs = 0;
let desk: CheckDesk;

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'plinth-check-')));
  nowMs = 0;
  desk = new CheckDesk({ ts, now: () => nowMs, isCancelled: () => false });
});
afterEach(() => {
  desk.forget();
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, text: string | object): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text));
  return file;
}

function check(name: string, before: string, candidates: readonly string[] = [], more: Partial<CheckQuestion> = {}) {
  if (!existsSync(path.join(root, name))) write(name, '// On disk is something older.\n');
  const question = { path: path.join(root, name), root, languageId: 'typescript', before, candidates, unsaved: {} };
  return desk.check({ question: { ...question, ...more }, coldMs: 1e6, warmMs: 1e6 }, goOn);
}

function shown(problems: readonly CheckProblem[] | undefined): string[] {
  return (problems ?? []).map(({ code, severity, path: other }) =>
    [severity, code, ...(other === undefined ? [] : [path.basename(other)])].join(' '),
  );
}

function textAt(text: string, answer: CheckAnswer | null, index = 0): string {
  const problem = answer?.before[index];
  return text.slice(problem?.start, problem?.end);
}

describe('CheckDesk', () => {
  it('takes the diagnostics of a file before and after each candidate', async () => {
    write('tsconfig.json', { compilerOptions: options });
    write('shape.ts', 'export function area(width: number): number {\n  return width;\n}\n');
    const before = 'export const a = area(1);\n';
    const good = `import { area } from './shape';\n${before}`;
    const answer = await check('use.ts', before, [good, good.replace('area(1)', 'area("1")'), 'export const a = ;\n']);
    expect(answer).toMatchObject({ checker: `TypeScript ${ts.version}`, level: 'types' });
    expect(shown(answer?.before)).toEqual(['error 2304']);
    expect(textAt(before, answer)).toBe('area');
    expect(answer?.after.map(shown)).toEqual([[], ['error 2345'], ['error 1109']]);
  });

  it('tells a near name as the editor does, with offsets behind CRLF and an emoji', async () => {
    write('tsconfig.json', { compilerOptions: options });
    const before = 'export const first = 1;\r\nexport const text = "😀"; export const next = frist + 1;\r\n';
    const answer = await check('a.ts', before, [before.replace('frist', 'first')]);
    expect(answer?.before).toMatchObject([
      { code: '2552', message: "Cannot find name 'frist'. Did you mean 'first'?" },
    ]);
    expect(textAt(before, answer)).toBe('frist');
    expect(answer?.after).toEqual([[]]);
  });

  it('sees errors that a candidate adds in files that import this one, and only those it adds', async () => {
    write('tsconfig.json', { compilerOptions: options });
    const user = write(
      'user.ts',
      "import { size } from './size';\nexport const n: number = size();\nexport const bad: string = 1;\n",
    );
    write('far.ts', "import { n } from './user';\nexport const m: number = n;\n");
    const before = 'export function size() {\n  return 1;\n}\n';
    const inside = before.replace('return 1', 'const one = 1;\n  return one');
    const answer = await check('size.ts', before, [before.replace('1', '"1"'), inside]);
    expect(shown(answer?.before)).toEqual(['error 2322 user.ts']);
    expect(shown(answer?.after[0])).toEqual(['error 2322 user.ts', 'error 2322 user.ts']);
    expect(answer?.after[0]?.[0]?.path).toBe(user);
    expect(answer?.after[1]).toEqual(answer?.before);
  });

  it('leaves files that import this one alone when no candidate changes what they see', async () => {
    write('tsconfig.json', { compilerOptions: options });
    write('user.ts', "import { size } from './size';\nexport const bad: string = size();\n");
    const before = 'export function size(): number {\n  return 1 + a;\n}\n';
    const answer = await check('size.ts', before, [before.replace(' + a', '')]);
    expect(shown(answer?.before)).toEqual(['error 2304']);
    expect(answer?.after).toEqual([[]]);
  });

  it('reads unsaved texts of other files, also of files that are not on disk', async () => {
    write('tsconfig.json', { compilerOptions: options });
    const other = write('other.ts', 'export const old = 1;\n');
    const before = "import { fresh } from './other';\nimport { more } from './new';\nexport const n = fresh + more;\n";
    const unsaved = { [other]: 'export const fresh = 1;\n', [path.join(root, 'new.ts')]: 'export const more = 2;\n' };
    expect(shown((await check('a.ts', before))?.before)).toEqual(['error 2305', 'error 2307']);
    expect((await check('a.ts', before, [], { unsaved }))?.before).toEqual([]);
    expect(shown((await check('a.ts', before))?.before)).toEqual(['error 2305', 'error 2307']);
  });

  it('notices what changes on disk between two questions', async () => {
    write('tsconfig.json', { compilerOptions: options });
    const before = "import { b } from './b';\nexport const n: number = b;\n";
    expect(shown((await check('a.ts', before))?.before)).toEqual(['error 2307']);
    const file = write('b.ts', 'export const b = 1;\n');
    expect((await check('a.ts', before))?.before).toEqual([]);
    writeFileSync(file, 'export const b = "1";\n');
    utimesSync(file, 1, 1);
    expect(shown((await check('a.ts', before))?.before)).toEqual(['error 2322']);
    rmSync(file);
    expect(shown((await check('a.ts', before))?.before)).toEqual(['error 2307']);
    write('tsconfig.json', { compilerOptions: { ...options, noUnusedLocals: true } });
    expect(shown((await check('a.ts', 'const a = 1;\nexport {};\n'))?.before)).toEqual(['warning 6133']);
  });

  it('takes the project that includes the file among those that a configuration refers to', async () => {
    write('tsconfig.json', { files: [], references: [{ path: './lib' }, { path: './app' }] });
    write('lib/tsconfig.json', { compilerOptions: { ...options, noEmit: false, composite: true, strict: false } });
    write('lib/lib.ts', 'export const one: number = 1;\n');
    write('app/tsconfig.json', { compilerOptions: { ...options, composite: true }, references: [{ path: '../lib' }] });
    // Implicit any is an error in `app` alone, and `lib` was never built.
    const before =
      "import { one } from '../lib/lib';\nexport const f = (a) => a + one;\nexport const s: string = one;\n";
    expect(shown((await check('app/app.ts', before))?.before)).toEqual(['error 7006', 'error 2322']);
    expect((await check('lib/more.ts', 'export const f = (a) => a;\n'))?.before).toEqual([]);
  });

  it('checks a file without a configuration as the editor does', async () => {
    const answer = await check('loose.ts', 'export const f = (a) => a;\n');
    expect(answer?.level).toBe('types');
    expect(shown(answer?.before)).toEqual(['error 7006']);
  });

  it('goes on with a broken configuration', async () => {
    write('tsconfig.json', '{ "compilerOptions": { "strict": true, "lib": ["es5"], }, "nonsense": [ }');
    expect(shown((await check('a.ts', 'export const n: number = "";\n'))?.before)).toEqual(['error 2322']);
  });

  it('checks no types in JavaScript unless the file or its project asks for it', async () => {
    const before = 'const n = 1;\nn.nothing();\n';
    const plain = await check('a.js', before, [before.replace('= 1', '= ;')]);
    expect(plain).toMatchObject({ level: 'compile', before: [] });
    expect(plain?.after.map(shown)).toEqual([['error 1109']]);
    const asked = await check('b.js', `// @ts-check\n${before}`);
    expect(asked?.level).toBe('types');
    expect(shown(asked?.before)).toEqual(['error 2339']);
    write('jsconfig.json', { compilerOptions: { checkJs: true, lib: ['es5'] } });
    expect(shown((await check('c.js', before))?.before)).toEqual(['error 2339']);
  });

  it('never loads a plug-in of the project', async () => {
    const seen = path.join(root, 'seen');
    const evil = `require('fs').writeFileSync(${JSON.stringify(seen)}, ''); module.exports = () => ({ create: (i) => i.languageService });`;
    write('node_modules/evil/index.js', evil);
    write('tsconfig.json', { compilerOptions: { ...options, plugins: [{ name: 'evil' }] } });
    expect(shown((await check('a.ts', 'export const n: number = "";\n'))?.before)).toEqual(['error 2322']);
    expect(existsSync(seen)).toBe(false);
  });

  it('answers nothing to what is no file for it', async () => {
    expect(await check('a.py', 'x = 1\n')).toBeNull();
  });

  it('gives up when the time is over, and answers the next question', async () => {
    write('tsconfig.json', { compilerOptions: options });
    let isLate = true;
    desk = new CheckDesk({ ts, now: () => (isLate ? (nowMs += 1000) : nowMs), isCancelled: () => false });
    const question = { path: path.join(root, 'a.ts'), root, languageId: 'typescript', before: 'let a: string = 1;\n' };
    const params = { question: { ...question, candidates: [''], unsaved: {} }, coldMs: 10, warmMs: 10 };
    expect(await desk.check(params, goOn)).toBeNull();
    isLate = false;
    expect(shown((await desk.check(params, goOn))?.before)).toEqual(['error 2322']);
    expect(await desk.check(params, () => Promise.resolve(false))).toBeNull();
  });
});
