import { findCulprit, hasName } from './culprit';
import {
  type DebugStop,
  guiltyFrame,
  lineTextOf,
  type RelatedError,
  type StopFrame,
  type StopVariable,
} from './debugStop';
import { cutText, maskSecrets, natureOf, oneLine, shownValue } from './shownValue';

/** Where the user's own code was when it happened. */
interface HintPlace {
  /** Absolute, or as the trace wrote it. */
  readonly path: string;
  /** Absent where the file is not in the workspace. */
  readonly uri?: string;
  readonly line: number;
  readonly column?: number;
  /** Empty at the top of a file. */
  readonly functionName: string;
  /** The line itself, trimmed and masked; empty where it is not known. */
  readonly code: string;
  /** False where no call of the user's own is in the stack: then this is the innermost call of all. */
  readonly isOwn: boolean;
}

export interface HintValue {
  readonly name: string;
  /** On one line, masked, at most 120 characters. */
  readonly value: string;
  readonly type: string;
  /** Why the value is the likely culprit; empty for the others. */
  readonly suspicion: string;
}

/** What can be said of a stop without a model. */
export interface PlainHint {
  /** What was raised, on one line: `TypeError: Cannot read …`. */
  readonly title: string;
  /** Absent where the stack has no frame with a file. */
  readonly place?: HintPlace;
  /** `cart is None`; empty where nothing in the line plainly is to blame. */
  readonly culprit: string;
  /** At most twelve, the most telling first. */
  readonly values: readonly HintValue[];
  /** Variables that are not shown. */
  readonly moreValues: number;
  /** Other errors of the same story, a sentence each. */
  readonly related: readonly string[];
}

const maxTitleChars = 300;
const maxValues = 12;
const maxCodeChars = 200;
/** Functions, classes and modules tell nothing, unless the line names them. */
const boring =
  /^(?:<(?:function|module|class|built-in|bound method|method)\b|ƒ |class |function\b|\[Function|<special)/;

const relations: Readonly<Record<RelatedError['relation'], string>> = {
  cause: 'Caused by',
  handled: 'Came up while this was handled:',
  part: 'Together with',
  became: 'Became',
};

/** Says at once, without a model, what was raised, where, and which values the line works with. Bears whatever a debugger says. */
export function plainHint(stop: DebugStop): PlainHint {
  const frame = guiltyFrame(stop) ?? stop.frames.find(({ line }) => line > 0);
  const line = frame === undefined ? '' : lineTextOf(frame).slice(0, 2_000);
  const { message, variables } = stop;
  const culprit = findCulprit(stop.kind, { message, line, column: frame?.column, variables });
  const ranked = rank(variables, line, culprit?.expression);
  const values = ranked.slice(0, maxValues).map(({ name, value, type }): HintValue => {
    const suspicion = name === culprit?.expression ? culprit.says : suspicionOf(stop, line, name, value);
    return { name: cutText(name, 80), value: shownValue(name, value), type: cutText(oneLine(type), 60), suspicion };
  });
  return {
    title: errorTitle(stop),
    ...(frame === undefined ? {} : { place: placeOf(frame, line) }),
    culprit:
      culprit === undefined ? '' : `${cutText(maskSecrets(culprit.expression), 80)} ${maskSecrets(culprit.says)}`,
    values,
    moreValues: variables.length - values.length,
    related: stop.related.slice(0, 6).map((each) => `${relations[each.relation]} ${errorTitle(each)}`),
  };
}

/** Kind and message on one line, without secrets, at most 300 characters. */
function errorTitle({ kind, message }: { readonly kind: string; readonly message: string }): string {
  const said = oneLine(message.slice(0, 4 * maxTitleChars));
  const name = oneLine(kind);
  const title = said === '' ? name : name === '' || said.startsWith(`${name}:`) ? said : `${name}: ${said}`;
  return cutText(maskSecrets(title), maxTitleChars) || 'The program stopped';
}

function placeOf(frame: StopFrame, line: string): HintPlace {
  const { path, column, functionName, isOwn, document } = frame;
  return {
    path: document?.path ?? path,
    ...(document === undefined ? {} : { uri: document.uri }),
    line: frame.line,
    ...(column === undefined ? {} : { column }),
    functionName: cutText(oneLine(functionName), 100),
    code: cutText(maskSecrets(line.trim()), maxCodeChars),
    isOwn,
  };
}

/** What the line names comes first, the culprit before all, then arguments. */
function rank(variables: readonly StopVariable[], line: string, culprit: string | undefined): readonly StopVariable[] {
  const scored = variables.flatMap((variable, index) => {
    const isNamed = hasName(line, variable.name);
    const isCulprit = variable.name === culprit;
    if (variable.name === '' || (!isNamed && !isCulprit && boring.test(variable.value))) return [];
    const role = variable.role === 'argument' ? 2 : variable.role === 'local' ? 1 : 0;
    // Many times the same name, as in nested blocks: the innermost comes first.
    return [{ variable, score: (isCulprit ? 100 : 0) + (isNamed ? 10 : 0) + role, index }];
  });
  scored.sort((a, b) => b.score - a.score || a.index - b.index);
  const seen = new Set<string>();
  return scored.flatMap(({ variable }) => {
    if (seen.has(variable.name)) return [];
    seen.add(variable.name);
    return [variable];
  });
}

/** What the line is to give a value to has none yet, and is not to blame for it. */
function isAssigned(line: string, name: string): boolean {
  const at = line.indexOf(name);
  const rest = line.slice(at + name.length);
  return !/[=(]/.test(line.slice(0, at)) && /^\s*(?::[^=]*)?=[^=>~]/.test(rest) && !hasName(rest, name);
}

/** Nothing where something was expected, in the very line. */
function suspicionOf(stop: DebugStop, line: string, name: string, value: string): string {
  if (!hasName(line, name) || isAssigned(line, name)) return '';
  const nature = natureOf(value);
  if (nature === 'none' && /null|none|nil|undefined/i.test(`${stop.kind} ${stop.message}`)) return `is ${value.trim()}`;
  if (nature === 'notNumber') return 'is not a finite number';
  if (
    nature === 'empty' &&
    /empty|zero|index|range|bounds|StopIteration|NoSuchElement/i.test(`${stop.kind} ${stop.message}`)
  )
    return /^0(?:\.0)?$/.test(value.trim()) ? 'is 0' : 'is empty';
  return '';
}
