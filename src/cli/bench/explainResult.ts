import type { ExplainAnswer } from '../../core/bench/explain/explainJudgement';
import type { ExplainDepth } from '../../protocol/panel';
import type { Kept } from './resultStore';

/** The answer to one item at one depth, as a line of the file of results. */
export interface ExplainResult extends ExplainAnswer, Kept {
  readonly id: string;
  readonly depth: ExplainDepth;
}

/** Whether the fields of a line are those of a result. */
export function isExplainResult(fields: Readonly<Record<string, unknown>>): boolean {
  const { id, depth, text, symbols, promptTokens } = fields;
  const areTexts = [id, depth, text].every((field) => typeof field === 'string');
  return areTexts && typeof promptTokens === 'number' && Array.isArray(symbols);
}
