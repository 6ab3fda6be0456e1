import { describe, expect, it } from 'vitest';
import type { WithheldFiles } from '../../../src/core/ports';
import { commitStyleOf } from '../../../src/core/write/commit/commitStyle';
import { type CommitRequest, CommitService } from '../../../src/core/write/commit/commitService';
import { ScriptedEngine } from '../../fakes/scriptedChat';

const fileDiff = (path: string, ...hunks: readonly string[]): string =>
  [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    `+++ b/${path}`,
    ...hunks.map((hunk) => `@@ -1 +1 @@\n${hunk}`),
  ].join('\n');

function requestOf(diff: string, rest: Partial<CommitRequest> = {}): CommitRequest {
  return { diff, untracked: [], typed: '', subjects: [], uriOf: (path) => `file:///w/${path}`, ...rest };
}

const never = new AbortController().signal;

describe('CommitService', () => {
  it('shows the change to the model and streams the message', async () => {
    const engine = new ScriptedEngine(['```\nAdd retries\n```']);
    const seen: string[] = [];
    const outcome = await new CommitService(engine).write(requestOf(fileDiff('a.ts', '+retry();')), never, (message) =>
      seen.push(message),
    );
    expect(outcome).toMatchObject({ kind: 'written', message: 'Add retries', omissions: { hunks: 0, withheld: [] } });
    expect(engine.lastQuestion()).toContain('+retry();');
    expect(seen.at(-1)).toBe('Add retries');
    expect(seen.join('')).not.toContain('`');
  });

  it('gives nothing but the name of secret, withheld, binary and generated files to the model', async () => {
    const engine = new ScriptedEngine(['Change things']);
    const withheld: WithheldFiles = { isWithheld: (uri) => Promise.resolve(uri.endsWith('/mine.ts')) };
    const diff = [
      fileDiff('.env', '+TOKEN=hidden1'),
      fileDiff('mine.ts', '+hidden2'),
      fileDiff('package-lock.json', '+hidden3'),
      `${fileDiff('plain.txt', '+hidden4')}`.replace('--- a', 'rename from id_rsa\nrename to plain.txt\n--- a'),
      'diff --git a/x.png b/x.png\nBinary files a/x.png and b/x.png differ',
      fileDiff('a.ts', '+key = "ghp_abcdefghijklmnop0123456789";'),
    ].join('\n');
    const outcome = await new CommitService(engine, withheld).write(requestOf(diff), never);
    const question = engine.lastQuestion();
    for (const name of ['.env', 'mine.ts', 'package-lock.json', 'plain.txt', 'x.png']) expect(question).toContain(name);
    expect(question).not.toMatch(/hidden|ghp_/);
    expect(outcome).toMatchObject({
      omissions: { withheld: ['.env', 'mine.ts', 'plain.txt'], binary: 1, generated: 1 },
    });
  });

  it('cuts a long diff by hunks, the first ones of each file last, and says so', async () => {
    const engine = new ScriptedEngine(['Change things']);
    const hunks = Array.from({ length: 20 }, (_, at) => `+${`line ${at} `.repeat(120)}`);
    const diff = [fileDiff('long.ts', ...hunks), fileDiff('short.ts', '+short();')].join('\n');
    const outcome = await new CommitService(engine).write(requestOf(diff), never);
    const question = engine.lastQuestion();
    expect(question.length).toBeLessThan(8_500);
    expect(question).toContain('+short();');
    expect(question).toContain('+line 0');
    expect(question).not.toContain('+line 19');
    expect(outcome).toMatchObject({ kind: 'written', omissions: { files: 1 } });
    expect(outcome.kind === 'written' && outcome.omissions.hunks).toBeGreaterThan(5);
  });

  it('keeps what was typed, names new files and follows the form of the last commits', async () => {
    const engine = new ScriptedEngine(['feat: add a page']);
    const subjects = ['feat: a', 'fix(x): b', 'chore: c', 'Merge branch d'];
    const request = requestOf('', { untracked: ['page.html'], typed: 'feat(ui): ', subjects });
    expect(await new CommitService(engine).write(request, never)).toMatchObject({ message: 'feat(ui): add a page' });
    expect(engine.lastQuestion()).toMatch(/- page\.html \(new\)[^]*feat\(ui\):$/);
    expect(JSON.stringify(engine.asked[0]?.messages[0])).toContain('Conventional Commits');
  });

  it('asks nothing about no change, and has no message where there is none', async () => {
    const engine = new ScriptedEngine(['```\n```', { text: 'Add', stop: 'aborted' }]);
    const service = new CommitService(engine);
    expect(await service.write(requestOf('\n'), never)).toEqual({ kind: 'noChange' });
    expect(engine.asked).toEqual([]);
    expect(await service.write(requestOf(fileDiff('a', '+1')), never)).toEqual({ kind: 'noMessage' });
    expect(await service.write(requestOf(fileDiff('a', '+1')), never)).toEqual({ kind: 'aborted' });
    expect(await service.write(requestOf(fileDiff('a', '+1')), AbortSignal.abort())).toEqual({ kind: 'aborted' });
    expect(engine.asked.length).toBe(2);
  });
});

describe('commitStyleOf', () => {
  it('says how most of the last subjects are written', () => {
    expect(commitStyleOf(['feat: a', 'fix(x)!: b', 'tidy'])).toBe('conventional');
    expect(commitStyleOf(['Engine: a', 'Tests: b', 'tidy'])).toBe('area');
    expect(commitStyleOf(['Add a', 'Remove b', 'Tests: c'])).toBe('plain');
    expect(commitStyleOf(['feat: a'])).toBe('plain');
  });
});
