import { Emitter } from '../../src/base/event';
import type { ChatMessage, StopReason } from '../../src/protocol/engine';
import type { SyntaxNodeFacts } from '../../src/protocol/syntax';
import type { ChatOrder, Engine, EngineView } from '../../src/core/ports';
import { textOfMessage } from '../../src/core/prompt/messageText';
import type { DocumentSnapshot } from '../../src/core/text/snapshot';
import { FakeSyntax, plainScope } from './fakeSyntax';

const noStats = {
  promptTokens: 0,
  evaluatedTokens: 0,
  generatedTokens: 0,
  queueMs: 0,
  prefillMs: 0,
  decodeMs: 0,
  lastStepMs: 0,
  droppedPieces: 0,
};

/** An engine whose answers are written beforehand; it keeps what it was asked. */
export class ScriptedEngine implements Engine {
  readonly asked: ChatOrder[] = [];
  readonly status: EngineView = { state: 'ready' };
  readonly onStatus = new Emitter<EngineView>().event;
  readonly #answers: { readonly text: string; readonly stop: StopReason }[];

  constructor(answers: readonly (string | { readonly text: string; readonly stop: StopReason })[]) {
    this.#answers = answers.map((answer) => (typeof answer === 'string' ? { text: answer, stop: 'end' } : answer));
  }

  complete(): never {
    throw new Error('not asked for in these tests');
  }

  chat(order: ChatOrder): ReturnType<Engine['chat']> {
    this.asked.push(order);
    const next = this.#answers.shift();
    if (next === undefined) throw new Error('the script has no more answers');
    async function* chunks(): AsyncIterable<string> {
      for (const word of next?.text.match(/[\s\S]{1,7}/g) ?? []) yield await Promise.resolve(word);
    }
    return { chunks: chunks(), done: Promise.resolve({ ...noStats, stop: next.stop }) };
  }

  lastQuestion(): string {
    const messages: readonly ChatMessage[] = this.asked.at(-1)?.messages ?? [];
    const last = messages.at(-1);
    return last === undefined ? '' : textOfMessage(last);
  }
}

/** Knows the enclosing nodes it was told, and counts as errors what `countErrors` finds. */
export function scriptedSyntax(
  enclosing: readonly SyntaxNodeFacts[] | undefined,
  countErrors: (text: string) => number | undefined = () => undefined,
): FakeSyntax {
  const syntax = new FakeSyntax();
  syntax.scope = enclosing && { ...plainScope, statementStart: false, enclosing };
  syntax.parseFacts = ({ text }) => {
    const errors = countErrors(text);
    return errors === undefined ? undefined : { errors, errorOffsets: errors > 0 ? [text.length - 1] : [] };
  };
  return syntax;
}

export function snapshotOf(text: string, languageId = 'python'): DocumentSnapshot {
  return { uri: 'file:///w/a.py', path: 'a.py', repository: 'w', languageId, version: 1, text };
}

/** The facts of a node that covers `part` of `text`. */
export function nodeFor(
  text: string,
  part: string,
  name: string,
  kind: SyntaxNodeFacts['kind'] = 'function',
): SyntaxNodeFacts {
  const start = text.indexOf(part);
  if (start === -1) throw new Error(`no such part: ${part}`);
  return { kind, name, start, end: start + part.length };
}
