import { describe, expect, it } from 'vitest';
import { type ChatRequest, ChatService } from '../../../src/core/chat/chatService';
import { textOfMessage } from '../../../src/core/prompt/messageText';
import { noTaskSources } from '../../../src/core/prompt/taskContext';
import type { DocumentSnapshot } from '../../../src/core/text/snapshot';
import { ScriptedEngine, scriptedSyntax, snapshotOf } from '../../fakes/scriptedChat';

const { signal } = new AbortController();
const code = 'def add(a, b):\n    return a + b\n';

function serviceWith(engine: ScriptedEngine, withheld: readonly string[] = []): ChatService {
  return new ChatService({
    engine,
    syntax: scriptedSyntax(undefined),
    withheld: { isWithheld: (uri) => Promise.resolve(withheld.includes(uri)) },
    sources: { ...noTaskSources, instructions: { forDocument: () => Promise.resolve('Speak like a pirate.') } },
  });
}

function requestFor(changes: Partial<ChatRequest> = {}): ChatRequest {
  const subject = { snapshot: snapshotOf(code), start: 0, end: code.length };
  return { wish: 'question', words: 'Why?', subject, beside: [], earlier: [], ...changes };
}

function named(path: string, text: string): DocumentSnapshot {
  return { ...snapshotOf(text), uri: `file:///w/${path}`, path };
}

async function textOf(chunks: AsyncIterable<string> | undefined): Promise<string> {
  let text = '';
  for await (const chunk of chunks ?? []) text += chunk;
  return text;
}

describe('a question in the chat', () => {
  it('is asked with its code, behind the standing instructions', async () => {
    const engine = new ScriptedEngine(['It adds.']);
    const reply = await serviceWith(engine).ask(requestFor(), signal);
    expect(await textOf(reply?.answer.chunks)).toBe('It adds.');
    expect(engine.asked[0]).toMatchObject({ lane: 'explain' });
    const [system, question] = (engine.asked[0]?.messages ?? []).map(textOfMessage);
    expect(system).toContain('Speak like a pirate.');
    expect(question).toContain('return a + b');
    expect(question).toMatch(/Why\?$/);
  });

  it('may have no code at all', async () => {
    const engine = new ScriptedEngine(['A list.']);
    const reply = await serviceWith(engine).ask(requestFor({ subject: undefined, words: 'What is a list?' }), signal);
    expect(reply?.context).toBeUndefined();
    expect(engine.lastQuestion()).toBe('What is a list?');
  });

  it('brings what was said before, of which the oldest is dropped first and question and answer together', async () => {
    const engine = new ScriptedEngine(['So.']);
    const earlier = [
      { question: 'one', answer: '1' },
      { question: 'two', answer: '2' },
    ];
    await serviceWith(engine).ask(requestFor({ earlier }), signal);
    const messages = engine.asked[0]?.messages ?? [];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user', 'assistant', 'user']);
    const priorities = messages
      .slice(1, 5)
      .map(({ content }) => (typeof content === 'string' ? 0 : content[0]?.priority));
    expect(priorities).toEqual([50, 50, 51, 51]);
  });

  it('shows what is attached, but no keys in it', async () => {
    const engine = new ScriptedEngine(['So.']);
    const other = named('b.py', `first = 1\nkey = "sk-${'a1B2'.repeat(12)}"\nlast = 3\n`);
    await serviceWith(engine).ask(requestFor({ beside: [{ snapshot: other, start: 0, end: 0 }] }), signal);
    expect(engine.lastQuestion()).toContain('From b.py:');
    expect(engine.lastQuestion()).toContain('last = 3');
    expect(engine.lastQuestion()).not.toContain('a1B2a1B2');
  });

  it('gives the model nothing of secret and withheld files, be they asked about or attached', async () => {
    const engine = new ScriptedEngine([]);
    const whole = (snapshot: DocumentSnapshot) => ({ snapshot, start: 0, end: snapshot.text.length });
    const secret = whole(named('.env', 'TOKEN=1'));
    const kept = whole(named('kept.py', 'a = 1'));
    const service = serviceWith(engine, [kept.snapshot.uri]);
    const refused = async (changes: Partial<ChatRequest>, name: string): Promise<void> =>
      expect(service.ask(requestFor(changes), signal)).rejects.toMatchObject({ code: name });
    await refused({ subject: secret }, 'secretFile');
    await refused({ beside: [secret] }, 'secretFile');
    await refused({ subject: kept }, 'withheldFile');
    await refused({ beside: [kept] }, 'withheldFile');
    expect(engine.asked).toEqual([]);
  });
});

describe('tests and documentation in the chat', () => {
  it('are asked for with the words of the person', async () => {
    const engine = new ScriptedEngine(['```python\n```', '```python\n```']);
    const service = serviceWith(engine);
    const reply = await service.ask(requestFor({ wish: 'tests', words: 'Use unittest.' }), signal);
    expect(await textOf(reply?.answer.chunks)).toBe('```python\n```');
    expect(engine.lastQuestion()).toMatch(/Write tests for this code\.\n\nUse unittest\.$/);
    await service.ask(requestFor({ wish: 'documentation', words: '' }), signal);
    expect(engine.lastQuestion()).toMatch(/Write the documentation of this code\.$/);
  });

  it('need code', async () => {
    const engine = new ScriptedEngine([]);
    const service = serviceWith(engine);
    const blank = { snapshot: snapshotOf(' \n'), start: 0, end: 2 };
    expect(await service.ask(requestFor({ wish: 'tests', subject: blank }), signal)).toBeUndefined();
    expect(await service.ask(requestFor({ wish: 'documentation', subject: undefined }), signal)).toBeUndefined();
    expect(engine.asked).toEqual([]);
  });

  it('are not asked for after an abort', async () => {
    const engine = new ScriptedEngine([]);
    expect(await serviceWith(engine).ask(requestFor({ wish: 'tests' }), AbortSignal.abort())).toBeUndefined();
    expect(engine.asked).toEqual([]);
  });
});
