import { PlainError } from '../base/errors';
import type { ChatParams, ChatPiece, CompleteParams, CountParams } from '../protocol/engine';

/** Code of the PlainErrors thrown here; the connection answers them as JSON-RPC "invalid params". */
export const invalidParams = 'invalidParams';

/** Throws a PlainError (`invalidParams`) unless every field that the model side reads has its type. Names the field, never its text. */
export function checkCompleteParams(params: CompleteParams): void {
  check(isObject(params) && Number.isSafeInteger(params.id), 'id');
  check(params.lane === 'typing' || params.lane === 'warm', 'lane');
  check(
    isObject(params.limits) && isCount(params.limits.promptTokens) && isCount(params.limits.answerTokens),
    'limits',
  );
  const prompt = params.prompt;
  check(isObject(prompt) && Number.isSafeInteger(prompt.anchor), 'prompt.anchor');
  for (const key of ['session', 'repository', 'path', 'prefix', 'suffix', 'hint', 'middle'] as const)
    check(typeof prompt[key] === 'string', `prompt.${key}`);
  check(Array.isArray(prompt.context), 'prompt.context');
  for (const piece of prompt.context)
    check(
      isObject(piece) &&
        typeof piece.path === 'string' &&
        typeof piece.text === 'string' &&
        typeof piece.priority === 'number',
      'prompt.context',
    );
}

/** The same for a chat request. */
export function checkChatParams(params: ChatParams): void {
  check(isObject(params) && Number.isSafeInteger(params.id), 'id');
  check(params.lane === 'fix' || params.lane === 'explain' || params.lane === 'warm', 'lane');
  check(isCount(params.answerTokens) || (params.lane === 'warm' && params.answerTokens === 0), 'answerTokens');
  const { sampling } = params;
  check(sampling === undefined || (isObject(sampling) && isAbove0(sampling.temperature)), 'sampling');
  check(sampling === undefined || (Number.isSafeInteger(sampling.seed) && sampling.seed >= 0), 'sampling');
  check(Array.isArray(params.messages) && params.messages.length > 0, 'messages');
  for (const message of params.messages)
    check(
      isObject(message) &&
        ['system', 'user', 'assistant'].includes(message.role) &&
        (typeof message.content === 'string' || (Array.isArray(message.content) && message.content.every(isPiece))),
      'messages',
    );
}

/** The same for a count. */
export function checkCountParams(params: CountParams): void {
  check(isObject(params) && Number.isSafeInteger(params.id), 'id');
  check(typeof params.text === 'string', 'text');
}

function isPiece(piece: ChatPiece): boolean {
  if (!isObject(piece) || typeof piece.text !== 'string') return false;
  return piece.priority === undefined || Number.isFinite(piece.priority);
}

function isAbove0(value: unknown): boolean {
  return Number.isFinite(value) && Number(value) > 0;
}

function check(holds: boolean, field: string): void {
  if (!holds) throw new PlainError(invalidParams, `The request is malformed: ${field}.`);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
