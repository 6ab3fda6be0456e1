import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/core/completion/completionPlace';
import { CompletionService } from '../../../src/core/completion/service';
import type { Outcome } from '../../../src/core/completion/outcome';
import { noTrials, shouldParse } from '../../../src/core/completion/trial';
import { noContext } from '../../../src/core/context/choose/contextSource';
import type { SyntaxTrials } from '../../../src/core/ports';
import { nullLog } from '../../../src/base/log';
import type { SyntaxTrial } from '../../../src/protocol/syntax';
import { settingsWith } from '../../fakes/completionSettings';
import { requestAt } from '../../fakes/completionRequests';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeEngine } from '../../fakes/fakeEngine';
import { FakeSyntax, plainScope } from '../../fakes/fakeSyntax';

/** A service whose model says `answer`, and whose trials are told what to say after some time. */
class Stage {
  readonly clock = new FakeClock();
  readonly trials: SyntaxTrial[] = [];
  readonly engine: FakeEngine;
  readonly syntax = new FakeSyntax();
  readonly service: CompletionService;

  constructor(answer: string, verdict: boolean | undefined, delayMs = 5) {
    this.engine = new FakeEngine({ clock: this.clock, complete: () => ({ chunks: [answer] }) });
    const trials: SyntaxTrials = {
      addsErrors: async (trial) => {
        this.trials.push(trial);
        await this.clock.sleep(delayMs, new AbortController().signal);
        return verdict;
      },
    };
    const { engine, syntax, clock } = this;
    const parts = { engine, syntax, clock, trials, context: noContext, log: nullLog, settings: () => settingsWith() };
    this.service = new CompletionService(parts);
  }

  suggest(drawn: string): Promise<Outcome> {
    return this.clock.run(this.service.suggest(requestAt(drawn), new AbortController().signal));
  }
}

const refusal = { kind: 'skipped', stage: 'filter', reason: 'does-not-parse' };

describe('trials of an answer', () => {
  it('refuse what breaks the code, and remember it', async () => {
    const stage = new Stage('f(b]);', true);
    expect(await stage.suggest('a();\n█\nc();')).toMatchObject(refusal);
    expect(await stage.suggest('a();\n█\nc();')).toMatchObject(refusal);
    expect(stage.trials).toEqual([
      { uri: 'file:///w/src/a.ts', version: 1, edit: { start: 5, oldEnd: 5, text: 'f(b]);' } },
    ]);
    expect(stage.engine.requests).toHaveLength(1);
  });

  it('try what is shown, with what it overwrites', async () => {
    const stage = new Stage('key) && b', false);
    expect(await stage.suggest('x = f(█)')).toMatchObject({ kind: 'shown', text: 'key) && b' });
    expect(stage.trials[0]?.edit).toEqual({ start: 6, oldEnd: 7, text: 'key) && b' });
  });

  it('let pass what comes too late or is not known', async () => {
    expect(await new Stage('f(b]);', true, 60).suggest('█')).toMatchObject({ kind: 'shown' });
    expect(await new Stage('f(b]);', undefined).suggest('█')).toMatchObject({ kind: 'shown' });
    expect(
      await noTrials.addsErrors({ uri: 'a', version: 1, edit: { start: 0, oldEnd: 0, text: '' } }),
    ).toBeUndefined();
  });
});

describe('shouldParse', () => {
  const place = placeOf(requestAt('x = █'));

  it.each(['f();', 'f()', 'a', '"b"'])('tries %j', (text) => expect(shouldParse(text, place, plainScope)).toBe(true));

  it.each(['f(', 'a =', 'a,', 'if (a) {', 'for a in b:'])('does not try the half-written %j', (text) =>
    expect(shouldParse(text, place, plainScope)).toBe(false),
  );

  it.each([
    ['java', 'f();', true],
    ['java', 'class A { }', true],
    ['java', '@Override', false],
    ['java', '@Size(max = 1)', false],
    ['csharp', 'public class Foo', false],
    ['csharp', 'finally', false],
    ['csharp', '[Test]', false],
    ['rust', '#[test]', false],
    ['kotlin', '@Override', false],
    ['kotlin', 'try', false],
    ['python', '@property', false],
    ['python', 'a()\n@cache', false],
    ['python', 'a = b @ c', true],
    ['typescript', '@Component({})', false],
    ['typescript', '@Input() a;\nb()', true],
    ['typescript', 'export class A', false],
    ['typescript', 'export class A {}', true],
    ['typescript', '} else', false],
    ['typescript', 'iffy(a)', true],
    ['lua', 'if a then', false],
    ['lua', 'for i = 1, 2 do', false],
    ['lua', 'local function f(a)', false],
    ['lua', 'f = function(a)', false],
    ['lua', 'if a then b() end', true],
    ['shellscript', 'while read a', false],
  ])('in %s, of %j: %s', (languageId, text, isTried) => {
    const { snapshot, ...request } = requestAt('█');
    const at = placeOf({ ...request, snapshot: { ...snapshot, languageId } });
    expect(shouldParse(text, at, plainScope)).toBe(isTried);
  });

  it('tries nothing in strings, in comments and where nothing is known', () => {
    expect(shouldParse('f()', place, { ...plainScope, inString: true })).toBe(false);
    expect(shouldParse('f()', place, { ...plainScope, inComment: true })).toBe(false);
    expect(shouldParse('f()', place, undefined)).toBe(false);
  });
});
