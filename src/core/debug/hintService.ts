import type { ChatResult } from '../../protocol/engine';
import type { AnswerStream, Engine, Syntax, WithheldFiles } from '../ports';
import type { DebugStop, StopFrame } from './debugStop';
import { FrameLocator } from './frameLocator';
import { frameSource, type FrameSource } from './frameSource';
import { hintMessages } from './hintPrompt';
import { type PlainHint, plainHint } from './plainHint';
import { cutText, oneLine } from './shownValue';
import type { SourceFiles } from './sourceFiles';
import type { StackTrace } from './stackTrace';
import { stopOfTrace } from './stopOfTrace';

/** What is said of a stop: the plain part at once, the model's when it is asked for. */
export interface Hint {
  readonly stop: DebugStop;
  readonly plain: PlainHint;
  /**
   * Asks the model; call it once, after the plain part is shown. Answers undefined after an abort. Failures of the engine arrive as
   * rejections of `done`.
   */
  readonly ask: () => Promise<AnswerStream<ChatResult> | undefined>;
}

interface HintParts {
  readonly engine: Engine;
  readonly syntax: Syntax;
  readonly withheld: WithheldFiles;
  readonly files: SourceFiles;
}

/** Twice the 120 words that are asked for. */
const answerTokens = 320;
/** About 1,400 tokens of code: with values and answer they fit a context of 4,096 tokens. */
const sourceChars: readonly number[] = [3_000, 1_200, 800];

/** Hints at why a program stopped. One instance serves every debugger and every trace. */
export class HintService {
  readonly #parts: HintParts;
  readonly #locator: FrameLocator;

  constructor(parts: HintParts) {
    this.#parts = parts;
    this.#locator = new FrameLocator(parts.files, parts.withheld);
  }

  /** Finds the files of a stack in the workspace: what a debugger's inquiry needs to tell the user's own calls. */
  get locator(): FrameLocator {
    return this.#locator;
  }

  /** The hint at what a trace tells, which has no values. Reads the files of its calls, and never rejects. */
  async hintOfTrace(trace: StackTrace, signal: AbortSignal): Promise<Hint> {
    return this.hint(await stopOfTrace(trace, this.#locator), signal);
  }

  /** The hint at a stop whose frames were located; the plain part is there at once. Never throws. */
  hint(stop: DebugStop, signal: AbortSignal): Hint {
    const plain = plainHint(stop);
    return { stop, plain, ask: () => this.#ask(stop, plain, signal) };
  }

  async #ask(stop: DebugStop, plain: PlainHint, signal: AbortSignal): Promise<AnswerStream<ChatResult> | undefined> {
    const { engine, syntax } = this.#parts;
    const own = distinct(stop.frames.filter((frame) => frame.isOwn));
    const sources = await Promise.all(
      sourceChars.map(async (maxChars, index) => {
        const frame = own[index];
        return frame && frameSource(frame, syntax, maxChars, signal);
      }),
    );
    if (signal.aborted) return undefined;
    const messages = hintMessages({
      plain,
      message: stop.message,
      sources: sources.filter((source): source is FrameSource => source !== undefined),
      calls: own.map(callText),
    });
    return engine.chat({ lane: 'explain', messages, answerTokens }, signal);
  }
}

/** A recursion shows the same line again and again. */
function distinct(frames: readonly StopFrame[]): readonly StopFrame[] {
  const seen = new Set<string>();
  return frames.filter(({ path, line }) => {
    const place = `${path}:${line}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

function callText({ document, path, line, functionName }: StopFrame): string {
  const name = functionName === '' ? '' : `${cutText(oneLine(functionName), 100)} `;
  return `${name}${document?.path ?? path}:${line}`;
}
