import type { DocumentSnapshot } from '../../text/snapshot';
import type { TestFramework } from './frameworks';
import type { ProjectFiles } from './projectFiles';
import type { TestPlace } from './testPlace';
import type { TestSubject } from './testSubject';

/** What a test file begins with: that it reaches its framework and what it tests is worked out here and not left to the model. */
export interface TestHeader {
  /** Lines that come first and are there once: `<?php`, a package clause. */
  readonly opening: readonly string[];
  /**
   * The imports of a test: those of an answer without the ones that are wrong or said twice, and with those that are missing.
   * @param statements imports of the answer, in its order, and lines that are in `opening`
   * @param body the answer without them
   */
  readonly arrange: (statements: readonly string[], body: string) => readonly string[];
  /** Whether one of these imports is of something that the project does not have; absent where nobody can tell. */
  readonly importsUnknown?: (statements: readonly string[]) => Promise<boolean>;
}

/** `notExported`: no other file can name it; `noLibrary`: no other file can name anything of this one. */
export type NoHeader = 'notExported' | 'noLibrary';

export interface HeaderParts {
  readonly snapshot: DocumentSnapshot;
  readonly subject: TestSubject;
  readonly framework: TestFramework;
  readonly place: TestPlace;
  /** Text of the test that shows the style; empty without. */
  readonly example: string;
  readonly files: ProjectFiles;
}

/** Whether a name stands in code by itself and not behind a dot. */
export function usesName(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${patternOf(name)}(?![\\w$])`).test(code);
}

/** The name by which a body calls the module of `entry`, where it never names `entry` by itself: `calc` of `calc.add(1, 2)`. */
export function moduleNameIn(body: string, entry: string): string | undefined {
  if (usesName(body, entry)) return undefined;
  const [, name] = new RegExp(`(?<![\\w$.])([A-Za-z_$][\\w$]*)\\.${patternOf(entry)}(?![\\w$])`).exec(body) ?? [];
  return name === 'this' || name === 'self' ? undefined : name;
}

/** The name in the source of a regular expression. */
export function patternOf(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Each once, in their order. */
export function distinctLines(lines: readonly string[]): readonly string[] {
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
}
