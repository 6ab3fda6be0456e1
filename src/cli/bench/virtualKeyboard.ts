import { PlainError } from '../../base/errors';
import { spliceText } from '../../base/spliceText';
import type { KeyRecord, TraceRecord } from '../../core/bench/typing/keyRecord';
import { isExact } from '../../core/bench/typing/isExact';
import { arrivalShare } from '../../core/bench/typing/rhythm';
import { doubleOf } from '../../core/bench/typing/shownDouble';
import { misfitOf } from '../../core/bench/typing/shownFit';
import type { TypedKey, TypingTrace } from '../../core/bench/typing/trace';
import type { Clock } from '../../core/ports';
import type { DocumentSnapshot } from '../../core/text/snapshot';
import { stopIfAborted } from '../workbench';
import { type HostUse, HostWatch } from './hostWatch';
import type { TypingSide } from './typingSide';

export interface KeyboardParts {
  readonly clock: Clock;
  /** Each key waits until the one before is answered; else keys come by their times. */
  readonly asFast: boolean;
  /** The document of a trace before the first key, in version 1 or later. */
  readonly snapshotOf: (trace: TypingTrace) => DocumentSnapshot;
}

/** A key that was pressed. Its record is there once it was answered and the next key has come. */
interface Press {
  readonly key: TypedKey;
  readonly controller: AbortController;
  readonly pressedMs: number;
  readonly before: HostUse;
  /** When the next key came. */
  after: HostUse;
  seen: Omit<KeyRecord, 'hostBusyMs' | 'hostCpuMs' | 'uses'>;
}

/**
 * Types traces as an editor passes on the keys of a person: each one changes the document edit by edit, cancels the question of the one
 * before, and asks. A suggestion is shown when its question was not cancelled, in the document as it is then. Before the first key at
 * another place the cursor goes there, which cancels a question as well.
 */
export class VirtualKeyboard {
  readonly #parts: KeyboardParts;
  readonly #watch = new HostWatch();

  constructor(parts: KeyboardParts) {
    this.#parts = parts;
  }

  /** Types one trace from its beginning. @throws PlainError `interrupted`, or when the side failed */
  async play(trace: TypingTrace, side: TypingSide, signal: AbortSignal): Promise<TraceRecord> {
    const document = this.#parts.snapshotOf(trace);
    await side.begin(document);
    this.#watch.start();
    let longestBlockMs = 0;
    let presses: readonly Press[] = [];
    try {
      presses = await new Play(this.#parts, this.#watch, side, document).type(trace.keys, signal);
    } finally {
      longestBlockMs = this.#watch.stop();
      await side.idle();
      await side.end();
    }
    const keys = presses.map(({ seen, before, after }, index) => ({
      ...seen,
      hostBusyMs: side.isHostedHere ? rounded(after.busyMs - before.busyMs) : null,
      hostCpuMs: side.isHostedHere ? rounded(after.cpuMs - before.cpuMs) : null,
      uses: side.usesOf(index),
    }));
    const { id, wantedLines } = trace;
    return { trace: id, side: side.name, wantedLines, keys, longestBlockMs: side.isHostedHere ? longestBlockMs : null };
  }
}

/** One trace on its way. */
class Play {
  readonly #parts: KeyboardParts;
  readonly #watch: HostWatch;
  readonly #side: TypingSide;
  #document: DocumentSnapshot;
  #offset = 0;

  constructor(parts: KeyboardParts, watch: HostWatch, side: TypingSide, document: DocumentSnapshot) {
    this.#parts = parts;
    this.#watch = watch;
    this.#side = side;
    this.#document = document;
  }

  async type(keys: readonly TypedKey[], signal: AbortSignal): Promise<Press[]> {
    const { clock, asFast } = this.#parts;
    const presses: Press[] = [];
    const answers: Promise<void>[] = [];
    let dueMs = clock.now();
    try {
      for (const key of keys) {
        dueMs = (asFast ? clock.now() : dueMs) + key.gapMs;
        if (key.kind === 'jump') await this.#arrive(key, dueMs, presses.at(-1), signal);
        await clock.sleep(Math.max(0, dueMs - clock.now()), signal);
        stopIfAborted(signal);
        this.#release(presses.at(-1));
        const press = this.#press(key);
        presses.push(press);
        const answer = this.#answer(press);
        answers.push(answer);
        // It is waited for below, if not here; whoever fails meanwhile must not bring the process down.
        answer.catch(() => undefined);
        if (asFast) await answer.then(() => this.#side.idle());
      }
      await Promise.all(answers);
      return presses;
    } finally {
      for (const { controller } of presses) controller.abort();
      const last = presses.at(-1);
      if (last !== undefined) last.after = this.#watch.used();
    }
  }

  /** The cursor comes to another place, some time before the first key there. */
  async #arrive(key: TypedKey, dueMs: number, last: Press | undefined, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    await clock.sleep(Math.max(0, dueMs - key.gapMs * (1 - arrivalShare) - clock.now()), signal);
    stopIfAborted(signal);
    last?.controller.abort();
    this.#side.visit(this.#document, key.edits[0]?.start ?? this.#offset);
  }

  /** The next key has come. */
  #release(press: Press | undefined): void {
    if (press === undefined) return;
    press.controller.abort();
    press.after = this.#watch.used();
  }

  #press(key: TypedKey): Press {
    const text = spliceText(this.#document.text, key.edits);
    if (text === undefined) throw new PlainError('badTrace', 'A key of a trace lies outside of its text.');
    // In one piece, as an editor hands it out; else its first reader would pay for joining it.
    const flat = Buffer.from(text, 'utf16le').toString('utf16le');
    this.#document = { ...this.#document, version: this.#document.version + 1, text: flat };
    this.#offset = key.offset;
    const { kind } = key;
    const seen = { kind, end: 'cancelled', reason: null, from: null, shownMs: null, firstLineMs: null } as const;
    const controller = new AbortController();
    const [pressedMs, before] = [this.#parts.clock.now(), this.#watch.used()];
    return {
      key,
      controller,
      pressedMs,
      before,
      after: before,
      seen: { ...seen, misfit: null, double: null, exact: null },
    };
  }

  async #answer(press: Press): Promise<void> {
    const { key, controller, pressedMs } = press;
    this.#side.change(this.#document, key.edits);
    const answer = await this.#side.ask(this.#document, this.#offset, controller.signal);
    // The editor drops what comes after the next key.
    if (controller.signal.aborted) return;
    const { suggestion, reason, from } = answer;
    if (suggestion === undefined) {
      press.seen = { ...press.seen, end: 'skipped', reason };
      return;
    }
    const at = { text: this.#document.text, offset: this.#offset };
    const shownMs = rounded(this.#parts.clock.now() - pressedMs);
    const misfit = misfitOf(suggestion, at) ?? null;
    press.seen = {
      kind: key.kind,
      end: 'shown',
      reason: null,
      from,
      shownMs,
      firstLineMs: answer.firstLineMs === null ? null : rounded(answer.firstLineMs),
      misfit,
      double: misfit === null ? (doubleOf(suggestion, at) ?? null) : null,
      exact: key.next === null || key.next.trim() === '' ? null : isExact(suggestion, at, key.next),
    };
  }
}

/** Hundredths of a millisecond. */
function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
