import { boundedFrames, type FoundTrace, type RaisedError, type TraceCause, type TraceFrame } from '../stackTrace';
import { readNodeFrame } from './nodeFrame';
import { readPlace } from './placeText';

/** `Uncaught`, the mark of a cause, the brackets of an error without calls; then name, code and message. */
const headerLine =
  /^\s*(?:\[cause\]: |Caused by: |Serialized Error: )?(?:Uncaught )?(?:\(in promise\) )?\[?([A-Z][\w$.]*(?:Error|Exception|Warning)|Error)(?: \[([\w:]+)\])?(?:: (.*)|:?)$/;
const causeMark = /^\s*(?:\[cause\]|Caused by): /;
/** A test runner names the test above what its assertion says. */
const testTitle = /^\s*(?:●|✕|×|FAIL\b|\d+\) )/;
/** An excerpt of the source, which test runners put below a call. */
const excerptLine = /^\s*(?:> *)?\d* *\|/;
const skippedCalls = /^\s+\.\.\. \d+ lines matching cause stack trace/;
/** A message with a comparison of two objects is long. */
const maxHeaderDistance = 40;
const maxMessageLines = 10;

/** Consecutive calls with the error above them. */
interface Run {
  readonly error: RaisedError;
  readonly relation: TraceCause['relation'] | 'none';
  readonly lastLine: number;
}

/** What V8 and Node print, in plain traces and in those of vitest, jest and mocha; with causes and the errors of an `AggregateError`. */
export function nodeTraces(lines: readonly string[]): readonly FoundTrace[] {
  const runs: Run[] = [];
  let lastLine = -1;
  for (let at = 0; at < lines.length; at += 1) {
    const frame = readNodeFrame(lines[at] ?? '');
    const bare = frame === undefined ? bareRun(lines, at, lastLine) : undefined;
    if (bare !== undefined) runs.push(bare);
    if (frame === undefined) continue;
    const frames: TraceFrame[] = [];
    let end = at;
    for (let next = at; next < lines.length; next += 1) {
      const line = lines[next] ?? '';
      const call = readNodeFrame(line);
      if (call === undefined && excerptLine.test(line)) continue;
      if (call === undefined && !skippedCalls.test(line)) break;
      if (call !== undefined && call !== 'elsewhere') frames.push(call);
      end = next;
    }
    const run = runAbove(lines, { at, floor: lastLine, frames, end });
    if (run !== undefined) runs.push(run);
    lastLine = end;
    at = end;
  }
  return tracesOf(runs);
}

interface Calls {
  readonly at: number;
  /** Nothing above this line belongs to these calls. */
  readonly floor: number;
  readonly frames: readonly TraceFrame[];
  readonly end: number;
}

function runAbove(lines: readonly string[], { at, floor, frames, end }: Calls): Run | undefined {
  const top = Math.max(floor + 1, at - maxHeaderDistance);
  let head = at - 1;
  while (head >= top && !headerLine.test(lines[head] ?? '') && !testTitle.test(lines[head] ?? '')) head -= 1;
  const found = head < top ? null : headerLine.exec(lines[head] ?? '');
  const named = found === null ? unnamed(lines, head < top ? at - 1 : head, at) : namedError(found, lines, head, at);
  if (named === undefined) return undefined;
  const thrown = throwPlace(lines, head < top ? at - 1 : head, floor);
  const isKnown = thrown === undefined || frames.some(({ path, line }) => path === thrown.path && line === thrown.line);
  const all = isKnown || thrown === undefined ? frames : [thrown, ...frames];
  if (all.length === 0) return undefined;
  const relation = relationOf(lines, head);
  return { error: { ...named, frames: boundedFrames(all) }, relation, lastLine: end };
}

function namedError(
  found: RegExpExecArray,
  lines: readonly string[],
  head: number,
  at: number,
): Omit<RaisedError, 'frames'> {
  const [, kind = '', code, first = ''] = found;
  const more = lines.slice(head + 1, Math.min(at, head + maxMessageLines)).filter((line) => line.trim() !== '');
  const rest = more.filter((line) => !excerptLine.test(line)).map((line) => line.trim());
  const message = [first, ...rest].join('\n').trim();
  return { kind, message: code === undefined || message.includes(code) ? message : `${message} [${code}]` };
}

/** What stands above the calls says no name of an error: the text of an assertion below the title of a test, or a single line. */
function unnamed(lines: readonly string[], head: number, at: number): Omit<RaisedError, 'frames'> | undefined {
  const isTest = testTitle.test(lines[head] ?? '');
  const texts = lines.slice(isTest ? head + 1 : Math.max(0, at - 1), at).filter((line) => line.trim() !== '');
  const message = texts.slice(0, maxMessageLines).map((line) => line.trim());
  if (isTest) return { kind: 'AssertionError', message: message.join('\n') };
  // A backtrace of Rust numbers its calls and writes their places in the same way.
  if (/^\d+: /.test(message.at(-1) ?? '')) return undefined;
  const own = /^([A-Z][\w$]*): (.*)$/.exec(message.at(-1) ?? '');
  return own === null ? { kind: 'Error', message: message.join('\n') } : { kind: own[1] ?? '', message: own[2] ?? '' };
}

/** `path:line`, the line itself and a caret: Node prints these above an error that nobody caught. */
function throwPlace(lines: readonly string[], head: number, floor: number): TraceFrame | undefined {
  for (let at = head - 1; at > floor && at >= head - 3; at -= 1) {
    const caret = /^(\s*)\^+$/.exec(lines[at] ?? '');
    const place = caret === null ? undefined : readPlace(lines[at - 2] ?? '');
    if (caret === null || place === undefined || place.path.startsWith('node:')) continue;
    return { path: place.path, line: place.line, column: (caret[1]?.length ?? 0) + 1, functionName: '' };
  }
  return undefined;
}

/** Something was thrown that is no error, or an error without calls: a group of errors, or only the place is known. */
function bareRun(lines: readonly string[], at: number, floor: number): Run | undefined {
  const line = lines[at] ?? '';
  const group = /^\s*\[?(AggregateError)(?:: (.*?))?\]? \{$/.exec(line);
  if (group !== null && (lines[at + 1] ?? '').trim() === '[errors]: [') {
    const error = { kind: 'AggregateError', message: (group[2] ?? '').replace(/\]$/, ''), frames: [] };
    return { error, relation: 'none', lastLine: at };
  }
  if (!/^\s*\^+$/.test(line)) return undefined;
  const text = [lines[at + 1] ?? '', lines[at + 2] ?? ''].find((each) => each !== '') ?? '';
  const place = throwPlace(lines, at + 1, floor);
  if (place === undefined || headerLine.test(text) || !lines.slice(at + 1, at + 8).some(isNodeEnd)) return undefined;
  return { error: { kind: 'Uncaught', message: text.trim(), frames: [place] }, relation: 'none', lastLine: at + 1 };
}

function isNodeEnd(line: string): boolean {
  return /^Node\.js v\d/.test(line) || line.startsWith('(Use `node --trace-uncaught');
}

function relationOf(lines: readonly string[], head: number): Run['relation'] {
  const line = lines[head] ?? '';
  if (causeMark.test(line)) return 'cause';
  // The errors of a group stand in its list, further in than anything else at the top.
  return /^ {4,}\S/.test(line) && isInErrorList(lines, head) ? 'part' : 'none';
}

function isInErrorList(lines: readonly string[], head: number): boolean {
  for (let at = head - 1; at >= 0 && at >= head - maxHeaderDistance * 5; at -= 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '[errors]: [') return true;
    if (line !== '' && !line.startsWith(' ')) return false;
  }
  return false;
}

function tracesOf(runs: readonly Run[]): readonly FoundTrace[] {
  const found: FoundTrace[] = [];
  for (const { error, relation, lastLine } of runs) {
    const previous = found.at(-1);
    if (relation === 'none' || previous === undefined)
      found.push({ trace: { language: 'javascript', ...error, causes: [] }, lastLine });
    else {
      const causes = [...previous.trace.causes, { ...error, relation }];
      found[found.length - 1] = { trace: { ...previous.trace, causes }, lastLine };
    }
  }
  return found;
}
