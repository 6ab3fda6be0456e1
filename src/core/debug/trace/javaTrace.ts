import { boundedFrames, type FoundTrace, type TraceCause, type TraceFrame } from '../stackTrace';
import { moreMessageLines } from './messageLines';

/** Class loader and module in front of the class: `app//`, `java.base@17/`. */
const frameLine = /^\s+at ([\w.@$-]+\/{1,2})?([\w.$<>-]+(?:\/0x[\da-f]+)?[\w.$<>]*)\(([^()]*)\)/;
const className = /^(?:[a-zA-Z_]\w*\.)+[A-Z][\w$]*$/;
const isFrameLike = /^\s+(?:at |\.\.\. \d)/;
const maxHeaderDistance = 12;

interface Run {
  readonly relation: TraceCause['relation'] | 'none';
  readonly kind: string;
  readonly message: string;
  readonly frames: TraceFrame[];
  lastLine: number;
}

/** What the JVM prints for Java, Kotlin, Scala and Groovy, with causes and suppressed exceptions. */
export function javaTraces(lines: readonly string[]): readonly FoundTrace[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  let lastFrame = -1;
  lines.forEach((line, at) => {
    const frame = line.includes('at ') ? readFrame(line) : undefined;
    if (frame === undefined) {
      if (run !== undefined && isFrameLike.test(line)) run.lastLine = at;
      else run = undefined;
      return;
    }
    if (run === undefined) {
      run = headerAbove(lines, at, lastFrame);
      if (run !== undefined) runs.push(run);
    }
    lastFrame = at;
    if (run === undefined) return;
    if (frame !== 'elsewhere') run.frames.push(frame);
    run.lastLine = at;
  });
  return tracesOf(runs);
}

/** `elsewhere` for native and generated code. */
function readFrame(line: string): TraceFrame | 'elsewhere' | undefined {
  const found = frameLine.exec(line);
  if (found === null) return undefined;
  const [, , method = '', place = ''] = found;
  if (place === 'Native Method' || place === 'Unknown Source' || /^[\w$]+\.[a-z]+$/i.test(place)) return 'elsewhere';
  const file = /^([\w$-]+\.(?:java|kts?|scala|groovy|clj)):(\d+)$/.exec(place);
  if (file === null) return undefined;
  const [, name = '', number = ''] = file;
  const parts = method.split('.');
  const functionName = parts.slice(-2).join('.');
  return { path: [...parts.slice(0, -2), name].join('/'), line: Number(number), functionName };
}

/** The line that names the exception, with the lines of its message down to the first frame. */
function headerAbove(lines: readonly string[], frameAt: number, lastFrame: number): Run | undefined {
  for (let at = frameAt - 1; at > lastFrame && at >= frameAt - maxHeaderDistance; at -= 1) {
    const found = readHeader(lines[at] ?? '');
    if (found === undefined) continue;
    const { relation, kind, first } = found;
    const more = moreMessageLines(lines.slice(at + 1, frameAt), 0);
    return { relation, kind, message: [first, ...more].join('\n').trim(), frames: [], lastLine: at };
  }
  return undefined;
}

/** The exception that a line names before its message; loggers and `Exception in thread` may stand in front of it. */
function readHeader(line: string): (Pick<Run, 'relation' | 'kind'> & { readonly first: string }) | undefined {
  const text = line.trimStart();
  const mark = ['Caused by: ', 'Suppressed: '].find((each) => text.startsWith(each)) ?? '';
  const rest = text.slice(mark.length);
  const colon = rest.indexOf(': ');
  const head = (colon === -1 ? rest : rest.slice(0, colon)).replace(/:$/, '');
  const kind = head.slice(head.lastIndexOf(' ') + 1);
  if (!className.test(kind)) return undefined;
  const relation = mark === '' ? 'none' : mark.startsWith('C') ? 'cause' : 'handled';
  return { relation, kind, first: colon === -1 ? '' : rest.slice(colon + 2) };
}

function tracesOf(runs: readonly Run[]): readonly FoundTrace[] {
  const found: FoundTrace[] = [];
  for (const { relation, kind, message, frames, lastLine } of runs) {
    const error = { kind, message, frames: boundedFrames(frames) };
    const previous = found.at(-1);
    if (relation === 'none' || previous === undefined)
      found.push({ trace: { language: 'java', ...error, causes: [] }, lastLine });
    else {
      const causes = [...previous.trace.causes, { ...error, relation }];
      found[found.length - 1] = { trace: { ...previous.trace, causes }, lastLine };
    }
  }
  return found;
}
