import { appendFile, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { PlainError } from '../../base/errors';
import { stableHash } from '../../core/bench/stableHash';
import { systemReason } from '../../node/systemReason';
import { jsonLines } from '../jsonLines';

/** A line of the file. */
export interface Kept {
  /** Says what the result depends on; a line with another key is not looked at. */
  readonly key: string;
}

/** The results so far: a file that only grows, so that a run that was stopped goes on where it was. */
export class ResultStore<T extends Kept> {
  readonly #file: string;
  readonly #known: Map<string, T>;
  #endsInLine: boolean;

  private constructor(file: string, known: Map<string, T>, endsInLine: boolean) {
    this.#file = file;
    this.#known = known;
    this.#endsInLine = endsInLine;
  }

  /** Reads what is there; lines that are no results (a last one cut short) are passed over. @throws PlainError `fileUnreadable` */
  static async open<T extends Kept>(
    file: string,
    isResult: (value: Readonly<Record<string, unknown>>) => boolean,
  ): Promise<ResultStore<T>> {
    const known = new Map<string, T>();
    const size = await stat(file).then(
      (facts) => facts.size,
      () => 0,
    );
    let isWhole = true;
    if (size > 0)
      for await (const line of jsonLines(file)) {
        isWhole = 'value' in line;
        const result = 'value' in line ? keptOf<T>(line.value, isResult) : undefined;
        if (result !== undefined) known.set(result.key, result);
      }
    return new ResultStore(file, known, isWhole);
  }

  get(key: string): T | undefined {
    return this.#known.get(key);
  }

  /** @throws PlainError `fileUnwritable` */
  async add(result: T): Promise<void> {
    // A line that was cut short must not swallow this one.
    const gap = this.#endsInLine ? '' : '\n';
    this.#endsInLine = true;
    try {
      await mkdir(path.dirname(this.#file), { recursive: true });
      await appendFile(this.#file, `${gap}${JSON.stringify(result)}\n`);
    } catch (error) {
      throw new PlainError('fileUnwritable', `"${this.#file}" cannot be written: ${systemReason(error)}.`);
    }
    this.#known.set(result.key, result);
  }
}

/** The key of a result that depends on this. */
export function resultKey(parts: readonly unknown[]): string {
  return stableHash(JSON.stringify(parts)).toString(16).padStart(14, '0');
}

function keptOf<T extends Kept>(
  value: unknown,
  isResult: (value: Readonly<Record<string, unknown>>) => boolean,
): T | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields: Record<string, unknown> = { ...value };
  // The lines are our own: what has the right fields is a result.
  return typeof fields['key'] === 'string' && isResult(fields) ? (value as T) : undefined;
}
