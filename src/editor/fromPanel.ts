import type { ExplainDepth, FromPanel } from '../protocol/panel';

const explainDepths: readonly ExplainDepth[] = ['sentence', 'normal', 'lines'];

/** Longer questions are cut; the panel takes no longer ones either. */
export const maxQuestionChars = 2_000;

export function isDepth(value: unknown): value is ExplainDepth {
  return explainDepths.some((depth) => depth === value);
}

/** A message of the panel, or undefined for anything else: the panel shows text of a model, so nothing that comes from there is believed. */
export function readFromPanel(value: unknown): FromPanel | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, question, depth, id } = value as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'ready':
    case 'stop':
    case 'again':
    case 'copy':
    case 'insert':
      return { type };
    case 'ask':
      return typeof question === 'string' && question.trim() !== ''
        ? { type, question: question.trim().slice(0, maxQuestionChars) }
        : undefined;
    case 'depth':
      return isDepth(depth) ? { type, depth } : undefined;
    case 'open':
    case 'choose':
      return Number.isSafeInteger(id) ? { type, id: id as number } : undefined;
    default:
      return undefined;
  }
}
