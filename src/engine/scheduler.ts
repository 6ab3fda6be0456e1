import type { Clock } from '../base/clock';
import { childController } from '../base/cancel';

/** Kinds of work, from the most to the least urgent. */
export type Lane = 'typing' | 'fix' | 'explain' | 'warm';

const urgency: Readonly<Record<Lane, number>> = { typing: 0, fix: 1, explain: 2, warm: 3 };

/**
 * Lets one piece of work at a time use the model. Native calls cannot be interrupted, so work is made of short ones (a prefill chunk, a
 * token) and asks for its turn before each: that is where more urgent work gets in, within one chunk or one token.
 */
export class Scheduler {
  readonly #clock: Clock;
  /** Live tickets in order of arrival. */
  readonly #tickets: Ticket[] = [];
  #running: Ticket | undefined;
  #closed = false;
  #turns = 0;
  readonly #whenEmpty: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tickets that are not done yet. */
  get size(): number {
    return this.#tickets.length;
  }

  /** Turns given so far. */
  get turns(): number {
    return this.#turns;
  }

  /** Somebody has the turn. */
  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /**
   * Queues a piece of work; call `done` on the ticket when it is over. A new typing request aborts all older typing: their answers are
   * for a text that is gone. Whatever somebody waits for aborts warm-up work: it is for what was guessed before, and going on with it
   * afterwards would throw out of the cache what the next question can use.
   */
  enter(lane: Lane, signal: AbortSignal): Ticket {
    for (const other of this.#tickets) {
      const isOutdated = other.lane === 'warm' ? lane !== 'warm' : other.lane === 'typing' && lane === 'typing';
      if (isOutdated) other.abort();
    }
    const ticket = new Ticket(lane, signal, {
      clock: this.#clock,
      ask: (asking) => this.#ask(asking),
      leave: (leaving) => this.#leave(leaving),
    });
    this.#tickets.push(ticket);
    if (this.#closed) ticket.abort();
    return ticket;
  }

  /** Aborts everything that is queued or running, and all that will come. */
  close(): void {
    this.#closed = true;
    for (const ticket of this.#tickets) ticket.abort();
  }

  /** Resolves once no ticket is live. */
  async drained(): Promise<void> {
    if (this.#tickets.length > 0) await new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
  }

  #ask(ticket: Ticket): void {
    if (this.#running === ticket) this.#running = undefined;
    this.#wakeNext();
  }

  #leave(ticket: Ticket): void {
    if (this.#running === ticket) this.#running = undefined;
    const index = this.#tickets.indexOf(ticket);
    if (index !== -1) this.#tickets.splice(index, 1);
    if (this.#tickets.length === 0) for (const resolve of this.#whenEmpty.splice(0)) resolve();
    this.#wakeNext();
  }

  #wakeNext(): void {
    if (this.#running !== undefined) return;
    let best: Ticket | undefined;
    for (const ticket of this.#tickets)
      if (ticket.waiting && (best === undefined || urgency[ticket.lane] < urgency[best.lane])) best = ticket;
    if (best === undefined) return;
    this.#running = best;
    this.#turns++;
    best.wake(true);
  }
}

interface Desk {
  readonly clock: Clock;
  ask(ticket: Ticket): void;
  leave(ticket: Ticket): void;
}

/** A place in the scheduler. */
export class Ticket {
  readonly lane: Lane;
  /** Aborts with the caller's own signal, when newer work makes this one useless, and when the scheduler closes. */
  readonly signal: AbortSignal;
  readonly #controller: AbortController;
  readonly #release: () => void;
  readonly #desk: Desk;
  readonly #enteredMs: number;
  #waitedMs = 0;
  #resolve: ((mayRun: boolean) => void) | undefined;
  #started = false;

  constructor(lane: Lane, signal: AbortSignal, desk: Desk) {
    this.lane = lane;
    this.#desk = desk;
    this.#enteredMs = desk.clock.now();
    const { controller, release } = childController(signal);
    this.#controller = controller;
    this.#release = release;
    this.signal = controller.signal;
    this.signal.addEventListener('abort', () => this.wake(false), { once: true });
  }

  /** True between asking for a turn and getting it. */
  get waiting(): boolean {
    return this.#resolve !== undefined;
  }

  /** Milliseconds from entering to the first turn, and in every later turn that more urgent work took first. */
  get waitedMs(): number {
    return this.#started ? this.#waitedMs : this.#desk.clock.now() - this.#enteredMs;
  }

  /**
   * Await this before every native call. True: use the model for one chunk or token now. False: aborted; tidy up and call `done`.
   * Between two turns more urgent work may have run, also on the same sequence.
   */
  async turn(): Promise<boolean> {
    if (this.signal.aborted) return false;
    const since = this.#started ? this.#desk.clock.now() : this.#enteredMs;
    const mayRun = await new Promise<boolean>((resolve) => {
      this.#resolve = resolve;
      this.#desk.ask(this);
    });
    if (mayRun) {
      this.#waitedMs += this.#desk.clock.now() - since;
      this.#started = true;
    }
    return mayRun && !this.signal.aborted;
  }

  abort(): void {
    this.#controller.abort();
  }

  /** Gives the place up. Call exactly when no native call of this work is under way any more. */
  done(): void {
    this.#release();
    this.#desk.leave(this);
  }

  /** For the scheduler: answers the pending `turn`. */
  wake(mayRun: boolean): void {
    const resolve = this.#resolve;
    this.#resolve = undefined;
    resolve?.(mayRun);
  }
}
