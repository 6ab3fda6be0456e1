import type { EngineWork } from '../../src/engine/engineWork';
import type {
  ChatParams,
  ChatResult,
  CompleteParams,
  CompleteResult,
  CompletionPrompt,
} from '../../src/protocol/engine';

/** What came of a request, with the text as it was streamed. */
export interface Answer<R> {
  readonly text: string;
  readonly pieces: readonly string[];
  /** Of the pieces of a completion. */
  readonly probabilities: readonly number[];
  readonly result: R;
}

/** Asks for a completion; what is not given is empty. */
export async function complete(
  work: EngineWork,
  prompt: Partial<CompletionPrompt>,
  more: {
    answerTokens?: number;
    promptTokens?: number;
    lane?: CompleteParams['lane'];
    signal?: AbortSignal;
    onText?: (text: string) => void;
  } = {},
): Promise<Answer<CompleteResult>> {
  const pieces: string[] = [];
  const probabilities: number[] = [];
  const params: CompleteParams = {
    id: 1,
    lane: more.lane ?? 'typing',
    prompt: {
      session: 'a',
      anchor: 0,
      repository: '',
      path: 'a.py',
      context: [],
      prefix: '',
      suffix: '',
      hint: '',
      middle: '',
      ...prompt,
    },
    limits: { promptTokens: more.promptTokens ?? 1024, answerTokens: more.answerTokens ?? 8 },
  };
  const onText = (text: string, probability: number): void => {
    pieces.push(text);
    probabilities.push(probability);
    more.onText?.(text);
  };
  const result = await work.complete(params, onText, more.signal ?? new AbortController().signal);
  return { text: pieces.join(''), pieces, probabilities, result };
}

/** Asks a question. */
export async function chat(
  work: EngineWork,
  question: string,
  more: {
    lane?: ChatParams['lane'];
    answerTokens?: number;
    signal?: AbortSignal;
    onText?: (text: string) => void;
  } = {},
): Promise<Answer<ChatResult>> {
  const pieces: string[] = [];
  const params: ChatParams = {
    id: 2,
    lane: more.lane ?? 'explain',
    messages: [
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: question },
    ],
    answerTokens: more.answerTokens ?? 12,
  };
  const onText = (text: string): void => {
    pieces.push(text);
    more.onText?.(text);
  };
  const result = await work.chat(params, onText, more.signal ?? new AbortController().signal);
  return { text: pieces.join(''), pieces, probabilities: [], result };
}

/** Source text of that many lines. */
export const filler = (lines: number): string =>
  Array.from({ length: lines }, (_, index) => `x${index} = load(path)\n`).join('');
