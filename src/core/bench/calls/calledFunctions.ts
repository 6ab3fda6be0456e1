import type { ParsedDocument } from '../../syntax/trees';
import { brokenRanges } from '../brokenRanges';
import { drawnCalls } from './drawnCalls';
import { type ProgramFunction, programFunctions } from './programFunctions';

/** A function with calls of it that may be tried. */
export interface CalledFunction extends Omit<ProgramFunction, 'parameters'> {
  /** Empty where no other file can call it. */
  readonly calls: readonly string[];
}

/** How a language is called and run. */
export type CallFamily = 'script' | 'python';

/** `undefined` for a language whose functions are not called. */
export function callFamilyOf({ grammar }: ParsedDocument): CallFamily | undefined {
  const { queries } = grammar.entry;
  if (queries === 'python') return 'python';
  return queries === 'javascript' || queries === 'typescript' ? 'script' : undefined;
}

/** The functions of a file with calls that the salt decides. None in other languages and for a file that does not parse. */
export function calledFunctions(document: ParsedDocument, salt: string): CalledFunction[] {
  const family = callFamilyOf(document);
  if (family === undefined || brokenRanges(document).length > 0) return [];
  const { text } = document;
  return programFunctions(document).map(({ parameters, ...rest }) => {
    const { name, start, end, isCallable } = rest;
    const order = { name, parameters, code: text.slice(start, end), text, family };
    return { ...rest, calls: isCallable ? drawnCalls(order, `${salt}\0${name}`) : [] };
  });
}
