import { codeOnly } from '../text/codeOnly';
import type { DocumentSnapshot } from '../text/snapshot';
import type { FixProblem } from './fixTarget';

/** A name that a checker cannot find anything for. */
export interface UnresolvedName {
  readonly name: string;
  /** UTF-16 units of the document. */
  readonly start: number;
  /** Stands right of a dot, so that no import brings it in. */
  readonly isMember: boolean;
  /** Names that the message itself proposes. */
  readonly meant: readonly string[];
}

const word = String.raw`[\p{ID_Start}_$][\p{ID_Continue}$]*`;
const quoted = String.raw`[\x60'"‘’“”]`;
/** What checkers and runtimes say of such names; TypeScript, Python and its checkers, ESLint, Go, Rust, Java, C#, C, Ruby, PHP. */
const missing =
  /cannot find|can['’]t find|could not find|not found|no member|has no attribute|cannot access (?:attribute|member)|has no exported member|does not exist|is not defined|not defined|undefined|undeclared|undeclared identifier|unresolved|unknown (?:name|identifier|symbol|import symbol|attribute|field)|not declared|cannot import name|uninitialized constant|is not known|use of unresolved|did you mean|no field|no method|no parameter named|unexpected keyword|may only specify known properties|not recognized|cannot access (?:local|free) variable|referenced before assignment|is not (?:a function|a constructor|iterable)/i;

/** A member that is none: `cart.items.inclludes is not a function`. */
const noFunction = new RegExp(`\\.(${word})\\)? is not (?:a function|a constructor|iterable)`, 'u');

/**
 * The name of a problem that says that a name stands for nothing; undefined for other problems. What is said when a program runs tells the
 * statement or the function at most, so that the name may stand further down.
 */
export function unresolvedName(
  { text, languageId }: Pick<DocumentSnapshot, 'text' | 'languageId'>,
  problem: FixProblem,
): UnresolvedName | undefined {
  const { message } = problem;
  if (!missing.test(message)) return undefined;
  const meant = meantNames(message);
  const named = [...message.matchAll(new RegExp(`${quoted}(${word})${quoted}`, 'gu'))].map((match) => match[1] ?? '');
  const bare = new RegExp(
    `(?:undefined|unresolved reference|name|symbol|identifier):?\\s+(${word})\\b|(?:^|[\\s:])(${word}) is not defined`,
    'iu',
  ).exec(message);
  const member = noFunction.exec(message)?.[1];
  const names = [
    ...(member === undefined ? [] : [member]),
    ...named,
    ...(bare === null ? [] : [bare[1] ?? bare[2] ?? '']),
  ].filter((name) => !meant.includes(name));
  const found = locate(text, problem, names) ?? nearest(codeOnly(text, languageId) ?? text, problem, names);
  if (found === undefined) return undefined;
  return {
    ...found,
    isMember: /(?:[^.]|^)\.\s*$|\?\.\s*$|->\s*$|::\s*$/.test(text.slice(Math.max(0, found.start - 40), found.start)),
    meant,
  };
}

/** Names that a message proposes: `Did you mean 'total'?`, `a local variable with a similar name exists: x`. */
function meantNames(message: string): readonly string[] {
  const pattern = new RegExp(
    String.raw`(?:did you mean|similar name exists|maybe you meant|perhaps you meant|meant to (?:write|use))[^\x60'"‘“\n]{0,60}${quoted}((?:${word}\.)?${word})${quoted}`,
    'giu',
  );
  return [...new Set([...message.matchAll(pattern)].map((match) => match[1] ?? ''))].filter((name) => name !== '');
}

/** The place of the name: the one that the problem's characters hold, else the first that its message names on its line. */
function locate(
  text: string,
  { start, end }: FixProblem,
  names: readonly string[],
): { name: string; start: number } | undefined {
  const range = text.slice(start, end);
  const exact = new RegExp(`^${word}$`, 'u').test(range) ? range : undefined;
  if (exact !== undefined && (names.length === 0 || names.includes(exact))) return { name: exact, start };
  const lineFirst = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  const lineBreak = text.indexOf('\n', Math.max(start, end - 1));
  const last = lineBreak === -1 ? text.length : lineBreak;
  for (const name of names)
    for (const from of [start, lineFirst]) {
      const at = wholeName(name).exec(text.slice(from, last));
      if (at !== null) return { name, start: from + at.index };
    }
  return exact === undefined ? undefined : { name: exact, start };
}

/** The place of the name where the code has it: the first one behind the problem's beginning, else the last one before. */
function nearest(
  code: string,
  { start }: FixProblem,
  names: readonly string[],
): { name: string; start: number } | undefined {
  for (const name of names) {
    const places = [...code.matchAll(wholeName(name))].map(({ index }) => index);
    const at = places.find((place) => place >= start) ?? places.at(-1);
    if (at !== undefined) return { name, start: at };
  }
  return undefined;
}

function wholeName(name: string): RegExp {
  return new RegExp(`(?<![\\p{ID_Continue}$])${name.replaceAll('$', '\\$')}(?![\\p{ID_Continue}$])`, 'gu');
}
