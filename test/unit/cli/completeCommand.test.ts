import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlainError } from '../../../src/base/errors';
import type { CompletionPrompt } from '../../../src/protocol/engine';
import { FakeEngine } from '../../fakes/fakeEngine';
import { CliFixture } from './cliFixture';

let cli: CliFixture;
beforeEach(async () => {
  cli = await CliFixture.create();
  cli.engine = new FakeEngine({ complete: () => ({ chunks: ['a +', ' b'] }) });
});
afterEach(() => cli.remove());

const prompts = (): CompletionPrompt[] => (cli.engine as FakeEngine).requests.map(({ prompt }) => prompt);

type Line = Record<string, unknown>;

async function batch(
  items: readonly (object | string)[],
  ...options: readonly string[]
): Promise<{ code: number; err: string; lines: Line[] }> {
  await cli.write(
    'items.jsonl',
    items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join('\n'),
  );
  const { code, err } = await cli.run('complete', '--batch', 'items.jsonl', '--out', 'results.jsonl', ...options);
  const text = await readFile(path.join(cli.folder, 'results.jsonl'), 'utf8').catch(() => '');
  return {
    code,
    err,
    lines: text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line),
  };
}

describe('plinth complete', () => {
  it('prints the text and ends the engine', async () => {
    await cli.write('sum ü.py', 'def add(a, b):\n    return ');
    expect(await cli.run('complete', 'sum ü.py:2:12')).toEqual({ code: 0, out: 'a + b\n', err: '' });
    expect(cli.disposed).toBe(1);
    expect(prompts().at(0)).toMatchObject({
      path: 'sum ü.py',
      repository: path.basename(cli.folder),
      middle: expect.stringContaining('return ') as string,
    });
  });

  it('prints every field as JSON', async () => {
    await cli.write('sum.py', 'x = ');
    const { out } = await cli.run('complete', 'sum.py:1:5', '--json');
    expect(JSON.parse(out)).toMatchObject({
      text: 'a + b',
      outcome: 'shown',
      stage: null,
      reason: null,
      ms: expect.any(Number) as number,
      firstLineMs: expect.any(Number) as number,
      promptTokens: expect.any(Number) as number,
      evaluatedTokens: expect.any(Number) as number,
      generatedTokens: expect.any(Number) as number,
      confidence: expect.any(Number) as number,
      sources: [],
    });
    const report = JSON.parse(out) as { readonly ms: number; readonly timings: Readonly<Record<string, number>> };
    const { timings } = report;
    const inside = ['queueMs', 'prefillMs', 'decodeMs'];
    const stations = ['settleMs', 'scopeMs', 'contextMs', 'engineMs', ...inside, 'filterMs', 'firstLineMs', 'totalMs'];
    expect(Object.keys(timings)).toEqual(stations);
    expect(stations.filter((station) => typeof timings[station] !== 'number')).toEqual([]);
    expect(timings['totalMs']).toBe(report.ms);
  });

  it('leaves the middle of a word alone', async () => {
    await cli.write('sum.py', 'value');
    const { code, err } = await cli.run('complete', 'sum.py:1:3');
    expect(code).toBe(0);
    expect(err).toContain('inside of a word');
    expect(prompts()).toEqual([]);
  });

  it('answers where text follows too, and names a file outside of the workspace by its base name', async () => {
    await cli.write('sum.py', 'f(a)');
    await mkdir(path.join(cli.folder, 'workspace'));
    const { code } = await cli.run('complete', 'sum.py:1:3', '--workspace', 'workspace');
    expect(code).toBe(0);
    expect(prompts().at(0)).toMatchObject({ path: 'sum.py', repository: '' });
  });

  it('passes the engine options on', async () => {
    await cli.write('sum.py', 'x = ');
    await cli.run('complete', 'sum.py:1:5', '--model', 'qwen2.5-coder-1.5b', '--threads', '3');
    await cli.run('--model-path', 'own.gguf', 'complete', 'sum.py:1:5');
    expect(cli.wishes).toEqual([
      { model: 'qwen2.5-coder-1.5b', modelPath: '', threads: 3 },
      { model: 'auto', modelPath: 'own.gguf', threads: 0 },
    ]);
  });

  it('tells why nothing is inserted, and that is no failure', async () => {
    cli.engine = new FakeEngine();
    await cli.write('sum.py', 'x = ');
    const { code, out, err } = await cli.run('complete', 'sum.py:1:5');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/^plinth: Nothing is inserted: .+\n$/);
  });

  it('never reads a secret file', async () => {
    await cli.write('.env', 'KEY=');
    const { out } = await cli.run('complete', '.env:1:5', '--json');
    expect(JSON.parse(out)).toMatchObject({ outcome: 'skipped', stage: 'gate', reason: 'secret-file' });
    expect((cli.engine as FakeEngine).requests).toEqual([]);
  });

  it('fails with one line when the engine fails', async () => {
    cli.engine = new FakeEngine({
      complete: () => ({ chunks: [], error: new PlainError('decodeFailed', 'It broke\nin two.', 'Ask again.') }),
    });
    await cli.write('sum.py', 'x = ');
    const { code, err } = await cli.run('complete', 'sum.py:1:5');
    expect(code).toBe(1);
    expect(err).toMatch(/^plinth: .*It broke in two\..*\n$/);
    expect(err.split('\n').length).toBe(2);
    expect(cli.disposed).toBe(1);
  });

  it('fails with what the engine says when it cannot start', async () => {
    const engine = new FakeEngine();
    engine.setStatus({ state: 'failed', problem: 'No binary.', cure: 'Install it.' });
    cli.engine = engine;
    await cli.write('sum.py', 'x = ');
    expect(await cli.run('complete', 'sum.py:1:5')).toEqual({
      code: 1,
      out: '',
      err: 'plinth: No binary. Install it.\n',
    });
  });

  it('fails with the cure when there is no model, and with a stack only on demand', async () => {
    await cli.write('sum.py', 'x = ');
    cli.openError = new PlainError('modelMissing', 'No model.', 'Download one.');
    expect(await cli.run('complete', 'sum.py:1:5')).toEqual({
      code: 1,
      out: '',
      err: 'plinth: No model. Download one.\n',
    });
    expect((await cli.run('complete', 'sum.py:1:5', '--debug')).err).toContain('\n    at ');
  });

  it('stops at an interrupt and ends the engine', async () => {
    cli.engine = new FakeEngine({
      complete: () => {
        setTimeout(() => cli.controller.abort(), 20);
        return { chunks: ['x'], prefillMs: 600_000 };
      },
    });
    await cli.write('sum.py', 'x = ');
    expect(await cli.run('complete', 'sum.py:1:5')).toMatchObject({ code: 1, err: 'plinth: Stopped.\n' });
    expect(cli.disposed).toBe(1);
  });

  it.each<[what: string, args: readonly string[], code: number, message: RegExp]>([
    ['nothing', [], 2, /No command/],
    ['an unknown command', ['frobnicate'], 2, /unknown command/],
    ['an unknown option', ['complete', 'sum.py:1:1', '--frob'], 2, /unknown option/],
    ['no place', ['complete'], 2, /No place/],
    ['a place without a column', ['complete', 'sum.py:1'], 2, /is not a place/],
    ['two places', ['complete', 'sum.py:1:1', 'sum.py:1:2'], 2, /too many arguments/],
    ['a line outside', ['complete', 'sum.py:2:1'], 2, /has 1 line, not 2/],
    ['a column outside', ['complete', 'sum.py:1:6'], 2, /columns 1 to 5, not 6/],
    ['a missing file', ['complete', 'no.py:1:1'], 1, /no\.py" cannot be read: it does not exist/],
    ['a folder', ['complete', '.:1:1'], 1, /is a folder/],
    ['a binary file', ['complete', 'binary:1:1'], 1, /is a binary file/],
    ['a workspace that is not there', ['complete', 'sum.py:1:5', '--workspace', 'no'], 1, /is not a folder/],
    ['threads that are no number', ['complete', 'sum.py:1:5', '--threads', 'many'], 2, /whole number from 0 to 256/],
    ['--batch without --out', ['complete', '--batch', 'sum.py'], 2, /needs --out/],
    ['--out without --batch', ['complete', 'sum.py:1:5', '--out', 'x'], 2, /belongs to --batch/],
    ['a place and --batch', ['complete', 'sum.py:1:5', '--batch', 'a', '--out', 'b'], 2, /not both/],
    ['--out onto the items', ['complete', '--batch', 'sum.py', '--out', './sum.py'], 2, /overwrite/],
    [
      'missing items',
      ['complete', '--batch', 'no.jsonl', '--out', 'x'],
      1,
      /no\.jsonl" cannot be read: it does not exist/,
    ],
    [
      'a missing folder for --out',
      ['complete', '--batch', 'sum.py', '--out', 'nowhere/o'],
      1,
      /nowhere" .*does not exist/,
    ],
    ['an empty --model', ['--model', '', 'complete', 'sum.py:1:5'], 2, /--model is empty/],
    ['an empty --model-path', ['--model-path', '', 'complete', 'sum.py:1:5'], 2, /--model-path is empty/],
  ])('given %s says so in one line', async (_what, args, code, message) => {
    await cli.write('sum.py', 'x = ');
    await cli.write('binary', new Uint8Array([1, 0, 2]));
    const run = await cli.run(...args);
    expect(run).toMatchObject({ code, out: '', err: expect.stringMatching(message) as string });
    expect(run.err).toMatch(/^plinth: [^\n]+\n$/);
    expect(cli.wishes).toEqual([]);
  });
});

describe('plinth complete --batch', () => {
  it('answers in order, one line each, and goes on after wrong items', async () => {
    await cli.write('disk.py', '\ufeffx = ');
    const { code, lines } = await batch([
      { id: 1, file: 'disk.py', offset: 4 },
      'not JSON',
      { id: 'two', file: 'none.py', offset: 0 },
      { id: 3, file: 'new.py', text: 'y = ', offset: 5 },
      { id: 4, file: 'new.py', text: 'y = ', offset: -1 },
      { id: 5, offset: 0 },
      { file: 'disk.py', offset: 0 },
      [],
      { id: null, file: 'disk.py', offset: 0 },
      { id: { any: 'json' }, file: 'new.py', text: 'y = ', offset: 4 },
    ]);
    expect(code).toBe(0);
    expect(lines.map(({ id }) => id)).toEqual([1, null, 'two', 3, 4, 5, null, null, null, { any: 'json' }]);
    expect(lines.map((line) => ('error' in line ? 'error' : line.text))).toEqual([
      'a + b',
      ...Array<string>(8).fill('error'),
      'a + b',
    ]);
    expect(lines.at(2)?.error).toMatch(/^Line 3: .*none\.py" cannot be read/);
    expect(lines.at(3)?.error).toBe('Line 4: Wrong item: "offset" is 5, and the text has 4 characters.');
  });

  it('sees items of one file as states of one document', async () => {
    const { lines } = await batch(
      ['x', 'x ', 'x ='].map((text, id) => ({ id, file: 'a.py', text, offset: text.length })),
      '--no-cache',
    );
    expect(lines.map(({ from }) => from)).toEqual(['engine', 'engine', 'engine']);
    expect(cli.syntax.opened.length).toBe(1);
    expect(cli.syntax.changed.map(({ version }) => version)).toEqual([2, 3]);
    const sessions = (cli.engine as FakeEngine).requests.map(({ prompt }) => prompt.session);
    expect(new Set(sessions).size).toBe(1);
  });

  it('remembers answers unless told not to', async () => {
    const items = [
      { id: 1, file: 'a.py', text: 'x = ', offset: 4 },
      { id: 2, file: 'a.py', text: 'x = a', offset: 5 },
    ];
    const known = await batch(items);
    expect(known.lines.map(({ from, text }) => [from, text])).toEqual([
      ['engine', 'a + b'],
      ['cache', ' + b'],
    ]);
    expect(known.lines[1]).toMatchObject({ promptTokens: 0, evaluatedTokens: 0, generatedTokens: 0 });
  });

  it('takes the workspace of the item, else of the command', async () => {
    await mkdir(path.join(cli.folder, 'one'));
    await batch(
      [
        { id: 1, file: 'src/a.py', text: 'x = ', offset: 4 },
        { id: 2, workspace: path.join(cli.folder, 'two'), file: 'src/b.py', text: 'x = ', offset: 4 },
      ],
      '--workspace',
      'one',
    );
    const prompts = (cli.engine as FakeEngine).requests.map(({ prompt }) => [prompt.repository, prompt.path]);
    expect(prompts).toEqual([
      ['one', 'src/a.py'],
      ['two', 'src/b.py'],
    ]);
  });

  it('tells of a full disk in words, and counts one as one', async () => {
    await cli.write('one.jsonl', JSON.stringify({ id: 1, file: 'a.py', text: 'x = ', offset: 4 }));
    expect((await cli.run('complete', '--batch', 'one.jsonl', '--out', 'o.jsonl')).out).toMatch(/^1 item: 1 shown/);
    if (process.platform !== 'linux') return;
    const full = await cli.run('complete', '--batch', 'one.jsonl', '--out', '/dev/full');
    expect(full).toMatchObject({ code: 1, err: 'plinth: "/dev/full" cannot be written: the disk is full.\n' });
  });

  it('keeps the results so far at an interrupt', async () => {
    let calls = 0;
    cli.engine = new FakeEngine({
      complete: () => {
        if (++calls === 2) setTimeout(() => cli.controller.abort(), 20);
        return calls === 2 ? { chunks: ['x'], prefillMs: 600_000 } : { chunks: ['a'] };
      },
    });
    const item = (id: number): object => ({ id, file: `${id}.py`, text: 'x = ', offset: 4 });
    const { code, err, lines } = await batch([item(1), item(2), item(3)]);
    expect({ code, err }).toEqual({ code: 1, err: 'plinth: Stopped.\n' });
    expect(lines.map(({ id }) => id)).toEqual([1]);
    expect(cli.disposed).toBe(1);
  });
});
