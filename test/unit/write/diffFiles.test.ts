import { describe, expect, it } from 'vitest';
import { diffFiles } from '../../../src/core/write/commit/diffFiles';

const change = [
  'diff --git a/src/a.ts b/src/a.ts',
  'index 1..2 100644',
  '--- a/src/a.ts',
  '+++ b/src/a.ts',
  '@@ -1,2 +1,2 @@ head',
  ' const a = 1;',
  '-const b = 2;',
  '+const b = 3;',
  '@@ -9 +9,2 @@',
  '+diff --git a/fake b/fake',
  '',
].join('\n');

const pathsOf = (diff: string): readonly string[] => diffFiles(diff).map(({ path }) => path);

describe('diffFiles', () => {
  it('reads files, hunks and counts', () => {
    const [file, ...others] = diffFiles(change);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ path: 'src/a.ts', kind: 'changed', isBinary: false, addedLines: 2, removedLines: 1 });
    expect(file?.hunks).toEqual([
      '@@ -1,2 +1,2 @@ head\n const a = 1;\n-const b = 2;\n+const b = 3;',
      '@@ -9 +9,2 @@\n+diff --git a/fake b/fake',
    ]);
  });

  it('knows new, deleted, moved and binary files', () => {
    const files = diffFiles(
      [
        'diff --git a/new.py b/new.py',
        'new file mode 100644',
        '--- /dev/null',
        '+++ b/new.py',
        '@@ -0,0 +1 @@',
        '+x = 1',
        'diff --git a/old.py b/old.py',
        'deleted file mode 100644',
        '--- a/old.py',
        '+++ /dev/null',
        '@@ -1 +0,0 @@',
        '-x = 1',
        'diff --git a/.env b/plain.txt',
        'similarity index 100%',
        'rename from .env',
        'rename to plain.txt',
        'diff --git a/logo.png b/logo.png',
        'index 1..2 100644',
        'Binary files a/logo.png and b/logo.png differ',
      ].join('\n'),
    );
    expect(files.map(({ path, oldPath, kind, isBinary }) => [path, oldPath, kind, isBinary])).toEqual([
      ['new.py', 'new.py', 'added', false],
      ['old.py', 'old.py', 'deleted', false],
      ['plain.txt', '.env', 'moved', false],
      ['logo.png', 'logo.png', 'changed', true],
    ]);
  });

  it('reads names whatever the settings of git are', () => {
    expect(pathsOf('diff --git src/a.ts src/a.ts\n--- src/a.ts\n+++ src/a.ts\n@@ -1 +1 @@\n+1')).toEqual(['src/a.ts']);
    expect(pathsOf('diff --git a/b.ts a/b.ts\n--- a/b.ts\n+++ a/b.ts\n@@ -1 +1 @@\n+1')).toEqual(['a/b.ts']);
    expect(pathsOf('diff --git i/a.ts w/a.ts\n--- i/a.ts\n+++ w/a.ts\n@@ -1 +1 @@\n+1')).toEqual(['a.ts']);
    expect(pathsOf('\u001b[1mdiff --git a/a.ts b/a.ts\u001b[m\nold mode 1\nnew mode 2')).toEqual(['a.ts']);
    expect(pathsOf('diff --git "a/\\303\\244 \\"b\\".ts" "b/\\303\\244 \\"b\\".ts"\nold mode 1')).toEqual(['ä "b".ts']);
    expect(pathsOf('diff --git a/a b.ts b/a b.ts\n--- a/a b.ts\t\n+++ b/a b.ts\t\n@@ -1 +1 @@\n+1')).toEqual([
      'a b.ts',
    ]);
    expect(pathsOf('diff --cc src/a.ts\nindex 1,2..3\n@@@ -1 -1 +1 @@@\n+ 1')).toEqual(['src/a.ts']);
    const conflict =
      'diff --cc private/x.md\nindex 1,2..3\n--- a/private/x.md\n+++ b/private/x.md\n@@@ -1 -1 +1 @@@\n+ 1';
    expect(pathsOf(conflict)).toEqual(['private/x.md']);
  });

  it('finds no file in what is no diff', () => {
    expect(diffFiles('')).toEqual([]);
    expect(diffFiles('fatal: bad object\n@@ no')).toEqual([]);
  });
});
