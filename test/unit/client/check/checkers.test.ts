import { describe, expect, it } from 'vitest';
import { Checkers } from '../../../../src/client/check/checkers';
import type { CheckAnswer, CheckQuestion } from '../../../../src/protocol/check';

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

  it('reads ahead only what a checker that stays has use of, and only where it is trusted', async () => {
    const asked: CheckQuestion[] = [];
    const failing = (name: string) => ({
      ...named(name),
      check: (each: CheckQuestion) => {
        asked.push(each);
        return Promise.reject(new Error('gone'));
      },
    });
    let isTrusted = true;
    const checkers = new Checkers({ isTrusted: () => isTrusted, typeScript: failing('ts'), python: failing('py') });
    for (const id of ['javascript', 'python', 'rust']) await checkers.warm(question(id), never);
    await checkers.warm(question('javascript'), AbortSignal.abort());
    isTrusted = false;
    await checkers.warm(question('javascript'), never);
    expect(asked).toEqual([question('javascript')]);
  });

  it('rejects when it is aborted', async () => {
    const checkers = new Checkers({ isTrusted: () => true, typeScript: named('ts'), python: named('py') });
    await expect(checkers.check(question('python'), AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});
