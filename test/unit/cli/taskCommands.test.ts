import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyPatch } from 'diff';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlainError } from '../../../src/base/errors';
import { FakeEngine } from '../../fakes/fakeEngine';
import { knownModel } from '../models/knownModel';
import { CliFixture } from './cliFixture';

const source = 'def area(radius):\r\n    return 3.14 * raduis ** 2';
let cli: CliFixture;
beforeEach(async () => {
  cli = await CliFixture.create();
  await cli.write('bug.py', source);
  await cli.write('blank.py', 'x = 1\n   \n');
});
afterEach(() => cli.remove());

describe('plinth explain', () => {
  it('streams the Markdown', async () => {
    cli.engine = new FakeEngine({ chat: () => ({ chunks: ['It computes ', '**an area**.'] }) });
    expect(await cli.run('explain', 'bug.py:1-2')).toEqual({ code: 0, out: 'It computes **an area**.\n', err: '' });
    expect(cli.disposed).toBe(1);
    expect(JSON.stringify((cli.engine as FakeEngine).chats.at(0)?.messages)).toContain('raduis');
  });

  it.each<[args: readonly string[], code: number, message: RegExp]>([
    [['explain'], 2, /missing required argument/],
    [['explain', 'bug.py'], 2, /names no lines/],
    [['explain', 'bug.py:2-1'], 2, /comes before/],
    [['explain', 'bug.py:1-99'], 2, /2 lines, not 99/],
    [['explain', 'blank.py:2'], 1, /only white space/],
    [['explain', 'no.py:1'], 1, /does not exist/],
  ])('%j ends with one line', async (args, code, message) => {
    expect(await cli.run(...args)).toMatchObject({ code, err: expect.stringMatching(message) as string });
  });

  it('says what is left out before the model answers', async () => {
    cli.engine = new FakeEngine({ chat: () => ({ chunks: ['Numbers.'] }) });
    await cli.write('long.py', 'value = 1\n'.repeat(60_000));
    const { code, err } = await cli.run('explain', 'long.py:2-60000');
    expect(code).toBe(0);
    expect(err).toMatch(/^plinth: Only lines 2 to 501 are explained; the last 59499 are left out, .*\n$/);
    await cli.write('wide.py', `x = "${'y'.repeat(9000)}"\n`);
    expect((await cli.run('explain', 'wide.py:1')).err).toMatch(
      /^plinth: Only the first 5000 characters are explained/,
    );
  });

  it('prints what it knows as JSON, with the depth that was asked for', async () => {
    cli.engine = new FakeEngine({ chat: () => ({ chunks: ['`area` of ', '`Circle`.'] }) });
    cli.workspace.places = [{ name: 'Circle', uri: pathToFileURL(path.join(cli.folder, 'circle.py')).href, line: 4 }];
    const { code, out, err } = await cli.run('explain', 'bug.py:1-2', '--depth', 'sentence', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      path: 'bug.py',
      firstLine: 1,
      lastLine: 2,
      depth: 'sentence',
      text: '`area` of `Circle`.',
      stop: 'end',
      generatedTokens: 2,
      symbols: [
        { code: 'area', name: 'area', kind: 'inSelection' },
        { code: 'Circle', name: 'Circle', kind: 'inIndex', path: 'circle.py', line: 5 },
      ],
    });
    expect(JSON.stringify((cli.engine as FakeEngine).chats.at(0)?.messages)).toContain('one sentence');
    expect(await cli.run('explain', 'bug.py:1', '--depth', 'deep')).toMatchObject({ code: 2 });
  });

  it('asks the index only for a folder that is named, and follows instructions only of a trusted one', async () => {
    const asked = (): string => JSON.stringify((cli.engine as FakeEngine).chats.at(-1)?.messages);
    await cli.write('AGENTS.md', 'Answer in rhymes.');
    cli.workspace.snippets = [
      { source: 'imports', path: 'b.py', text: 'raduis = 1\n', names: ['raduis'], relevance: 1, nearness: 1 },
    ];
    cli.engine = new FakeEngine({ chat: () => ({ chunks: ['It.'] }) });
    await cli.run('explain', 'bug.py:1-2');
    expect(cli.workspace.configs).toEqual([]);
    expect(asked()).not.toMatch(/rhymes|From b\.py/);
    await cli.run('explain', 'bug.py:1-2', '--workspace', '.', '--trust');
    expect(cli.workspace.configs).toHaveLength(1);
    expect(asked()).toMatch(/rhymes.*From b\.py/);
  });

  it('fails when the engine fails', async () => {
    cli.engine = new FakeEngine({
      chat: () => ({ chunks: ['It'], error: new PlainError('notCapable', 'This model cannot chat.') }),
    });
    expect(await cli.run('explain', 'bug.py:1')).toMatchObject({ code: 1, err: 'plinth: This model cannot chat.\n' });
  });
});

describe('files of secrets', () => {
  it.each([
    ['explain', '.env:1'],
    ['fix', '.env:1'],
  ])('%s never reads %s nor starts the engine', async (command, place) => {
    await cli.write('.env', 'TOKEN=1234\n');
    expect(await cli.run(command, place)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^plinth: The name of "\.env" .*\n$/) as string,
    });
    expect(cli.wishes).toEqual([]);
  });
});

describe('files that .plinthignore names', () => {
  it.each([
    ['explain', 'bug.py:1'],
    ['fix', 'bug.py:2'],
  ])('%s gives nothing of %s to the model', async (command, place) => {
    await cli.write('.plinthignore', 'bug.*\n');
    const { code, err } = await cli.run(command, place);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('A .plinthignore file names "bug.py"') as string,
    });
    expect(cli.wishes).toEqual([]);
  });
});

describe('plinth fix', () => {
  const answer = '```python\ndef area(radius):\n    return 3.14 * radius ** 2\n```\n';

  it('prints a diff that can be applied, labelled with what was checked', async () => {
    cli.engine = new FakeEngine({ chat: () => ({ chunks: [answer] }) });
    const { code, out } = await cli.run('fix', 'bug.py:2', '--diagnostic', 'undefined name raduis');
    expect(code).toBe(0);
    expect(out).toMatch(/^--- a\/bug\.py\n\+\+\+ b\/bug\.py\tsuggested, not checked\n@@/);
    expect(applyPatch(source, out)).toBe(source.replace('raduis', 'radius'));
    expect(JSON.stringify((cli.engine as FakeEngine).chats.at(0)?.messages)).toContain('undefined name raduis');
  });

  it('reads TEXT@LINE, takes what the index offers, and prints every candidate as JSON', async () => {
    cli.workspace.imports = { origins: [], similar: ['radius'] };
    const asked = ['fix', 'bug.py', '--diagnostic', 'Undefined name `raduis`@2', '--json'];
    const { code, out } = await cli.run(...asked);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      file: 'bug.py',
      problems: [{ message: 'Undefined name `raduis`' }],
      fixes: [
        {
          source: 'index',
          title: 'Change "raduis" to "radius"',
          verdict: { level: 'none', removes: 0, adds: 0 },
          diff: expect.stringContaining('+    return 3.14 * radius ** 2') as string,
        },
      ],
      tried: [],
    });
    expect(cli.wishes).toEqual([]);
  });

  it('needs a model only where nothing else helps, and says then what is wrong with it', async () => {
    cli.openError = new PlainError('modelMissing', 'No model is there.', 'Download one.');
    cli.workspace.imports = { origins: [], similar: ['radius'] };
    expect(await cli.run('fix', 'bug.py:2', '--diagnostic', 'Undefined name `raduis`')).toMatchObject({ code: 0 });
    expect(cli.wishes).toEqual([]);
    const { code, err } = await cli.run('fix', 'bug.py:2', '--diagnostic', 'This is slow');
    expect({ code, err }).toEqual({ code: 1, err: 'plinth: No model is there. Download one.\n' });
    expect(cli.wishes).toHaveLength(1);
    cli.openError = undefined;
    const engine = new FakeEngine();
    engine.setStatus({ state: 'failed', problem: 'The weights are broken.' });
    cli.engine = engine;
    expect(await cli.run('fix', 'bug.py:2', '--diagnostic', 'This is slow')).toMatchObject({
      code: 1,
      err: 'plinth: The weights are broken.\n',
    });
    expect(engine.chats).toEqual([]);
    // Three times what reads the folder, and the engine once.
    expect(cli.disposed).toBe(4);
  });

  it('asks a checker where the problem is, that of the folder only when it is trusted', async () => {
    const start = source.indexOf('raduis');
    const problem = { start, end: start + 6, message: '"raduis" is not defined', code: '', severity: 'error' } as const;
    cli.checker = {
      check: ({ before, candidates }) => {
        const problems = (text: string) => (text.includes('raduis') ? [problem] : []);
        return Promise.resolve({
          checker: 'py 1.0',
          level: 'types',
          before: problems(before),
          after: candidates.map(problems),
        });
      },
    };
    const { out } = await cli.run('fix', 'bug.py');
    expect(out).toMatch(/\tsuggested, checked by py 1\.0: removes 1 problem, adds 0\n@@/);
    expect(applyPatch(source, out)).toBe(source.replace('raduis', 'radius'));
    await cli.run('fix', 'bug.py', '--trust');
    expect(cli.checked).toEqual([
      { folder: cli.folder, isTrusted: false },
      { folder: cli.folder, isTrusted: true },
    ]);
  });

  describe('with a check command', () => {
    const check = 'grep -q "radius \\*\\* 2" bug.py || { echo "bug.py:2: NameError: raduis"; exit 1; }';

    it('tries one candidate after the other until the command passes, in a copy', async () => {
      const wrong = answer.replace('radius ** 2', 'radio ** 2');
      const answers = [wrong, 'I do not know.', answer];
      cli.engine = new FakeEngine({ chat: () => ({ chunks: [answers.shift() ?? ''] }) });
      const { code, out } = await cli.run('fix', 'bug.py', '--check', check);
      expect(code).toBe(0);
      expect(out).toContain('\tsuggested, passes the check command\n');
      expect(applyPatch(source, out)).toBe(source.replace('raduis', 'radius'));
      expect(JSON.stringify((cli.engine as FakeEngine).chats.at(0)?.messages)).toContain('NameError: raduis');
      expect(await readFile(path.join(cli.folder, 'bug.py'), 'utf8')).toBe(source);
    });

    it('says honestly that nothing passed', async () => {
      cli.engine = new FakeEngine({ chat: () => ({ chunks: [answer.replace('radius ** 2', 'radio ** 2')] }) });
      const { code, err } = await cli.run('fix', 'bug.py:2', '--check', check);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('fails the check command') as string });
    });

    it.each<[args: readonly string[], code: number, message: RegExp]>([
      [['bug.py:2', '--check', 'true'], 1, /passes already/],
      [['bug.py', '--check', 'echo no place; false'], 2, /not known where/],
      [['../elsewhere.py:1', '--check', 'false'], 1, /does not exist/],
      [['bug.py', '--diagnostic', 'no line'], 2, /names no line/],
    ])('%j ends with one line', async (args, code, message) => {
      expect(await cli.run('fix', ...args)).toMatchObject({ code, err: expect.stringMatching(message) as string });
    });
  });

  it('says what the model did wrong when there is no fix', async () => {
    cli.engine = new FakeEngine({ chat: () => ({ chunks: ['I do not know.'] }) });
    expect(await cli.run('fix', 'bug.py:2')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/No usable fix: the model answered without code/) as string,
    });
  });

  it('does not ask for the diagnostic that it was given', async () => {
    cli.engine = new FakeEngine({ chat: () => ({ chunks: ['I do not know.'] }) });
    const named = await cli.run('fix', 'bug.py:2', '--diagnostic', 'undefined name raduis');
    expect(named.err).toContain('other words');
    expect(named.err).not.toContain('--diagnostic');
    expect((await cli.run('fix', 'bug.py:2')).err).toContain('--diagnostic');
  });

  it('refuses an empty line before the engine starts', async () => {
    await cli.write('empty.py', '');
    for (const place of ['blank.py:2', 'empty.py:1'])
      expect(await cli.run('fix', place)).toMatchObject({
        code: 1,
        err: expect.stringMatching(/is empty\./) as string,
      });
    expect(cli.wishes).toEqual([]);
  });

  it('refuses a place with a column or outside of the file', async () => {
    expect(await cli.run('fix', 'bug.py')).toMatchObject({ code: 2 });
    expect(await cli.run('fix', 'bug.py:99')).toMatchObject({
      code: 2,
      err: expect.stringContaining('2 lines, not 99') as string,
    });
  });
});

describe('plinth doctor', () => {
  it('tells of system, model, engine and speed', async () => {
    cli.engine = new FakeEngine({ chat: () => ({ chunks: Array<string>(32).fill('1,') }) });
    const { code, out } = await cli.run('doctor');
    expect(code).toBe(0);
    for (const fact of [
      '9.9.9-test',
      process.version,
      'glibc 2.36',
      'GLIBCXX 3.4.30',
      '16.00 GB',
      '4 physical',
      'qwen2.5-coder-1.5b',
      'fake, verified',
      'cpu',
    ])
      expect(out).toContain(fact);
    expect(out).toMatch(/^speed: +32 tokens/m);
    expect((cli.engine as FakeEngine).chats.at(0)?.answerTokens).toBe(32);
  });

  it('tells of a cut file once', async () => {
    await mkdir(path.join(cli.folder, 'models'));
    const file = await cli.write(path.join('models', knownModel('0.5b').file), 'GGUF');
    const { err } = await cli.run('doctor');
    expect(err).toMatch(/is cut: it has 4 bytes.*"plinth models remove qwen2\.5-coder-0\.5b"/);
    cli.openError = new PlainError('modelUnusable', `The model file "${file}" is cut.`, 'Remove it.');
    expect((await cli.run('doctor')).err).toBe(`plinth: The model file "${file}" is cut. Remove it.\n`);
  });

  it('tells what it can when the engine does not run, and fails', async () => {
    cli.openError = new PlainError('modelMissing', 'No model is there.', 'Download one.');
    const { code, out, err } = await cli.run('doctor');
    expect(code).toBe(1);
    expect(out).toContain('recommended: ');
    expect(err).toBe('plinth: No model is there. Download one.\n');
  });
});
