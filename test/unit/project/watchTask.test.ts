import fs from 'node:fs';
import path from 'node:path';
import { build, type BuildFailure, formatMessages } from 'esbuild';
import { expect, it } from 'vitest';

interface Pattern {
  readonly regexp: string;
  readonly message?: number;
  readonly file?: number;
  readonly line?: number;
  readonly column?: number;
}
interface Task {
  readonly label: string;
  readonly problemMatcher: { readonly pattern: readonly Pattern[] };
}

const root = path.resolve(import.meta.dirname, '../../..');
const { tasks } = JSON.parse(fs.readFileSync(path.join(root, '.vscode/tasks.json'), 'utf8')) as {
  readonly tasks: readonly Task[];
};

/** VS Code drops a pattern without file, line and message, and with it the task that "Run Extension" waits for. */
it('VS Code reads the errors of the watch task', async () => {
  const stdin = { contents: 'const right = 1;\nconst broken = ;', sourcefile: 'src/some file.ts' };
  const failure = await build({ stdin, write: false, logLevel: 'silent' }).catch((error: unknown) => error);
  const [text = ''] = await formatMessages((failure as BuildFailure).errors, { kind: 'error' });
  const lines = text.split('\n');
  const patterns = tasks.find(({ label }) => label === 'watch')?.problemMatcher.pattern ?? [];
  const found: Record<string, string | undefined> = {};
  for (const [index, { regexp, ...groups }] of patterns.entries()) {
    const match = new RegExp(regexp).exec(lines[index] ?? '');
    expect(match, `${regexp} on ${lines[index]}`).not.toBeNull();
    for (const [name, group] of Object.entries(groups)) found[name] = match?.[group];
  }
  expect(found).toEqual({ message: 'Unexpected ";"', file: 'src/some file.ts', line: '2', column: '15' });
});
