import { mayBeCalled } from '../../core/bench/calls/knownCalls';
import { brokenRanges } from '../../core/bench/brokenRanges';
import type { ExplainItem } from '../../core/bench/explain/explainItem';
import type { RoundTripItem } from '../../core/bench/explain/roundTripItem';
import { emptyFunction, roundTripMessages } from '../../core/bench/explain/roundTripPrompt';
import type { RoundTripAnswer } from '../../core/bench/explain/roundTripReport';
import { readFixAnswer } from '../../core/fix/fixAnswer';
import type { Engine } from '../../core/ports';
import { readAnswer } from '../../core/prompt/readAnswer';
import type { Trees } from '../../core/syntax/trees';
import type { StopReason } from '../../protocol/engine';
import { stopIfAborted } from '../workbench';
import { type CalledFile, orderOf } from './callRecorder';
import type { FunctionPrograms } from './functionPrograms';

export interface RoundTripWriterParts {
  readonly engine: Engine;
  readonly programs: FunctionPrograms;
  readonly trees: Trees;
  /** The item's file. */
  readonly fileOf: (item: ExplainItem) => CalledFile | undefined;
}

const notWritten = { code: null, parses: false, values: null } as const;
/** Names the text that is tried; it lies on no disk. */
const tried = 'tried';

/** Has functions written again, puts them in the place of the old ones, and makes the calls. */
export class RoundTripWriter {
  readonly #parts: RoundTripWriterParts;
  #versions = 0;

  constructor(parts: RoundTripWriterParts) {
    this.#parts = parts;
  }

  /** @param explanation its words alone; empty = only the signature is given. @throws PlainError of the engine */
  async answer(trip: RoundTripItem, explanation: string, signal: AbortSignal): Promise<RoundTripAnswer> {
    const { item, signature } = trip;
    const messages = roundTripMessages({ languageId: item.language, signature, explanation });
    const order = { lane: 'explain', messages, answerTokens: answerTokensFor(item.code) } as const;
    const { text: answer, result } = await readAnswer(this.#parts.engine.chat(order, signal));
    stopIfAborted(signal);
    const reading = writtenFunction(trip, answer, result.stop);
    if (reading.kind === 'refused') return { answer, refusal: reading.reason, ...notWritten };
    const { code } = reading;
    return { answer, code, refusal: null, ...(await this.#tried(trip, code, signal)) };
  }

  async #tried(
    { item, known }: RoundTripItem,
    code: string,
    signal: AbortSignal,
  ): Promise<Pick<RoundTripAnswer, 'parses' | 'values'>> {
    const { programs, fileOf } = this.#parts;
    const file = fileOf(item);
    if (file === undefined) return { parses: false, values: null };
    const text = file.text.slice(0, item.start) + code + file.text.slice(item.end);
    const parses = await this.#parses(item.language, text);
    // A model may write what reads and removes files as well.
    if (!mayBeCalled(text)) return { parses, values: null };
    const calls = known.map(({ call }) => call);
    const results = await programs.run(orderOf(file, text, calls), signal);
    return { parses, values: results?.map(({ value }) => value) ?? null };
  }

  async #parses(languageId: string, text: string): Promise<boolean> {
    const { trees } = this.#parts;
    this.#versions++;
    trees.open({ uri: tried, languageId, version: this.#versions, text });
    try {
      return (await trees.read(tried, this.#versions, (document) => brokenRanges(document).length === 0)) ?? false;
    } finally {
      trees.close(tried);
    }
  }
}

/** Read as a fix is, but of a function that is empty: nothing of the old one can get into it. */
function writtenFunction({ item, signature }: RoundTripItem, answer: string, stop: StopReason) {
  const { language: languageId, name } = item;
  const text = emptyFunction({ languageId, signature });
  const target = { kind: 'function', name, text, start: 0, end: text.length, firstLine: 1, problems: [] } as const;
  return readFixAnswer(answer, target, { cut: stop === 'limit' || stop === 'repetition', languageId });
}

/** As for a fix, which writes a function as a whole, too. */
function answerTokensFor(code: string): number {
  return Math.min(1600, 120 + Math.ceil(code.length / 2));
}
