import { appendFile, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { PlainError } from '../../base/errors';
import type { BenchAnswer } from '../../core/bench/judgement';
import { systemReason } from '../../node/systemReason';
import { jsonLines } from '../jsonLines';

/** One answer of one arm, as a line of the file of results. */
export interface BenchResult extends BenchAnswer {
  /** Says what the answer depends on; a line with another key is not looked at. */
  readonly key: string;
  readonly id: string;
  readonly arm: string;
  /** Why nothing was shown. */
  readonly reason: string | null;
}

/** The answers so far: a file that only grows, so that a run that was stopped goes on where it was. */
export class ResultStore {
  readonly #file: string;
  readonly #known: Map<string, BenchResult>;
  #endsInLine: boolean;

  private constructor(file: string, known: Map<string, BenchResult>, endsInLine: boolean) {
    this.#file = file;
    this.#known = known;
    this.#endsInLine = endsInLine;
  }

  /** Reads what is there; lines that are no results (a last one cut short) are passed over. @throws PlainError `fileUnreadable` */
  static async open(file: string): Promise<ResultStore> {
    const known = new Map<string, BenchResult>();
    const size = await stat(file).then(
      (facts) => facts.size,
      () => 0,
    );
    let isWhole = true;
    if (size > 0)
      for await (const line of jsonLines(file)) {
        isWhole = 'value' in line;
        if ('value' in line && isResult(line.value)) known.set(line.value.key, line.value);
      }
    return new ResultStore(file, known, isWhole);
  }

  get(key: string): BenchResult | undefined {
    return this.#known.get(key);
  }

  /** @throws PlainError `fileUnwritable` */
  async add(result: BenchResult): Promise<void> {
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

function isResult(value: unknown): value is BenchResult {
  if (typeof value !== 'object' || value === null) return false;
  const { key, id, arm, text, end, sources }: Record<string, unknown> = { ...value };
  const areTexts = [key, id, arm, text].every((field) => typeof field === 'string');
  return areTexts && typeof end === 'number' && Array.isArray(sources);
}
