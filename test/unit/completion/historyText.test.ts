import { describe, expect, it } from 'vitest';
import { TrafficCount } from '../../../src/base/trafficCount';
import { historyText } from '../../../src/core/completion/historyText';
import { type Outcome, refusedAtGate } from '../../../src/core/completion/outcome';
import { OutcomeHistory, type RequestPlace } from '../../../src/core/completion/outcomeHistory';
import type { AnswerStats } from '../../../src/protocol/engine';

const stats: AnswerStats = {
  stop: 'end',
  promptTokens: 1_025,
  evaluatedTokens: 25,
  generatedTokens: 18,
  queueMs: 0,
  prefillMs: 210.4,
  decodeMs: 140,
  lastStepMs: 8,
};
const timings = {
  totalMs: 412,
  firstTokenMs: 262,
  firstLineMs: 380,
  settleMs: 40,
  scopeMs: 3.14,
  contextMs: 12,
  engineMs: 355,
  filterMs: 1.9,
};
const shown: Outcome = {
  kind: 'shown',
  text: 'hidden()',
  range: { start: 1, end: 1 },
  alternatives: [],
  from: 'engine',
  pieces: [{ text: 'hidden()', probability: 0.5 }],
  sources: ['src/b.ts', 'src/b.ts', 'src/c.ts'],
  timings,
  stats,
};
const place: RequestPlace = { atMs: 1, path: 'src/a.ts', languageId: 'typescript', line: 1_234, trigger: 'automatic' };

function textOf(history: OutcomeHistory, traffic = new TrafficCount(), state: readonly string[] = []): string {
  return historyText({ history, traffic, learned: [], state, timeOfDay: (atMs) => `10:00:0${atMs}` });
}

describe('historyText', () => {
  it('says so when nothing was asked yet', () => {
    const text = textOf(new OutcomeHistory(), new TrafficCount(), ['Ready: a model.']);
    expect(text).toContain('# Recent completions and why\n\nReady: a model.\n\nSince the start:\n- Requests: 0\n');
    expect(text).toContain('\n- Bytes sent over the network since start: 0\n');
    expect(text.endsWith('\n\nNone yet.\n')).toBe(true);
    expect(text).not.toContain('Median');
  });

  it('shows where the time and the tokens went, and the context, but no text', () => {
    const history = new OutcomeHistory();
    history.add(place, shown);
    const text = textOf(history);
    expect(text).toContain(`### 10:00:01 shown: src/a.ts, line 1,234
- From the engine, first line after 380 ms; typescript, while typing
- Time: settle 40 ms, syntax 3.1 ms, context 12 ms, engine 355 ms (queue 0 ms, prefill 210 ms, decode 140 ms), first token after 262 ms, filters 1.9 ms, total 412 ms
- Tokens: prompt 1,025 (reused 1,000, evaluated 25), generated 18
- Context from: src/b.ts, src/c.ts
`);
    expect(text).toContain('- Median time to shown: 412 ms, from the engine 412 ms\n');
    expect(text).not.toContain('hidden');
  });

  it('says how sure the model was, and why a text is hidden or shorter', () => {
    const history = new OutcomeHistory();
    history.add(place, { ...shown, confidence: { figure: 0.712, hideBelow: 0.35, isShortened: true } });
    history.add(
      { ...place, atMs: 2, trigger: 'invoke' },
      { ...shown, confidence: { figure: 0.1, hideBelow: 0, isShortened: false } },
    );
    const confidence = { figure: 0.212, hideBelow: 0.35, isShortened: false };
    history.add({ ...place, atMs: 3 }, { ...refusedAtGate('unsure'), stage: 'filter', confidence });
    const text = textOf(history);
    expect(text).toContain('\n- Confidence: 0.71, shown from 0.35 on; the unsure end was left out\n');
    expect(text).toContain('asked by command\n- Confidence: 0.10\n');
    expect(text).toContain(
      `- The model was not sure enough of its answer (plinth.completion.frequency). (filter: unsure); typescript, while typing
- Confidence: 0.21, shown from 0.35 on
`,
    );
    expect(text).not.toContain('hidden()');
  });

  it('tells what was learned', () => {
    const counts = { shown: 1_200, accepted: 300, partly: 7 };
    const learned = [
      { languageId: 'python', ...counts, threshold: { hideBelow: 0.381, usual: 0.35 } },
      { languageId: 'go', ...counts, threshold: undefined },
    ];
    const view = { history: new OutcomeHistory(), traffic: new TrafficCount(), state: [], timeOfDay: String };
    expect(historyText({ ...view, learned })).toContain(`
## Learned from what you accept

- python: shown 1,200, accepted 300, in part 7; shown from a confidence of 0.38 on (0.35 before)
- go: shown 1,200, accepted 300, in part 7; everything is shown
`);
    expect(historyText({ ...view, learned: [] })).not.toContain('## Learned');
  });

  it('gives each absence its reason, and sums up the reasons', () => {
    const history = new OutcomeHistory();
    history.add(
      { ...place, trigger: 'invoke', path: 'odd\n# name.ts' },
      { ...refusedAtGate('empty'), stage: 'filter' },
    );
    for (const atMs of [2, 3]) history.add({ ...place, atMs, path: 'b.md' }, refusedAtGate('paused'));
    const text = textOf(history);
    const paused = 'Completion while typing is paused (Plinth: Resume Completions). (gate: paused)';
    const [, why = '', requests = ''] = text.split('\n## ');
    expect(why).toBe(`Why nothing was shown

- 2 times: ${paused}
- 1 time: The model had nothing to add. (filter: empty)
`);
    expect(requests).toContain(`
### 10:00:03 nothing, 2 times: b.md, line 1,234
- ${paused}; typescript, while typing

### 10:00:01 nothing: odd # name.ts, line 1,234
- The model had nothing to add. (filter: empty); typescript, asked by command
- Time: settle 0 ms,`);
    expect(text).not.toContain('- Tokens');
  });

  it('tells of overtaken requests in one quiet line', () => {
    const history = new OutcomeHistory();
    history.add(place, shown);
    history.add({ ...place, atMs: 2 }, { ...refusedAtGate('superseded'), stage: 'settle' });
    history.add({ ...place, atMs: 3 }, { ...refusedAtGate('superseded'), stage: 'engine', stats });
    const line =
      '10:00:02 to 10:00:03: 2 overtaken by typing in src/a.ts (settle 1, engine 1; 25 tokens evaluated for them)';
    expect(textOf(history)).toContain(`without their text)\n\n${line}\n\n### 10:00:01 shown`);
    history.add({ ...place, atMs: 4 }, shown);
    expect(textOf(history)).toContain(`src/b.ts, src/c.ts\n\n${line}\n\n### 10:00:01 shown`);
    expect(textOf(history)).toContain(
      '- Requests: 4\n- Shown: 2, from the cache 0\n- Nothing shown, with a reason: 0\n',
    );
  });

  it('shows the bytes of the counter', () => {
    const traffic = new TrafficCount();
    traffic.noteSent(1_500);
    traffic.noteReceived(491_400_064);
    const text = textOf(new OutcomeHistory(), traffic);
    expect(text).toContain('sent over the network since start: 1,500\n');
    expect(text).toContain('received over the network since start: 491,400,064\n');
  });
});
