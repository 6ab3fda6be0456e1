import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { noAnswers } from '../../../src/core/completion/answerCache';
import { AnswerCutter } from '../../../src/core/completion/answerCutter';
import { planAnswer } from '../../../src/core/completion/answerPlan';
import { placeOf } from '../../../src/core/completion/completionPlace';
import { dedent, hasLeftDepth } from '../../../src/core/completion/filters/dedent';
import type { Outcome } from '../../../src/core/completion/outcome';
import { CompletionService } from '../../../src/core/completion/service';
import { noContext } from '../../../src/core/context/choose/contextSource';
import type { CompletionRequest } from '../../../src/core/text/snapshot';
import { settingsWith } from '../../fakes/completionSettings';
import { requestAt } from '../../fakes/completionRequests';
import { FakeClock } from '../../fakes/fakeClock';
import { type FakeAnswer, FakeEngine } from '../../fakes/fakeEngine';
import { FakeSyntax, plainScope } from '../../fakes/fakeSyntax';

/** A service in an empty block whose syntax tree never says that the block has ended. */
function stage(answer: FakeAnswer, more: { readonly answers?: typeof noAnswers } = {}) {
  const clock = new FakeClock();
  const engine = new FakeEngine({ clock, complete: () => answer });
  const syntax = new FakeSyntax();
  syntax.scope = { ...plainScope, emptyBlock: true };
  const parts = { engine, syntax, context: noContext, clock, log: nullLog, settings: () => settingsWith() };
  const service = new CompletionService({ ...parts, ...more });
  const suggest = (drawn: string, change: Partial<CompletionRequest> = {}): Promise<Outcome> =>
    clock.run(service.suggest(requestAt(drawn, change), new AbortController().signal));
  return { engine, suggest };
}

/** The model goes on for so many tokens after what is of use. */
const more = Array.from({ length: 100 }, () => 'x ');

describe('an answer that will be cut', () => {
  it('stops the engine at the first word of a line that is less deep, not at the end of its stream', async () => {
    const { engine, suggest } = stage({
      chunks: ['one', ';\n', '    two;', '\n', '  ', 'return', ' 1', ...more],
      chunkMs: 10,
    });
    expect(await suggest('{\n    █\n}')).toMatchObject({ kind: 'shown', text: 'one;\n    two;' });
    expect(engine.requests[0]).toMatchObject({ sent: 6, aborted: true });
  });

  it('stops it also where nothing is left, and says why', async () => {
    const { engine, suggest } = stage({ chunks: ['for (a of b) {', '\n', '  ', 'c', '(a);', ...more], chunkMs: 10 });
    expect(await suggest('{\n    █\n}')).toMatchObject({ kind: 'skipped', reason: 'wrong-depth' });
    expect(engine.requests[0]).toMatchObject({ sent: 4, aborted: true });
  });

  it('is cut again at the place after it', async () => {
    const { engine, suggest } = stage({ chunks: ['one;\n', '  ', 'return', ...more], chunkMs: 10 });
    await suggest('{\n    █\n}');
    expect(await suggest('{\n    one;█\n}')).toMatchObject({ kind: 'skipped', stage: 'filter' });
    await suggest('{\n    one;\n    █\n}');
    expect(engine.requests).toHaveLength(2);
  });

  it('keeps a header out that the cut would leave without its body', async () => {
    const place = placeOf(requestAt('def f():\n    █'));
    const python = { ...place, snapshot: { ...place.snapshot, languageId: 'python' } };
    const plan = planAnswer(python, { ...plainScope, emptyBlock: true }, true, undefined);
    const cutter = new AnswerCutter(python, plan, ({ length }) => Promise.resolve({ end: length, ended: false }));
    expect(await cutter.read('a = 1\n    if a:\nprint')).toBe(true);
    expect(await cutter.finish('end')).toBe('a = 1');
  });

  it('waits for the whole word where more of it may make a directive, and for the end of a text', () => {
    const place = placeOf(requestAt('{\n    █'));
    expect(hasLeftDepth('one;\n#', place)).toBe(false);
    expect(hasLeftDepth('one;\n#endi', place)).toBe(false);
    expect(hasLeftDepth('one;\n#endif\n', place)).toBe(false);
    expect(hasLeftDepth('one;\n# a', place)).toBe(true);
    expect(hasLeftDepth('one;\n}', place)).toBe(false);
    expect(hasLeftDepth('one;\n    two', place)).toBe(false);
    expect(hasLeftDepth('a = `\ntwo', place)).toBe(false);
    expect(hasLeftDepth('a = `\ntwo`;\nb', place)).toBe(true);
  });

  it('is stopped only where the filter cuts it', () => {
    const place = placeOf(requestAt('{\n    █'));
    const text = 'one(\n    a,\n  );\n    `\nb`;\n\n    }\n  two;\n';
    const left = Array.from({ length: text.length }, (_, end) => hasLeftDepth(text.slice(0, end + 1), place));
    expect(left.indexOf(true)).toBe(text.indexOf('two'));
    expect(dedent.apply({ text, overwrite: 0 }, place).text).toBe(text.slice(0, text.indexOf('\n  two')));
  });
});

describe('an answer of nothing but blanks', () => {
  const blanks = Array.from({ length: 48 }, () => '\n    ');

  it('stops the engine after a few lines, or one long one', async () => {
    const lines = stage({ chunks: blanks, chunkMs: 10, stop: 'limit' });
    expect(await lines.suggest('{\n    █\n}')).toMatchObject({ stage: 'filter', reason: 'repetition' });
    expect(lines.engine.requests[0]).toMatchObject({ sent: 6, aborted: true });
    const wide = stage({ chunks: Array.from({ length: 48 }, () => ' '.repeat(16)), chunkMs: 10, stop: 'limit' });
    expect(await wide.suggest('{\n    █\n}')).toMatchObject({ stage: 'filter', reason: 'repetition' });
    expect(wide.engine.requests[0]).toMatchObject({ sent: 6, aborted: true });
  });

  it('is not asked for again at the same place, with the same reason, but by command', async () => {
    const { engine, suggest } = stage({ chunks: blanks, chunkMs: 10, stop: 'limit' });
    const first = await suggest('{\n    █\n}');
    const second = await suggest('{\n    █\n}');
    expect(second).toMatchObject({
      kind: 'skipped',
      stage: 'filter',
      reason: 'repetition',
      message: 'The model wrote blanks without end.',
      timings: { totalMs: 0 },
    });
    expect(first).toMatchObject({ reason: 'repetition', message: 'The model wrote blanks without end.' });
    expect(engine.requests).toHaveLength(1);
    await suggest('{\n    █\n}', { trigger: 'invoke' });
    await suggest('{\n    a█\n}');
    expect(engine.requests).toHaveLength(3);
  });

  it('is asked for each time where nothing is remembered', async () => {
    const { engine, suggest } = stage({ chunks: blanks, chunkMs: 10, stop: 'limit' }, { answers: noAnswers });
    await suggest('{\n    █\n}');
    await suggest('{\n    █\n}');
    expect(engine.requests).toHaveLength(2);
  });
});
