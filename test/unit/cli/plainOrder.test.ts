import { expect, it } from 'vitest';
import { inPlainOrder } from '../../../src/cli/bench/plainOrder';
import { FakeEngine } from '../../fakes/fakeEngine';

it('asks with all that stands before the cursor as the prefix, and nothing to heal', () => {
  const engine = new FakeEngine();
  const prompt = {
    session: 's',
    anchor: 1,
    repository: 'shop',
    path: 'a.ts',
    context: [],
    prefix: 'const a = 1;\n',
    suffix: '\n',
    hint: '// load\n',
    middle: 'const b = lo',
  };
  inPlainOrder(engine).complete(prompt, { promptTokens: 100, answerTokens: 10 }, new AbortController().signal);
  const expected = { ...prompt, prefix: 'const a = 1;\n// load\nconst b = lo', hint: '', middle: '' };
  expect(engine.requests.map((request) => request.prompt)).toEqual([expected]);
});
