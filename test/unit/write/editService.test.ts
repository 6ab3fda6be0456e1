import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalSyntax } from '../../../src/core/syntax/localSyntax';
import { type EditOutcome, EditService } from '../../../src/core/write/edit/editService';
import { createLocalSyntax } from '../../cases/syntax/grammarFiles';
import { ScriptedEngine, snapshotOf } from '../../fakes/scriptedChat';

const never = new AbortController().signal;
let syntax: LocalSyntax;
beforeAll(() => {
  syntax = createLocalSyntax();
});
afterAll(() => syntax.dispose());

/** `█` marks the cursor, two of them a selection. */
async function edit(
  languageId: string,
  drawn: string,
  ...answers: ConstructorParameters<typeof ScriptedEngine>[0]
): Promise<{ readonly outcome: EditOutcome; readonly engine: ScriptedEngine; readonly partials: readonly string[] }> {
  const start = drawn.indexOf('█');
  const text = drawn.replaceAll('█', '');
  const end = Math.max(start, drawn.replace('█', '').indexOf('█'));
  const snapshot = snapshotOf(text, languageId);
  syntax.open({ uri: snapshot.uri, languageId, version: snapshot.version, text });
  const engine = new ScriptedEngine(answers);
  const partials: string[] = [];
  const request = { snapshot, start, end, instruction: 'Make it better' };
  const outcome = await new EditService({ engine, syntax }).write(request, never, (part) => partials.push(part));
  return { outcome, engine, partials };
}

const newTextOf = (outcome: EditOutcome): string =>
  outcome.kind === 'written' ? outcome.newText : JSON.stringify(outcome);
const two = 'def f(a):\n    x = a\n    y = x\n    return y\n\n\ndef g():\n    pass\n';
const selected = two.replace('    x', '█    x').replace('y = x\n', 'y = x\n█');

describe('EditService', () => {
  it('changes the selected lines alone, in the indentation that they have', async () => {
    const { outcome, engine } = await edit('python', selected, '```python\nx = a + 1\ny = x\n```');
    expect(newTextOf(outcome)).toBe(two.replace('x = a', 'x = a + 1'));
    expect(outcome).toMatchObject({ kind: 'written', verdict: 'parses', edits: [{ text: '    x = a + 1\n' }] });
    expect(engine.lastQuestion()).toContain('What to do: Make it better');
  });

  it('takes the function at the cursor without a selection, and keeps CRLF', async () => {
    const crlf = two.replaceAll('\n', '\r\n');
    const { outcome } = await edit('python', crlf.replace('y = x', 'y█ = x'), '```\ndef f(a):\n    return a\n```');
    expect(newTextOf(outcome)).toBe('def f(a):\r\n    return a\r\n\r\n\r\ndef g():\r\n    pass\r\n');
  });

  it('shows whole lines while they come, the old ones below', async () => {
    const { partials } = await edit('python', selected, '```python\n    x = 1\n    y = 2\n```');
    expect(partials[0]).toBe(two.replace('x = a', 'x = 1'));
    expect(partials.at(-1)).toBe(two.replace('x = a', 'x = 1').replace('y = x', 'y = 2'));
  });

  it('understands the whole function around the selection, and refuses changes elsewhere in it', async () => {
    const whole = two.slice(0, two.indexOf('\n\n\n'));
    const inside = await edit('python', selected, `\`\`\`\n${whole.replace('x = a', 'x = -a')}\n\`\`\``);
    expect(newTextOf(inside.outcome)).toBe(two.replace('x = a', 'x = -a'));
    const outside = `\`\`\`\n${whole.replace('return y', 'return x')}\n\`\`\``;
    expect((await edit('python', selected, outside, outside)).outcome).toEqual({ kind: 'none', reason: 'outside' });
  });

  it('asks once more after code that does not parse, and never offers it', async () => {
    const broken = '```\n    x = (a\n    y = x\n```';
    const mended = await edit('python', selected, broken, '```\n    x = (a)\n    y = x\n```');
    expect(newTextOf(mended.outcome)).toBe(two.replace('x = a', 'x = (a)'));
    expect((await edit('python', selected, broken, broken)).outcome).toEqual({ kind: 'none', reason: 'syntaxError' });
  });

  it.each([
    ['noCode', 'I cannot do that.'],
    ['elided', '```\n    x = 2\n    # ... rest of the code\n```'],
    ['otherLanguage', '```rust\nlet x = 2;\n```'],
    ['unchanged', '```\n    x = a\n    y = x  \n```'],
  ])('has a word for an answer of no use: %s', async (reason, answer) => {
    expect((await edit('python', selected, answer, answer)).outcome).toEqual({ kind: 'none', reason });
  });

  it('gives up at the token limit and does not begin with too many lines', async () => {
    const { outcome, engine } = await edit('python', selected, { text: '```\n    x = 2', stop: 'limit' });
    expect([outcome, engine.asked.length]).toEqual([{ kind: 'none', reason: 'tooLong' }, 1]);
    const long = `█${'x = 1\n'.repeat(1_000)}█`;
    expect((await edit('python', long)).outcome).toEqual({ kind: 'none', reason: 'longSelection' });
    expect((await edit('python', selected, { text: '', stop: 'aborted' })).outcome).toEqual({ kind: 'aborted' });
  });
});
