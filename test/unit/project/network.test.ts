import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSourceTree } from './readImports';

const src = path.resolve(import.meta.dirname, '../../../src');
const tree = readSourceTree(src);
const network = /^(?:node:)?(?:net|tls|http|https|http2|dgram|dns|inspector)(?:\/promises)?$|^(?:undici|ws)$/;
const globals = /\bfetch\(|\bglobalThis\.fetch\b|\bnew (?:WebSocket|EventSource)\b|\bXMLHttpRequest\b|\bsendBeacon\b/;

/** Everything in the sources that could connect, so that the counter of bytes in the editor misses nothing. */
describe('the network', () => {
  it('is reached by the download alone; sockets of this machine join host and engine', () => {
    const importers = tree.imports.filter(({ specifier }) => network.test(specifier)).map(({ from }) => from);
    // All of them by the path of a Unix socket or a named pipe.
    expect([...new Set(importers)]).toEqual([
      'client/engineConnection.ts',
      'engine/clientConnection.ts',
      'engine/server.ts',
    ]);
    const read = (file: string): string => fs.readFileSync(path.join(src, file), 'utf8');
    expect(tree.files.filter((file) => globals.test(read(file)))).toEqual([
      // The command line only: a rival that the user names.
      'cli/bench/peerServer.ts',
      // A list of names that programs of the web know.
      'core/context/code/providedNames.ts',
      'node/modelStore.ts',
      'node/secureFetch.ts',
    ]);
    expect(read('client/engineConnection.ts')).toMatch(/createConnection\(\w+\)/);
  });

  it('is never asked past the counter', () => {
    const callers = tree.imports.filter(({ to }) => to === 'node/secureFetch.ts').map(({ from }) => from);
    expect(callers).toEqual(['node/download.ts', 'node/modelStore.ts']);
  });
});
