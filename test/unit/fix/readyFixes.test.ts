import { describe, expect, it } from 'vitest';
import type { CheckedFix, FixTrial } from '../../../src/core/fix/fixCandidate';
import type { FixProgress } from '../../../src/core/fix/fixProgress';
import type { FixRequest, OfferedFix } from '../../../src/core/fix/fixTarget';
import { FixVerifier, noChecker } from '../../../src/core/fix/fixVerifier';
import { type ReadyFound, ReadyFixes } from '../../../src/core/fix/readyFixes';
import type { Checker } from '../../../src/core/ports';
import type { CheckQuestion } from '../../../src/protocol/check';
import { FakeClock } from '../../fakes/fakeClock';
import { scriptedSyntax, snapshotOf } from '../../fakes/scriptedChat';

const text = 'const total = 1;\nconst totals = 2;\nuse(totalx);\n';
const start = text.indexOf('totalx');
const problem = {
  message: "Cannot find name 'totalx'. Did you mean 'total'?",
  source: 'ts',
  start,
  end: start + 'totalx'.length,
};
const place = { path: '/w/a.ts', root: '/w', unsaved: {} };
const renamed = (name: string): string => text.replace('totalx', name);
const offerOf = (name: string): OfferedFix => ({
  title: name,
  edits: [{ start, end: start + 'totalx'.length, text: name }],
});
const textsOf = (fixes: readonly CheckedFix[]): string[] => fixes.map(({ newText }) => newText);

/** Knows the names that exist; keeps what it was asked. */
function checkerOf(...names: readonly string[]) {
  const questions: CheckQuestion[] = [];
  const problemsIn = (checked: string) => {
    const name = /use\((\w+)\)/.exec(checked)?.[1] ?? '';
    const at = checked.indexOf(`use(${name}`) + 4;
    const said = { start: at, end: at + name.length, message: `Cannot find name '${name}'.`, code: '2304' };
    return names.includes(name) ? [] : [{ ...said, severity: 'error' as const }];
  };
  const checker: Checker = {
    check: (question) => {
      questions.push(question);
      const after = question.candidates.map(problemsIn);
      return Promise.resolve({ checker: 'names 1.0', level: 'types', before: problemsIn(question.before), after });
    },
  };
  return { checker, questions };
}

/** A search that has begun. */
function begin(
  checker: Checker,
  offered?: Promise<readonly OfferedFix[]>,
  { signal = new AbortController().signal, message = problem.message } = {},
) {
  const clock = new FakeClock();
  const snapshot = snapshotOf(text, 'typescript');
  const asked = [{ ...problem, message }];
  const request: FixRequest = { snapshot, offset: start, problems: asked, place, ...(offered && { offered }) };
  const verifier = new FixVerifier({ syntax: scriptedSyntax([]), checker });
  const imports = { findImports: () => Promise.resolve(undefined) };
  const tried: FixTrial[] = [];
  const heard: FixProgress[] = [];
  const target = { kind: 'lines', name: '', start: 0, end: text.length, text, firstLine: 1, problems: asked } as const;
  const work = new ReadyFixes({ verifier, imports, clock }).find(
    { held: { request, asked }, target, seen: new Set(), tried, onProgress: (each) => heard.push(each) },
    signal,
  );
  let found: ReadyFound | undefined;
  void work.then(
    (each) => (found = each),
    () => undefined,
  );
  return { clock, work, tried, heard, found: () => found };
}

describe('ReadyFixes', () => {
  it('does not wait for the language server where a checker confirms what the index knows', async () => {
    let answer: (offered: readonly OfferedFix[]) => void = () => undefined;
    const offered = new Promise<readonly OfferedFix[]>((resolve) => (answer = resolve));
    const { checker, questions } = checkerOf('total', 'totals', 'one');
    const { clock, found, heard } = begin(checker, offered);
    await clock.advance(0);
    expect(found()).toMatchObject({ isEnough: true, fixes: [{ source: 'index', newText: renamed('total') }] });
    // One candidate only: others would have held the first one up.
    expect(questions.map(({ candidates }) => candidates)).toEqual([[renamed('total')]]);
    expect(heard).toEqual([{ kind: 'ready', first: 1, last: 1, of: 2 }]);
    const more = found()?.more();
    answer([offerOf('one'), offerOf('total'), offerOf('wrong')]);
    expect((await more)?.map(({ source, newText }) => [source, newText])).toEqual([
      ['languageServer', renamed('one')],
      ['index', renamed('totals')],
    ]);
  });

  it('checks the other names together where the first one is not it', async () => {
    const { checker, questions } = checkerOf('totals');
    const { work, heard } = begin(checker);
    const { fixes, more } = await work;
    expect(textsOf(fixes)).toEqual([renamed('totals')]);
    expect(questions.map(({ candidates }) => candidates.length)).toEqual([1, 1]);
    expect(heard).toEqual([
      { kind: 'ready', first: 1, last: 1, of: 2 },
      { kind: 'ready', first: 2, last: 2, of: 2 },
    ]);
    expect(await more()).toEqual([]);
  });

  it('gives the server a moment where nobody confirms the guess, and no more', async () => {
    const slow = begin(noChecker, new Promise(() => undefined));
    await slow.clock.advance(199);
    expect(slow.found()).toBeUndefined();
    await slow.clock.advance(1);
    // Of several guesses the likeliest alone.
    expect(slow.found()).toMatchObject({ isEnough: true, fixes: [{ newText: renamed('total') }] });
    expect(slow.found()?.fixes).toHaveLength(1);
    expect(slow.heard.at(-1)).toEqual({ kind: 'server' });
    const quick = begin(noChecker, Promise.resolve([offerOf('one')]));
    expect(textsOf((await quick.work).fixes)).toEqual([renamed('total'), renamed('one')]);
  });

  it('waits for the server where there is nothing else to show, and bears its failure', async () => {
    const message = 'This is not nice';
    const served = begin(checkerOf('one').checker, Promise.resolve([offerOf('one')]), { message });
    expect(textsOf((await served.work).fixes)).toEqual([renamed('one')]);
    const failed = begin(noChecker, Promise.reject(new Error('gone')), { message });
    expect(await failed.work).toMatchObject({ fixes: [], isEnough: false });
  });

  it('tells all that was tried, also what was too much', async () => {
    const offered = Array.from({ length: 10 }, (_, at) => offerOf(`wrong${at}`));
    const broken = { title: 'Broken', edits: [{ start: 9_000, end: 9_001, text: '' }] };
    const { work, tried } = begin(checkerOf('none').checker, Promise.resolve([broken, ...offered]));
    expect((await work).fixes).toEqual([]);
    const reasons = tried.map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === 'notTried')).toHaveLength(3);
    expect(reasons.filter((reason) => reason === 'brokenEdits')).toHaveLength(1);
    // Two names of the text and seven offers.
    expect(reasons.filter((reason) => reason === 'addsErrors')).toHaveLength(9);
    expect(tried).toHaveLength(13);
  });

  it('gives no more after an abort', async () => {
    const controller = new AbortController();
    const { checker } = checkerOf('total', 'totals');
    const { work } = begin(checker, Promise.resolve([offerOf('totals')]), { signal: controller.signal });
    const { more } = await work;
    controller.abort();
    expect(await more()).toEqual([]);
  });
});
