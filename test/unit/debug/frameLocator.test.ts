import { describe, expect, it } from 'vitest';
import { FrameLocator } from '../../../src/core/debug/frameLocator';
import { isLibraryPath } from '../../../src/core/debug/libraryPath';
import { parseStackTrace } from '../../../src/core/debug/parseStackTrace';
import { stopOfTrace } from '../../../src/core/debug/stopOfTrace';
import { pathsInWorkspace, plainPath } from '../../../src/core/debug/tracePath';
import { nothingWithheld } from '../../../src/core/text/withheldFiles';
import { MemorySources } from './stops';

describe('plainPath', () => {
  it.each([
    ['file:///w/a%20b.ts', '/w/a b.ts'],
    ['file:///C:/w/a.ts', 'C:/w/a.ts'],
    ['vscode-remote://localhost%3A8080/w/a.ts', '/w/a.ts'],
    ['webpack:///./src/a.ts?x=1', 'src/a.ts'],
    ['webpack://shop/./src/a.ts', 'src/a.ts'],
    ['http://localhost:5173/src/App.tsx?t=17', 'src/App.tsx'],
    ['C:\\w\\a.py', 'C:/w/a.py'],
    ['src\\a.py', 'src/a.py'],
    ['./main.rs', 'main.rs'],
    ['/w/a%20b.ts', '/w/a%20b.ts'],
    ['file:///w/%E0%A4%A', '/w/%E0%A4%A'],
    ['node:internal/x', 'node:internal/x'],
  ])('%s', (written, path) => expect(plainPath(written)).toBe(path));
});

describe('pathsInWorkspace', () => {
  it('stays below the roots', () => {
    expect(pathsInWorkspace('/w/src/a.ts', ['/w', '/v'])).toEqual(['/w/src/a.ts']);
    expect(pathsInWorkspace('/w/../etc/passwd', ['/w'])).not.toContain('/etc/passwd');
    expect(pathsInWorkspace('../../etc/passwd', ['/w'])).toEqual([]);
    expect(pathsInWorkspace('/app/src/a.ts', ['/w'])).toEqual(['/w/src/a.ts']);
    expect(pathsInWorkspace('/build/agent/shop/src/a.ts', ['/w'])).toContain('/w/src/a.ts');
    expect(pathsInWorkspace('/home/bob/shop/a.py', ['/home/ann/shop'])).toContain('/home/ann/shop/a.py');
    expect(pathsInWorkspace('//server/share/w/a.cs', ['//server/share/w'])).toEqual(['//server/share/w/a.cs']);
    expect(pathsInWorkspace('c:/W/a.cs', ['C:/w'])).toEqual(['c:/W/a.cs']);
    expect(pathsInWorkspace('', ['/w'])).toEqual([]);
  });
});

describe('isLibraryPath', () => {
  it.each([
    'node_modules/x/index.js',
    '/w/.venv/lib/python3.11/site-packages/x.py',
    '/usr/lib/python3/dist-packages/x.py',
    '/usr/lib/python3.11/json/decoder.py',
    '/home/a/.pyenv/versions/3.11.7/lib/python3.11/json/__init__.py',
    '<frozen importlib._bootstrap>',
    '<string>',
    'node:internal/main',
    'internal/modules/cjs/loader.js',
    'java/util/ArrayList.java',
    'jdk/internal/X.java',
    'org/springframework/X.java',
    '/home/a/go/pkg/mod/github.com/x/y@v1/z.go',
    '/usr/local/go/src/runtime/panic.go',
    '/rustc/59807616e1/library/core/src/option.rs',
    '/home/a/.cargo/registry/src/x/lib.rs',
    '/_/src/libraries/System.Private.CoreLib/src/X.cs',
    'C:/Program Files/dotnet/x.cs',
    'webpack/runtime/x',
    '',
  ])('library: %s', (path) => expect(isLibraryPath(path)).toBe(true));

  it.each([
    'src/a.ts',
    '/home/ann/shop/shop.py',
    '/w/internal.py',
    'com/example/shop/Cart.java',
    'main.go',
    'C:/src/my shop/Orders.cs',
    'lib/cart.rb',
  ])('own: %s', (path) => expect(isLibraryPath(path)).toBe(false));
});

describe('FrameLocator', () => {
  const texts = {
    'src/a.py': 'a\n',
    'src/main/java/com/example/Shop.java': 'x',
    '.env': 'K=1',
    'node_modules/m/i.js': 'm',
    'x/twin.kt': '1',
    'y/twin.kt': '2',
    'deep/er/Only.java': 'o',
  };
  const locate = async (...paths: readonly string[]): Promise<readonly string[]> => {
    const locator = new FrameLocator(new MemorySources(texts), nothingWithheld);
    const frames = await locator.locate(paths.map((path) => ({ path, line: 1, functionName: '' })));
    return frames.map(
      ({ path, isOwn, document }) => `${isOwn ? 'own' : 'other'} ${path}${document === undefined ? '' : ' +'}`,
    );
  };

  it('finds own files however they are named, and leaves out what is secret', async () => {
    expect(
      await locate('file:///w/src/a.py', 'src/a.py', '/app/src/a.py', 'com/example/Shop.java', 'Only.java'),
    ).toEqual([
      'own /w/src/a.py +',
      'own /w/src/a.py +',
      'own /w/src/a.py +',
      'own /w/src/main/java/com/example/Shop.java +',
      'own /w/deep/er/Only.java +',
    ]);
    expect(await locate('/w/.env', '/w/node_modules/m/i.js', 'twin.kt', '/etc/passwd', 'node:fs')).toEqual([
      'own /w/.env',
      'other /w/node_modules/m/i.js',
      'other twin.kt',
      'other /etc/passwd',
      'other node:fs',
    ]);
  });

  it('gives no text of withheld files, and opens a file once', async () => {
    const files = new MemorySources(texts);
    const locator = new FrameLocator(files, { isWithheld: (uri) => Promise.resolve(uri.endsWith('a.py')) });
    const frames = await locator.locate(
      Array.from({ length: 100 }, () => ({ path: '/w/src/a.py', line: 1, functionName: '' })),
    );
    expect(frames).toHaveLength(60);
    expect(frames[0]).toMatchObject({ isOwn: true });
    expect(frames[0]?.document).toBeUndefined();
    expect(files.opened).toEqual(['/w/src/a.py']);
  });
});

describe('stopOfTrace', () => {
  const sources = new MemorySources({ 'Shop.java': 'a\n'.repeat(12) });

  it('stops at the innermost cause that went through own code', async () => {
    const trace = parseStackTrace(
      'java.lang.IllegalStateException: outer\n\tat Shop.load(Shop.java:8)\nCaused by: java.lang.RuntimeException: middle\n\tat Shop.mid(Shop.java:5)\nCaused by: java.io.IOException: disk\n\tat java.base/java.io.File.read(File.java:1)\n',
    );
    if (trace === undefined) throw new Error('no trace');
    const stop = await stopOfTrace(trace, new FrameLocator(sources, nothingWithheld));
    expect(stop).toMatchObject({
      kind: 'java.lang.RuntimeException',
      message: 'middle',
      frames: [{ line: 5, isOwn: true }],
    });
    expect(stop.related.map(({ relation, message }) => `${relation} ${message}`)).toEqual([
      'became outer',
      'cause disk',
    ]);
  });
});
