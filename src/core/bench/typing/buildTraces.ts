import type { ScannedFile, ScannedWorkspace } from '../buildItems';
import { seededRandom } from '../../../base/seededRandom';
import { stableHash } from '../stableHash';
import { usualHabits } from './bodyTypist';
import { longText } from './longText';
import type { TypedKey, TypingTrace } from './trace';
import { type Hole, typeHoles } from './typeHoles';

export interface TraceWish {
  readonly seed: number;
  /** Most traces. */
  readonly traces: number;
  /** Most keys of a trace. */
  readonly keys: number;
  /** Lengths of the files, which the traces get in turn. */
  readonly lines: readonly number[];
}

/** Shorter bodies are typed before anything can be measured. */
const minBodyChars = 40;
/** Bodies of one file that are taken out together. */
const mostHoles = 4;

interface Candidate {
  readonly workspace: ScannedWorkspace;
  readonly file: ScannedFile;
  /** Ordered by their place. */
  readonly bodies: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Traces of typing bodies of functions anew, one for each file that has some, in an order that only the seed and the files decide. The same
 * files and wish give the same traces.
 */
export function buildTraces(workspaces: readonly ScannedWorkspace[], wish: TraceWish): TypingTrace[] {
  const left = workspaces
    .flatMap((workspace) => workspace.files.flatMap((file) => candidate(workspace, file, wish.seed)))
    .map((one) => ({
      ...one,
      // Files that give too few keys come last.
      isPoor: one.bodies.reduce((sum, { start, end }) => sum + end - start, 0) < wish.keys,
      key: stableHash(`${wish.seed}\0${one.workspace.name}\0${one.file.path}`),
    }))
    .sort((a, b) => Number(a.isPoor) - Number(b.isPoor) || a.key - b.key);
  const traces: TypingTrace[] = [];
  while (traces.length < wish.traces && left.length > 0) {
    const wantedLines = wish.lines[traces.length % wish.lines.length] ?? 0;
    // A file that is no longer than it shall be, where there is one.
    const isPoor = left[0]?.isPoor;
    const short = left.findIndex((one) => one.isPoor === isPoor && one.file.text.split('\n').length <= wantedLines);
    const [chosen] = left.splice(Math.max(0, short), 1);
    if (chosen !== undefined) traces.push(traceOf(chosen, wantedLines, wish));
  }
  return traces;
}

function candidate(workspace: ScannedWorkspace, file: ScannedFile, seed: number): Candidate[] {
  const inOrder = file.places
    .filter(({ kind, start, end }) => kind === 'body' && end - start >= minBodyChars)
    .map(({ start, end }) => ({ start, end, key: stableHash(`${seed}\0${file.path}\0${start}`) }))
    .sort((a, b) => a.key - b.key);
  const bodies: { start: number; end: number }[] = [];
  for (const { start, end } of inOrder) {
    const isFree = bodies.every((body) => body.end <= start || end <= body.start);
    if (isFree && bodies.length < mostHoles) bodies.push({ start, end });
  }
  return bodies.length === 0 ? [] : [{ workspace, file, bodies: bodies.sort((a, b) => a.start - b.start) }];
}

function traceOf({ workspace, file, bodies }: Candidate, wantedLines: number, wish: TraceWish): TypingTrace {
  const { path, language, text } = file;
  const id = `${workspace.name === '' ? '' : `${workspace.name}/`}${path}:${wantedLines}`;
  const random = seededRandom(stableHash(`${wish.seed}\0${id}`));
  const { middle, holes } = withHoles(text, bodies);
  const long = longText(middle, wantedLines, othersOf(workspace, file));
  const moved = holes.map(({ start, truth }) => ({ start: start + long.start, truth }));
  const keys: TypedKey[] = [];
  for (const key of typeHoles(moved, usualHabits, random)) if (keys.push(key) >= wish.keys) break;
  return {
    id,
    workspace: workspace.name,
    file: path,
    language,
    wantedLines,
    lines: long.lines,
    text: long.text,
    keys,
  };
}

function withHoles(text: string, bodies: Candidate['bodies']): { readonly middle: string; readonly holes: Hole[] } {
  const holes: Hole[] = [];
  let middle = '';
  let at = 0;
  for (const { start, end } of bodies) {
    middle += text.slice(at, start);
    holes.push({ start: middle.length, truth: text.slice(start, end) });
    at = end;
  }
  return { middle: middle + text.slice(at), holes };
}

/** Other files of the language, those of the same workspace. */
function othersOf({ files }: ScannedWorkspace, { path, language }: ScannedFile): string[] {
  return files.flatMap((other) => (other.language === language && other.path !== path ? [other.text] : []));
}
