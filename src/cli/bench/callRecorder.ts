import type { CalledFunction } from '../../core/bench/calls/calledFunctions';
import {
  type KnownCall,
  mayBeCalled,
  notLoaded,
  repeatableCalls,
  tellsEnough,
} from '../../core/bench/calls/knownCalls';
import type { FunctionPrograms, ProgramOrder } from './functionPrograms';
import type { WorkspaceFile } from './workspaceFiles';

/** A file whose functions may be called. */
export interface CalledFile extends WorkspaceFile {
  /** Absolute, of the workspace. */
  readonly folder: string;
  /** Relative to the folder that holds all of them; empty when there is just one. */
  readonly workspace: string;
}

type Called = Pick<CalledFunction, 'start' | 'calls'>;

/** Finds out what calls of functions give. */
export class CallRecorder {
  readonly #programs: FunctionPrograms;
  readonly #signal: AbortSignal;
  /** By file and place of the function. */
  readonly #recorded = new Map<string, Promise<readonly KnownCall[]>>();
  /** Files that cannot be run, as what they import is not there. */
  readonly #unloadable = new Set<string>();

  constructor(programs: FunctionPrograms, signal: AbortSignal) {
    this.#programs = programs;
    this.#signal = signal;
  }

  /** Whether it is worth trying to call a function: `false` costs nothing. */
  canCall(file: CalledFile, { calls }: Called): boolean {
    return calls.length > 0 && mayBeCalled(file.text) && !this.#unloadable.has(placeName(file));
  }

  /** The calls of a function that give the same each time; none where it cannot be called or they tell too little. */
  knownCalls(file: CalledFile, called: Called): Promise<readonly KnownCall[]> {
    const key = `${placeName(file)}:${called.start}`;
    const known = this.#recorded.get(key) ?? this.#record(file, called);
    this.#recorded.set(key, known);
    return known;
  }

  async #record(file: CalledFile, called: Called): Promise<readonly KnownCall[]> {
    if (!this.canCall(file, called)) return [];
    const { calls } = called;
    const order = orderOf(file, file.text, calls);
    const first = await this.#programs.run(order, this.#signal);
    if (first?.some(({ value }) => value === notLoaded) === true) this.#unloadable.add(placeName(file));
    if (first === undefined || this.#unloadable.has(placeName(file))) return [];
    const second = await this.#programs.run({ ...order, seed: 2 }, this.#signal);
    const known = repeatableCalls(calls, first, second ?? []);
    return tellsEnough(known) ? known : [];
  }
}

/** Calls of a file's functions, with `text` in its place. */
export function orderOf({ folder, path, language }: CalledFile, text: string, calls: readonly string[]): ProgramOrder {
  return { folder, file: path, languageId: language, text, calls };
}

/** The file as a list of several workspaces names it. */
export function placeName({ workspace, path }: Pick<CalledFile, 'workspace' | 'path'>): string {
  return workspace === '' ? path : `${workspace}/${path}`;
}
