import { boundedFrames, type FoundTrace, type TraceFrame } from '../stackTrace';

const testHeader = /^_{3,} \S.* _{3,}$/;
const otherHeader = /^={3,} .* ={3,}$/;
const location = /^((?:[A-Za-z]:)?[^:\s][^:]*\.pyx?):(\d+):(?: (.*))?$/;
const definition = /^[> ] +(?:async +)?def +(\w+)/;
const errorText =
  /^([A-Za-z_][\w.]*(?:Error|Exception|Warning|Exit|Interrupt|Failed|Iteration)|[a-z_][\w.]*\.[A-Z]\w*)(?:: (.*))?$/;

interface Section {
  readonly frames: TraceFrame[];
  readonly errors: string[];
  lastLine: number;
}

/** Failures as pytest prints them, in its long form and with `--tb=short`: `file.py:12: in name`, `E   KeyError: 'a'`. */
export function pytestTraces(lines: readonly string[]): readonly FoundTrace[] {
  const found: FoundTrace[] = [];
  let section: Section | undefined;
  let lastDefinition = '';
  const finish = (): void => {
    const trace = section && traceOf(section);
    if (trace !== undefined) found.push(trace);
    section = undefined;
  };
  lines.forEach((line, at) => {
    if (testHeader.test(line) || otherHeader.test(line)) {
      finish();
      lastDefinition = '';
      if (testHeader.test(line)) section = { frames: [], errors: [], lastLine: at };
      return;
    }
    if (section === undefined) return;
    lastDefinition = definition.exec(line)?.[1] ?? lastDefinition;
    const place = location.exec(line);
    if (place !== null) {
      const [, path = '', number = '', rest = ''] = place;
      const functionName = rest.startsWith('in ') ? rest.slice(3) : lastDefinition;
      section.frames.push({
        path,
        line: Number(number),
        functionName: functionName === '<module>' ? '' : functionName,
      });
      section.lastLine = at;
    } else if (/^E(?: |$)/.test(line)) {
      section.errors.push(line.slice(1).trim());
      section.lastLine = at;
    }
  });
  finish();
  return found;
}

function traceOf({ frames, errors, lastLine }: Section): FoundTrace | undefined {
  const [first = ''] = errors;
  if (frames.length === 0 || first === '') return undefined;
  const named = errorText.exec(first);
  const kind = named?.[1] ?? 'AssertionError';
  const message = [named === null ? first : (named[2] ?? ''), ...errors.slice(1, 10)].join('\n').trim();
  const innermostFirst = boundedFrames([...frames].reverse());
  return { trace: { language: 'python', kind, message, frames: innermostFirst, causes: [] }, lastLine };
}
