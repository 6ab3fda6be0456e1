import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContextSnippet } from '../../../src/protocol/context';
import type { FakeEngine } from '../../fakes/fakeEngine';
import { CliFixture } from './cliFixture';

const usage: ContextSnippet = {
  source: 'usages',
  path: 'lib/cart.py',
  text: 'cart.add(item, 2)\n',
  line: 6,
  names: ['add'],
  relevance: 1,
  nearness: 1,
};
const hint: ContextSnippet = { ...usage, source: 'unused', path: 'shop.py', text: 'add\n', names: [] };
const weak: ContextSnippet = { ...usage, source: 'similar', path: 'lib/other.py', text: 'far(away)\n', relevance: 0.1 };

let cli: CliFixture;
beforeEach(async () => {
  cli = await CliFixture.create();
  cli.workspace.snippets = [hint, usage, weak];
  await cli.write('shop.py', 'import add\n\ntotal = \n');
});
afterEach(() => cli.remove());

describe('plinth context', () => {
  it('lists the candidates with the reason, then the prompt, and needs no model', async () => {
    const { code, out } = await cli.run('context', 'shop.py:3:9');
    expect(code).toBe(0);
    expect(out).toContain('| usages | lib/cart.py:7 | add |');
    expect(out).toMatch(/\| similar \| lib\/other\.py:7 .* dropped: fits too little \|/);
    expect(out.indexOf('### From lib/cart.py')).toBeLessThan(out.indexOf('### shop.py: before'));
    expect(out).toContain('```\ncart.add(item, 2)\n```');
    expect(cli.wishes).toEqual([]);
    expect(cli.disposed).toBe(1);
    expect(cli.workspace.configs).toMatchObject([{ roots: [{ folder: cli.folder }] }]);
  });

  it('prints the same as JSON', async () => {
    const { out } = await cli.run('context', 'shop.py:3:9', '--json');
    expect(JSON.parse(out)).toMatchObject({
      file: 'shop.py',
      candidates: [
        { source: 'unused', kept: true },
        { source: 'usages', path: 'lib/cart.py', line: 7, kept: true, tokens: expect.any(Number) as number },
        { source: 'similar', kept: false },
      ],
      index: { state: 'ready' },
      prompt: { context: [{ path: 'lib/cart.py' }], prefix: 'import add\n\n', middle: 'total = ', suffix: '\n' },
    });
  });

  it('says that a file lies outside of the workspace', async () => {
    await cli.write('other.py', 'x = ');
    await mkdir(`${cli.folder}/elsewhere`);
    const outside = await cli.run('context', 'other.py:1:5', '--workspace', 'elsewhere');
    expect(outside.err).toContain('other.py" lies outside of the workspace');
    expect((await cli.run('context', 'other.py:1:5', '--workspace', '/')).err).toBe('');
  });

  it('refuses a file that holds secrets, and a place that is none', async () => {
    await cli.write('.env', 'KEY=1');
    const secret = await cli.run('context', '.env:1:2');
    expect(secret).toMatchObject({ code: 1, out: '' });
    expect(secret.err).toContain('keys or passwords');
    expect((await cli.run('context', 'shop.py')).code).toBe(2);
  });
});

describe('plinth complete --context', () => {
  it('puts excerpts of other files into the prompt, or leaves them out', async () => {
    const contexts = async (...options: readonly string[]): Promise<unknown> => {
      await cli.run('complete', 'shop.py:3:9', ...options);
      return (cli.engine as FakeEngine).requests.at(-1)?.prompt.context;
    };
    expect(await contexts()).toMatchObject([{ path: 'lib/cart.py', text: 'cart.add(item, 2)\n' }]);
    expect(await contexts('--context', 'none')).toEqual([]);
    expect((await cli.run('complete', 'shop.py:3:9', '--context', 'some')).code).toBe(2);
  });
});
