import { childController, within } from '../../base/cancel';
import type { Clock } from '../ports';
import { hasName } from './culprit';
import {
  type AdapterFrame,
  type AdapterVariable,
  readException,
  readFrames,
  readScopes,
  readStopped,
  readVariables,
} from './debuggerAnswers';
import { type DebugStop, lineTextOf, type StopFrame, type StopVariable } from './debugStop';
import { isLibraryPath } from './libraryPath';
import type { TraceFrame } from './stackTrace';

/** Sends one request of the Debug Adapter Protocol and answers with the body of the response. May reject, hang or answer with anything. */
type AskDebugger = (command: string, args: Readonly<Record<string, unknown>>) => PromiseLike<unknown>;

interface InquiryParts {
  readonly ask: AskDebugger;
  /** Marks the user's own frames and finds their documents. */
  readonly locate: (frames: readonly TraceFrame[]) => Promise<readonly StopFrame[]>;
  readonly clock: Clock;
  /** For all questions together; what is late by then is left out. */
  readonly deadlineMs: number;
}

const maxLevels = 20;
/** Objects of the guilty line that are looked into. */
const maxOpened = 3;
const maxParts = 20;
/** Those that the line names come first, so nothing of use is lost. */
const maxVariables = 500;

/**
 * Finds out why and where a program stopped, after a debug adapter's event `stopped`. Asks for the exception, the stack, and the arguments
 * and locals of the user's innermost call with one level of parts for what its line names. It never evaluates anything, opens no lazy
 * variable and no expensive scope. Whatever fails or is late is left out: a debugger that dies costs the values, not the hint.
 * @param stopped the event's body
 * @returns undefined for a stop that is neither an exception nor a signal, and after an abort
 */
export async function inquireStop(
  stopped: unknown,
  parts: InquiryParts,
  signal: AbortSignal,
): Promise<DebugStop | undefined> {
  const event = readStopped(stopped);
  if (event === undefined || signal.aborted) return undefined;
  const { controller, release } = childController(signal);
  try {
    const inquiry = new Inquiry(parts, controller.signal);
    const { threadId } = event;
    const [exception, { frames, variables }] = await Promise.all([
      inquiry.request('exceptionInfo', { threadId }).then(readException),
      inquiry.collect(threadId),
    ]);
    if (signal.aborted) return undefined;
    const { kind, message, related } = exception ?? { ...event, related: [] };
    // An adapter that only repeats the filter's name knows less than its own event.
    const isVague = kind === '' || /^(?:all|uncaught|raised|exception|unknown)$/i.test(kind);
    return {
      kind: isVague && event.kind !== '' ? event.kind : kind,
      message: message === '' ? event.message : message,
      frames,
      variables,
      related,
    };
  } finally {
    controller.abort();
    release();
  }
}

class Inquiry {
  readonly #parts: InquiryParts;
  readonly #signal: AbortSignal;
  readonly #endsAt: number;

  constructor(parts: InquiryParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
    this.#endsAt = parts.clock.now() + parts.deadlineMs;
  }

  /** The body of an answer; undefined when there is none in time. Never rejects. */
  async request(command: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.#inTime(async () => this.#parts.ask(command, args));
  }

  async collect(threadId: number): Promise<Pick<DebugStop, 'frames' | 'variables'>> {
    const adapterFrames = readFrames(
      await this.request('stackTrace', { threadId, startFrame: 0, levels: maxLevels }),
    ).slice(0, maxLevels);
    const located = await this.#inTime(() => this.#parts.locate(adapterFrames));
    const frames: readonly StopFrame[] =
      located ?? adapterFrames.map((frame) => ({ ...plainFrame(frame), isOwn: !isLibraryPath(frame.path) }));
    const top = frames.findIndex((frame) => frame.isOwn);
    const [frame, id] = [frames[top], adapterFrames[top]?.id];
    // The values in a file that is kept from the model are kept from it as well, and so are those of one that nobody looked at in time.
    if (id === undefined || frame?.document === undefined) return { frames, variables: [] };
    return { frames, variables: await this.#variables(id, lineTextOf(frame)) };
  }

  async #variables(frameId: number, line: string): Promise<readonly StopVariable[]> {
    const scopes = readScopes(await this.request('scopes', { frameId }));
    const lists = await Promise.all(
      scopes.map(async ({ reference, role }) => {
        const variables = readVariables(await this.request('variables', { variablesReference: reference }));
        return variables.filter(({ isLazy }) => !isLazy).map((variable) => ({ ...variable, role }));
      }),
    );
    const all = lists.flat();
    const named = all.filter(({ name }) => hasName(line, name));
    const opened = await Promise.all(
      named
        .filter(({ reference }) => reference > 0)
        .slice(0, maxOpened)
        .map(async (parent) => this.#partsOf(parent, line)),
    );
    const inLine = new Set(named);
    const kept = [...named, ...all.filter((variable) => !inLine.has(variable))].slice(0, maxVariables);
    return [...kept.map(({ name, value, type, role }) => ({ name, value, type, role })), ...opened.flat()];
  }

  async #partsOf({ name, reference }: AdapterVariable, line: string): Promise<readonly StopVariable[]> {
    const parts = readVariables(await this.request('variables', { variablesReference: reference }));
    const usable = parts.filter((part) => !part.isLazy && part.name !== '__proto__' && !part.name.startsWith('[['));
    const ordered = [
      ...usable.filter((part) => hasName(line, part.name)),
      ...usable.filter((part) => !hasName(line, part.name)),
    ];
    return ordered.slice(0, maxParts).map((part) => ({
      name: partName(name, part.name),
      value: part.value,
      type: part.type,
      role: 'part',
    }));
  }

  async #inTime<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { clock } = this.#parts;
    const ms = this.#endsAt - clock.now();
    if (ms <= 0 || this.#signal.aborted) return undefined;
    return within(work(), { clock, ms, signal: this.#signal });
  }
}

function plainFrame({ path, line, column, functionName }: AdapterFrame): TraceFrame {
  return { path, line, functionName, ...(column === undefined ? {} : { column }) };
}

/** As code would write it. */
function partName(parent: string, part: string): string {
  if (/^[\p{ID_Start}_$#][\p{ID_Continue}$]*$/u.test(part)) return `${parent}.${part.replace(/^#/, '')}`;
  return part.startsWith('[') ? `${parent}${part}` : `${parent}[${part}]`;
}
