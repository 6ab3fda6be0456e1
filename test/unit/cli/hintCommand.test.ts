import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlainError } from '../../../src/base/errors';
import { readInput } from '../../../src/cli/readInput';
import { FakeEngine } from '../../fakes/fakeEngine';
import { CliFixture } from './cliFixture';

const source = 'def total(cart):\n    return cart.items\n\n\ntotal(None)\n';
let cli: CliFixture;
let trace: string;
beforeEach(async () => {
  cli = await CliFixture.create();
  cli.engine = new FakeEngine({ chat: () => ({ chunks: ['**What happened**: ', 'None.'] }) });
  const file = await cli.write('shop.py', source);
  trace = `$ python shop.py\nTraceback (most recent call last):\n  File "${file}", line 5, in <module>\n    total(None)\n  File "${file}", line 2, in total\n    return cart.items\nAttributeError: 'NoneType' object has no attribute 'items'\n$ \n`;
  await cli.write('trace.txt', trace);
});
afterEach(() => cli.remove());

const plain = [
  "AttributeError: 'NoneType' object has no attribute 'items'",
  '  at shop.py:2, in total',
  '    return cart.items',
  '  Likely: cart is None.',
].join('\n');

describe('plinth hint', () => {
  it('prints what the trace tells, then what the model says', async () => {
    expect(await cli.run('hint', 'trace.txt')).toEqual({
      code: 0,
      out: `${plain}\n\n**What happened**: None.\n`,
      err: '',
    });
    expect(JSON.stringify((cli.engine as FakeEngine).chats[0]?.messages)).toContain('return cart.items  # <--');
    expect(cli.syntax.opened.map(({ languageId, version }) => [languageId, version])).toEqual([['python', 1]]);
    expect(cli.disposed).toBe(1);
  });

  it('prints the plain part even when there is no model', async () => {
    cli.openError = new PlainError('modelMissing', 'No model is there.', 'Download one.');
    expect(await cli.run('hint', 'trace.txt')).toEqual({
      code: 1,
      out: `${plain}\n\n`,
      err: 'plinth: No model is there. Download one.\n',
    });
  });

  it('prints both parts as JSON', async () => {
    const { out } = await cli.run('hint', 'trace.txt', '--json');
    expect(JSON.parse(out)).toMatchObject({
      language: 'python',
      kind: 'AttributeError',
      frames: [{ path: 'shop.py', line: 2, isOwn: true }, { line: 5 }],
      culprit: 'cart is None',
      answer: '**What happened**: None.',
    });
    expect(out).not.toContain('"document"');
  });

  it('finds a file by its name in the folders below, and tells of other traces', async () => {
    await mkdir(path.join(cli.folder, 'lib'));
    await cli.write('lib/Shop.java', 'class Shop {\n  int f() { return cart.size(); }\n}\n');
    const java = 'java.lang.NullPointerException: because "cart" is null\n\tat Shop.f(Shop.java:2)\n';
    await cli.write('two.txt', `${trace}\n${java}`);
    const { out, err } = await cli.run('hint', 'two.txt');
    expect(out).toContain(
      '  at lib/Shop.java:2, in Shop.f\n    int f() { return cart.size(); }\n  Likely: cart is null.',
    );
    expect(err).toBe('plinth: The text holds 2 traces; this is about the last one.\n');
  });

  it.each<[name: string, content: string | Uint8Array | undefined, code: number, message: RegExp]>([
    ['none.txt', undefined, 1, /does not exist/],
    ['empty.txt', ' \n', 1, /"empty\.txt" is empty\. Give a text/],
    ['words.txt', 'all is well\n', 1, /holds no stack trace.*Understood are traces of Python/],
    ['binary.txt', new Uint8Array([0, 1, 2]), 1, /binary/],
  ])('refuses %s before the engine starts', async (name, content, code, message) => {
    if (content !== undefined) await cli.write(name, content);
    expect(await cli.run('hint', name)).toMatchObject({ code, out: '', err: expect.stringMatching(message) as string });
    expect(cli.wishes).toEqual([]);
  });

  it('shows nothing of files of secrets and of those outside of the folder', async () => {
    await cli.write('.plinthignore', 'shop.py\n');
    const { out } = await cli.run('hint', 'trace.txt');
    expect(out).not.toContain('return cart.items');
    expect(JSON.stringify((cli.engine as FakeEngine).chats[0]?.messages)).not.toContain('return cart.items');
  });
});

describe('readInput', () => {
  async function* pieces(...texts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield await Promise.resolve(typeof text === 'string' ? Buffer.from(text) : text);
  }

  it('reads standard input for -', async () => {
    const umlaut = Buffer.from('ä');
    expect(await readInput('-', '/', pieces('a', umlaut.subarray(0, 1), umlaut.subarray(1)))).toBe('aä');
    await expect(readInput('-', '/', pieces('a\0'))).rejects.toMatchObject({ code: 'fileUnreadable' });
  });
});
