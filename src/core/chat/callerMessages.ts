import { PlainError } from '../../base/errors';
import type { ChatMessage } from '../../protocol/engine';

/** A message of whoever calls the model, as text. */
export interface CallerMessage {
  readonly role: ChatMessage['role'];
  readonly text: string;
}

/** What was asked, and what was answered to it. */
interface Turn {
  readonly asked: string[];
  readonly answered: string[];
}

/** No vocabulary has tokens that are longer than this on average; what is beyond it cannot fit, and is not sent for counting. */
const maxCharsPerToken = 16;

/**
 * A conversation of a caller for the engine. Where it is too long for the model, turns (a question with its answer) are dropped whole, the oldest
 * first; the system part and the last question stay. Messages that follow each other in one role become one, since chat templates want the
 * roles to take turns. Callers that have no system role write their instructions as a first user message that another one follows at once: such
 * a message counts as system part.
 * @throws PlainError `nothingAsked` for messages without text, `tooLong` for a last question that cannot fit
 */
export function callerMessages(said: readonly CallerMessage[], contextTokens: number): readonly ChatMessage[] {
  const written = said.filter(({ text }) => text.trim() !== '');
  const instructions = written.filter(({ role }) => role === 'system');
  const spoken = written.filter(({ role }) => role !== 'system');
  const [first, second] = spoken;
  if (first?.role === 'user' && second?.role === 'user') instructions.push(...spoken.splice(0, 1));
  const turns = turnsOf(spoken);
  const last = turns.pop();
  if (last === undefined)
    throw new PlainError('nothingAsked', 'The request holds no text.', 'Send at least one message with text.');
  const system = joined(instructions.map(({ text }) => text));
  const room = contextTokens * maxCharsPerToken - system.length - charsOf(last);
  if (room < 0)
    throw new PlainError(
      'tooLong',
      `This is too much text for the model, which holds ${contextTokens} tokens with its answer.`,
      'Send less text.',
    );
  return [
    ...(system === '' ? [] : [{ role: 'system' as const, content: system }]),
    ...newestWithin(turns, room).flatMap((turn, index) => messagesOf(turn, index)),
    ...messagesOf(last, undefined),
  ];
}

function turnsOf(spoken: readonly CallerMessage[]): Turn[] {
  const turns: Turn[] = [];
  let isAnswered = true;
  for (const { role, text } of spoken) {
    if (role === 'user' && isAnswered) turns.push({ asked: [], answered: [] });
    // A conversation that begins with an answer.
    const turn = turns.at(-1) ?? { asked: [], answered: [] };
    if (turns.length === 0) turns.push(turn);
    isAnswered = role === 'assistant';
    (isAnswered ? turn.answered : turn.asked).push(text);
  }
  return turns;
}

function newestWithin(turns: readonly Turn[], maxChars: number): readonly Turn[] {
  let left = maxChars;
  const lastDropped = turns.findLastIndex((turn) => (left -= charsOf(turn)) < 0);
  return turns.slice(lastDropped + 1);
}

/** Question and answer have one priority, so that they go together; without one they stay. */
function messagesOf({ asked, answered }: Turn, priority: number | undefined): readonly ChatMessage[] {
  const messageOf = (role: ChatMessage['role'], texts: readonly string[]): readonly ChatMessage[] => {
    if (texts.length === 0) return [];
    const text = joined(texts);
    return [{ role, content: priority === undefined ? text : [{ text, priority }] }];
  };
  return [...messageOf('user', asked), ...messageOf('assistant', answered)];
}

function charsOf({ asked, answered }: Turn): number {
  return [...asked, ...answered].reduce((sum, { length }) => sum + length, 0);
}

function joined(texts: readonly string[]): string {
  return texts.join('\n\n');
}
