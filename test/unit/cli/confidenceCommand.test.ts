import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchResult } from '../../../src/cli/bench/benchResult';
import { FakeEngine } from '../../fakes/fakeEngine';
import { CliFixture } from './cliFixture';

const prices = 'export function total(items: readonly number[]): number {\n  return items.length;\n}\n';

describe('plinth bench confidence', () => {
  let cli: CliFixture;
  beforeEach(async () => {
    cli = await CliFixture.create();
    for (const folder of ['db', 'pacer']) {
      await mkdir(path.join(cli.folder, folder));
      await cli.write(`${folder}/prices.ts`, prices);
    }
  });
  afterEach(() => cli.remove());

  it('reads what "bench quality" has stored', async () => {
    cli.engine = new FakeEngine({
      complete: () => ({ chunks: ['return items', '.size;\n'], probabilities: [0.8, 0.2] }),
    });
    await cli.run('bench', 'quality', 'db', 'pacer', '--out', 'out', '--arms', 'context', '--kinds', 'body');
    const [line = ''] = (await readFile(path.join(cli.folder, 'out', 'results.jsonl'), 'utf8')).split('\n');
    const stored = JSON.parse(line) as BenchResult;
    expect(stored.pieces[0]).toEqual({ text: 'return items', probability: 0.8 });
    expect(stored.confidence).toMatchObject({ firstToken: 0.8, firstLineLeast: 0.2, least: 0.2 });
    const { code, out, err } = await cli.run('bench', 'confidence', 'out');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('context: 2 answers, 2 shown without a gate\nchosen on: db\nreported on: pacer\n');
    expect(out).toContain('balanced, chosen: ');
    expect(await readFile(path.join(cli.folder, 'out', 'confidence.txt'), 'utf8')).toBe(out);
    const other = await cli.run('bench', 'confidence', 'out', '--arm', 'none');
    expect(other).toMatchObject({ code: 1, out: '' });
    expect(other.err).toContain('no shown answers of the arm "none"');
  });

  it('says where there is nothing to read', async () => {
    const { code, err } = await cli.run('bench', 'confidence', 'nowhere');
    expect(code).toBe(1);
    expect(err).toContain('cannot be read');
  });
});
