import type { StopReason } from '../../../protocol/engine';
import type { ExplainDepth } from '../../../protocol/panel';
import { markdownParts } from '../../text/markdownParts';
import { hasLoop, hasRightLength, isEnglish, isOnlyCode } from './answerForm';
import type { ExplainItem } from './explainItem';
import { Mentions } from './mentions';

/** What is known of a name that an explanation has as code; see `NamedSymbol` of core/explain. */
export interface AnswerSymbol {
  readonly name: string;
  readonly kind: 'inSelection' | 'inIndex' | 'standard' | 'missing' | 'unknown';
}

/** An explanation as it was shown, with its times in milliseconds. */
export interface ExplainAnswer {
  readonly text: string;
  readonly stop: StopReason;
  readonly symbols: readonly AnswerSymbol[];
  readonly promptTokens: number;
  /** Prompt tokens that had to be read. */
  readonly evaluatedTokens: number;
  readonly generatedTokens: number;
  readonly prefillMs: number;
  /** From the question to the first character that is shown; `null` where none was. */
  readonly firstWordMs: number | null;
  readonly ms: number;
  /** As the engine had measured it before the question. */
  readonly prefillTokensPerSecond: number;
}

/** So many of so many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

export interface ExplainJudgement {
  /** Names as code that the selection, its file or the index has, of all but those of the language and its library. */
  readonly existing: Share;
  /** The same of all names. */
  readonly existingOfAll: Share;
  readonly marked: number;
  readonly calls: Share;
  readonly parameters: Share;
  readonly isEmpty: boolean;
  readonly isOnlyCode: boolean;
  readonly hasLoop: boolean;
  readonly hasOpenFence: boolean;
  readonly hasRightLength: boolean;
  readonly isCut: boolean;
  readonly isEnglish: boolean;
  /** `null` where nothing was shown. */
  readonly firstWord: { readonly ms: number; readonly budgetMs: number } | null;
}

/** What reading the prompt may take beside its tokens, and how much longer they may take than measured. */
const firstWordBudget = { factor: 1.2, extraMs: 150 };

/** Compares an explanation with the function that it is about. */
export function explainJudgement(item: ExplainItem, depth: ExplainDepth, answer: ExplainAnswer): ExplainJudgement {
  const { text, stop, firstWordMs } = answer;
  const kinds = new Map(answer.symbols.map(({ name, kind }) => [name, kind]));
  const countOf = (...wanted: AnswerSymbol['kind'][]): number =>
    [...kinds.values()].filter((kind) => wanted.includes(kind)).length;
  const exist = countOf('inSelection', 'inIndex');
  const mentions = new Mentions(text);
  const mentioned = (names: readonly string[]): Share => ({
    count: names.filter((name) => mentions.has(name)).length,
    of: names.length,
  });
  return {
    existing: { count: exist, of: kinds.size - countOf('standard') },
    existingOfAll: { count: exist, of: kinds.size },
    marked: countOf('missing'),
    calls: mentioned(item.calls),
    parameters: mentioned(item.parameters),
    isEmpty: text.trim() === '',
    isOnlyCode: isOnlyCode(text),
    hasLoop: stop === 'repetition' || hasLoop(text),
    hasOpenFence: markdownParts(text).endsInFence,
    hasRightLength: hasRightLength(text, depth, item.code),
    isCut: stop === 'limit',
    isEnglish: isEnglish(text),
    firstWord: firstWordMs === null ? null : { ms: firstWordMs, budgetMs: budgetMs(answer) },
  };
}

function budgetMs({ promptTokens, prefillTokensPerSecond }: ExplainAnswer): number {
  return (firstWordBudget.factor * promptTokens * 1_000) / prefillTokensPerSecond + firstWordBudget.extraMs;
}
