import { describe, expect, it } from 'vitest';
import { Checkers } from '../../../../src/client/check/checkers';
import type { CheckAnswer } from '../../../../src/protocol/check';

const never = new AbortController().signal;

/** Answers with its own name. */
function named(checker: string) {
  const answer: CheckAnswer = { checker, level: 'types', before: [], after: [] };
  return { check: () => Promise.resolve(answer), dispose: () => undefined };
}

function question(languageId: string) {
  return { path: '/w/a', root: '/w', languageId, before: '', candidates: [], unsaved: {} };
}

describe('Checkers', () => {
  it('picks by language', async () => {
    const checkers = new Checkers({ isTrusted: () => true, typeScript: named('ts'), python: named('py') });
    const ids = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python', 'rust'];
    const answers = await Promise.all(ids.map((id) => checkers.check(question(id), never)));
    expect(answers.map((answer) => answer?.checker)).toEqual(['ts', 'ts', 'ts', 'ts', 'py', undefined]);
  });

  it('asks nobody in a workspace that is not trusted, and asks again when it is', async () => {
    let isTrusted = false;
    const checkers = new Checkers({ isTrusted: () => isTrusted, typeScript: named('ts'), python: named('py') });
    expect(await checkers.check(question('python'), never)).toBeUndefined();
    isTrusted = true;
    expect(await checkers.check(question('python'), never)).toMatchObject({ checker: 'py' });
  });

  it('rejects when it is aborted', async () => {
    const checkers = new Checkers({ isTrusted: () => true, typeScript: named('ts'), python: named('py') });
    await expect(checkers.check(question('python'), AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});
