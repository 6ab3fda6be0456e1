import { describe, expect, it } from 'vitest';
import { withContextAsComments } from '../../../src/cli/bench/contextAsComments';
import type { CompletionPrompt } from '../../../src/protocol/engine';
import { FakeEngine } from '../../fakes/fakeEngine';

const prompt: CompletionPrompt = {
  session: 's',
  anchor: 1,
  repository: 'shop',
  path: 'a.ts',
  context: [
    { path: 'b.ts', text: 'export const b: B;\n\nexport function c(): C;\n', priority: 1 },
    { path: 'd.ts', text: 'type D = 1', priority: 2 },
  ],
  prefix: 'one\ntwo\n',
  suffix: '\n',
  hint: '',
  middle: '  lo',
};

function askedWith(at: 'file' | 'cursor', promptTokens = 100, asked = prompt): CompletionPrompt | undefined {
  const engine = new FakeEngine();
  withContextAsComments(engine, at, '//').complete(
    asked,
    { promptTokens, answerTokens: 10 },
    new AbortController().signal,
  );
  return engine.requests[0]?.prompt;
}

const comments = '// b.ts\n// export const b: B;\n//\n// export function c(): C;\n// d.ts\n// type D = 1\n';

describe('withContextAsComments', () => {
  it('puts context above the file', () => {
    expect(askedWith('file')).toEqual({ ...prompt, context: [], prefix: `${comments}one\ntwo\n` });
  });

  it("puts context above the cursor's line, as far in", () => {
    const indented = comments.replace(/^(?=.)/gm, '  ');
    expect(askedWith('cursor')).toEqual({ ...prompt, context: [], prefix: `one\ntwo\n${indented}` });
  });

  it('takes whole lines from the far end of the file when there is too much', () => {
    const units = comments.length + prompt.suffix.length + 'two\n'.length;
    expect(askedWith('file', units / 3)?.prefix).toBe(`${comments}two\n`);
    expect(askedWith('file', 1)?.prefix).toBe(comments);
  });

  it('changes nothing without context', () => {
    const bare = { ...prompt, context: [] };
    expect(askedWith('file', 1, bare)).toEqual(bare);
  });
});
