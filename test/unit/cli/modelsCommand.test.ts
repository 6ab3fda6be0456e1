import { createHash } from 'node:crypto';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueModel } from '../../../src/core/models/catalogue';
import { ggufBytes } from '../models/ggufBytes';
import { knownModel } from '../models/knownModel';
import { type ModelServer, startModelServer } from '../node/modelServer';
import { CliFixture } from './cliFixture';

const content = ggufBytes({ dataBytes: 50_000 });
let cli: CliFixture;
let server: ModelServer;
let free: CatalogueModel;

beforeEach(async () => {
  cli = await CliFixture.create();
  server = await startModelServer(content);
  free = {
    ...knownModel('0.5b'),
    url: server.url,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  };
  const research = { ...knownModel('3b'), url: server.url, bytes: free.bytes, sha256: free.sha256 };
  cli.catalogue = [free, research];
});
afterEach(async () => {
  await server.close();
  await cli.remove();
});

describe('plinth models', () => {
  it('pulls, lists, verifies and removes', async () => {
    const file = path.join(cli.folder, 'models', free.file);
    expect((await cli.run('models', 'list')).out).toMatch(/qwen2\.5-coder-0\.5b +50|qwen2\.5-coder-0\.5b +\d+ kB +no/);
    const pull = await cli.run('models', 'pull', free.id);
    expect(pull).toMatchObject({ code: 0, out: `${file}\n` });
    expect(pull.err).toContain('Apache-2.0');
    expect((await cli.run('models', 'list')).out).toMatch(/qwen2\.5-coder-0\.5b +\d+ kB +yes/);
    expect(await cli.run('models', 'verify', free.id)).toMatchObject({ code: 0, out: `${file}: right\n` });
    expect(await cli.run('models', 'path', free.id)).toMatchObject({ out: `${file}\n` });
    expect(await cli.run('models', 'remove', free.id)).toMatchObject({
      code: 0,
      out: expect.stringContaining('free again') as string,
    });
    expect(await cli.run('models', 'verify', free.id)).toMatchObject({
      code: 1,
      err: expect.stringContaining('plinth models pull') as string,
    });
  });

  it('verifies all that is here without an id, and names the wrong ones', async () => {
    expect(await cli.run('models', 'verify')).toMatchObject({
      code: 1,
      err: expect.stringContaining('No model is in the folder') as string,
    });
    await cli.run('models', 'pull', free.id);
    const file = path.join(cli.folder, 'models', free.file);
    expect(await cli.run('models', 'verify')).toEqual({ code: 0, out: `${file}: right\n`, err: '' });
    await cli.write(path.join('models', knownModel('3b').file), 'GGUF');
    expect(await cli.run('models', 'verify')).toMatchObject({
      code: 1,
      out: `${file}: right\n`,
      err: expect.stringContaining('"plinth models remove qwen2.5-coder-3b"') as string,
    });
  });

  it('says when the folder is none', async () => {
    await cli.write('models', 'a file');
    expect(await cli.run('models', 'verify')).toMatchObject({
      code: 1,
      err: expect.stringContaining('models" is not a folder. ') as string,
    });
  });

  it('prints the folder', async () => {
    expect(await cli.run('models', 'path')).toEqual({ code: 0, out: `${path.join(cli.folder, 'models')}\n`, err: '' });
  });

  it('lists as JSON', async () => {
    const rows = JSON.parse((await cli.run('models', 'list', '--json')).out) as Record<string, unknown>[];
    expect(rows).toMatchObject([
      { id: free.id, state: 'absent', bytes: 0, sizeBytes: content.length },
      { licence: { commercialUse: false } },
    ]);
  });

  it('tells of a licence that forbids commercial use before anything is downloaded', async () => {
    const refused = await cli.run('models', 'pull', 'qwen2.5-coder-3b');
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringMatching(/forbids commercial use.*--accept-licence/) as string,
    });
    expect(server.requests).toEqual([]);
    expect(await cli.run('models', 'pull', 'qwen2.5-coder-3b', '--accept-licence')).toMatchObject({ code: 0 });
  });

  it('names the choices for an unknown model, and what is missing', async () => {
    expect(await cli.run('models', 'pull', 'gpt')).toMatchObject({
      code: 2,
      err: expect.stringContaining(free.id) as string,
    });
    expect(await cli.run('models')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('part of the command is missing') as string,
    });
  });

  it('fails in one line when the server fails', async () => {
    server.handler = (_request, response) => response.writeHead(404).end();
    const { code, err } = await cli.run('models', 'pull', free.id);
    expect(code).toBe(1);
    expect(err).toMatch(/^plinth: The server at 127\.0\.0\.1:\d+ answered with status 404\..*\n$/);
  });
});

describe('plinth --help', () => {
  it('says that lines and columns begin at 1, and shows the engine options for each command', async () => {
    expect((await cli.run('--help')).out).toContain('begin at 1');
    const { code, out } = await cli.run('complete', '--help');
    expect(code).toBe(0);
    expect(out).toContain('begin at 1');
    expect(out).toContain('--model-path');
    expect(await cli.run('--version')).toEqual({ code: 0, out: '9.9.9-test\n', err: '' });
  });
});
