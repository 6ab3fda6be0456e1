import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TypingGroup } from '../../../src/core/bench/typing/typingFigures';
import { FakeEngine } from '../../fakes/fakeEngine';
import { typingSample } from '../../engine/typingSample';
import { CliFixture } from './cliFixture';
import { FakePeer, response } from './fakePeer';

interface Report {
  readonly asFast: boolean;
  readonly traces: number;
  readonly groups: readonly TypingGroup[];
}

describe('plinth bench typing', () => {
  let cli: CliFixture;
  let engine: FakeEngine;
  beforeEach(async () => {
    cli = await CliFixture.create();
    engine = new FakeEngine({ complete: () => ({ chunks: ['wrong', '();\n'] }) });
    cli.engine = engine;
    for (const folder of ['web', 'notes']) await mkdir(path.join(cli.folder, folder));
    for (const name of ['web/basket.ts', 'web/queue.ts']) await cli.write(name, typingSample[name] ?? '');
  });
  afterEach(() => cli.remove());

  const args = ['bench', 'typing', 'web', '--out', 'out', '--as-fast', '--keys', '30', '--lines', '10,80'];
  const report = async () => JSON.parse(await readFile(path.join(cli.folder, 'out/report.json'), 'utf8')) as Report;
  const records = async () => (await readFile(path.join(cli.folder, 'out/records.jsonl'), 'utf8')).trim().split('\n');

  it('types into the files, edit by edit, and tells what came of it', async () => {
    const { code, out, err } = await cli.run(...args, '--no-cache');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^60 keys in 2 files\n/);
    expect(out).toMatch(/shown though it did not fit +0\n/);
    const { groups, asFast, traces } = await report();
    expect({ asFast, traces }).toEqual({ asFast: true, traces: 2 });
    const all = groups[0]?.sides['plinth'];
    expect(all).toMatchObject({ keys: 60, cancelledShare: 0, stale: 0 });
    expect(all?.shown).toBeGreaterThan(20);
    expect(all?.evaluatedTokens).toMatchObject({ p50: 0, items: 60 });
    expect(engine.requests.length).toBeGreaterThan(20);
    expect(cli.syntax.opened.map(({ languageId }) => languageId)).toEqual(['typescript', 'typescript']);
    expect(cli.syntax.changed).toHaveLength(60);
    expect(cli.syntax.changed.every(({ edits }) => edits.every(({ text }) => text.length < 400))).toBe(true);
    expect(cli.syntax.closed).toHaveLength(2);
    expect(cli.workspace.configs).toHaveLength(1);
  });

  it('goes on where it was stopped, and begins anew with other options', async () => {
    await cli.run(...args, '--traces', '1');
    const asked = engine.requests.length;
    expect(await records()).toHaveLength(1);
    await cli.run(...args, '--traces', '1');
    expect(engine.requests).toHaveLength(asked);
    await cli.run(...args, '--traces', '1', '--no-cache');
    expect(engine.requests.length).toBeGreaterThan(asked);
    expect(await records()).toHaveLength(2);
    await cli.run(...args, '--traces', '1', '--seed', '2');
    expect(await records()).toHaveLength(3);
  });

  it('types by the times of the keys without --as-fast', async () => {
    const { code } = await cli.run(...args.filter((arg) => arg !== '--as-fast'), '--traces', '1', '--keys', '6');
    expect(code).toBe(0);
    const { groups } = await report();
    expect(groups[0]?.sides['plinth']?.keys).toBe(6);
    expect(groups[0]?.sides['plinth']?.hostCpuMs?.items).toBe(6);
  });

  it('asks a rival on the same keys, by turns', async () => {
    const peer = await FakePeer.start();
    peer.answer = () => response('wrong();');
    try {
      const { code, out } = await cli.run(...args, '--peer', peer.url, '--no-cache');
      expect(code).toBe(0);
      expect(out).toContain('ratio p50 / p95 (keys)');
      const sides = (await records()).map((line) => (JSON.parse(line) as { side: string }).side);
      expect(sides).toEqual(['plinth', 'peer', 'peer', 'plinth']);
      const { groups } = await report();
      expect(groups[0]?.sides['peer']).toMatchObject({ keys: 60, evaluatedTokens: { p50: 250 }, hostCpuMs: null });
      expect(groups[0]?.ratio?.keys).toBeGreaterThan(10);
    } finally {
      await peer.stop();
    }
  });

  it('stops when the engine fails', async () => {
    cli.engine = new FakeEngine({ complete: () => ({ chunks: [], error: new Error('no memory') }) });
    const { code, err } = await cli.run(...args);
    expect(code).toBe(1);
    expect(err).toContain('no memory');
    expect(cli.disposed).toBe(1);
  });

  it.each([
    [['web'], 2, "required option '--out <folder>' not specified"],
    [['web', '--out', 'out', '--keys', '0'], 2, 'Give a whole number from 1 on.'],
    [['web', '--out', 'out', '--lines', '10,x'], 2, 'Give a whole number from 1 on.'],
    [['web', '--out', 'out', '--lines', '200000'], 2, 'at most 100000 lines'],
    [['web', '--out', 'out', '--peer', 'http://example.com'], 1, 'is no http address of this machine'],
    [['web', '--out', 'out', '--peer', 'http://127.0.0.1:1'], 1, 'does not answer'],
    [['nowhere', '--out', 'out'], 1, 'is not a folder'],
    [['notes', '--out', 'out'], 1, 'hold no bodies of functions'],
  ])('refuses %j', async (own, exitCode, words) => {
    const { code, out, err } = await cli.run('bench', 'typing', ...own);
    expect({ code, out }).toEqual({ code: exitCode, out: '' });
    expect(err).toContain(words);
    expect(cli.wishes).toEqual([]);
  });
});
