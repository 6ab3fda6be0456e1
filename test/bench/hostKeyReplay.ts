import { noContext } from '../../src/core/context/choose/contextSource';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { CompletionService } from '../../src/core/completion/service';
import { FakeEngine } from '../fakes/fakeEngine';
import { spread } from './figures';

const typed = [
  'const total = items.reduce((sum, item) => sum + item.price * item.count, 0);',
  'if (total > limit) {',
  '  report(`too much: ${total}`);',
  '}',
  'const tax = total * rate;',
  'return { total, tax, items };',
].join('\n  ');

/** A TypeScript document of so many lines; typing goes on in the middle of it. */
function documentOf(lines: number): string {
  const line = (index: number): string =>
    index % 12 === 0
      ? `export function work${index}(input: string): string {`
      : index % 12 === 11
        ? '}'
        : `  const part${index} = input.slice(${index});`;
  return Array.from({ length: lines }, (_, index) => line(index)).join('\n');
}

/** A string in one piece, as an editor hands it out; else its first reader would pay for joining it. */
function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

interface Replay {
  readonly cpuMs: readonly number[];
  readonly asked: number;
  readonly shown: number;
}

async function replay(lines: number, answer: readonly string[]): Promise<Replay> {
  const engine = new FakeEngine({ complete: () => ({ chunks: answer }) });
  const service = new CompletionService({
    context: noContext,
    engine,
    syntax: {
      scopeAt: () =>
        Promise.resolve({ inString: false, inComment: false, emptyBlock: false, statementStart: false, enclosing: [] }),
      cut: () => Promise.resolve(undefined),
      parse: () => Promise.resolve(undefined),
    },
    clock: systemClock,
    log: nullLog,
    settings: () => ({
      'completion.enabled': true,
      'completion.languages': {},
      'completion.multiline': true,
      'completion.frequency': 'often',
    }),
  });
  const base = documentOf(lines);
  const start = base.indexOf('\n', Math.floor(base.length / 2)) + 1;
  const costs: number[] = [];
  let shown = 0;
  for (let key = 1; key <= typed.length; key += 1) {
    const text = flat(`${base.slice(0, start)}${typed.slice(0, key)}\n${base.slice(start)}`);
    const snapshot = {
      uri: 'file:///w/a.ts',
      path: 'a.ts',
      repository: 'w',
      languageId: 'typescript',
      version: key,
      text,
    };
    const beforeMs = cpuMs();
    const request = { snapshot, offset: start + key, trigger: 'automatic', cursors: 1, readOnly: false } as const;
    const outcome = await service.suggest(request, new AbortController().signal);
    costs.push(cpuMs() - beforeMs);
    if (outcome.kind === 'shown') shown += 1;
  }
  return { cpuMs: costs, asked: engine.requests.length, shown };
}

/** Types some 200 keys into documents of two sizes, once with answers that never come true and once with one that does. */
export async function replayAll(): Promise<void> {
  const answers = { 'asks each time': ['wrong(', 'a, b)', ';'], 'types through': [typed.slice(1, 75)] };
  await replay(500, answers['asks each time']);
  for (const lines of [2_000, 60_000]) {
    for (const [name, answer] of Object.entries(answers)) {
      const { cpuMs: costs, asked, shown } = await replay(lines, answer);
      console.log(`${lines} lines, ${name}: CPU per key ${spread(costs)}; ${asked} asked, ${shown} shown`);
    }
  }
}
