import { boundedFrames, type FoundTrace, type RaisedError, type TraceCause, type TraceFrame } from '../stackTrace';

/** The words before a call and before its line number are translated with the system. */
const frameLine = /^\s+(?:at|bei|à|en|в|в месте) ([^\s(][^(]*\(.*\))(?: \S+ (.+):\S+ (\d+))?\.?$/;
const headerLine =
  /^\s*(---> )?(?:\(Inner Exception #\d+\) )?((?:[A-Za-z_]\w*\.)+[A-Z]\w*(?:`\d+)?|[A-Z]\w*Exception)(?: \(0x[\dA-Fa-f]+\))?(?: ?: (.*))?$/;
const unhandled = /Unhandled exception[.:] /i;
const innerEnd = '--- End of inner exception stack trace ---';
const previousEnd = '--- End of stack trace from previous location';
/** Between the name of an exception and its first call. */
const maxHeaderLines = 10;

interface Open {
  readonly kind: string;
  message: string;
  readonly frames: TraceFrame[];
}

/** What .NET prints: `at X in path:line N`, inner exceptions behind ` ---> `. */
export function csharpTraces(lines: readonly string[]): readonly FoundTrace[] {
  const found: FoundTrace[] = [];
  let reader = new ExceptionReader();
  const finish = (lastLine: number): void => {
    const trace = reader.finish();
    if (trace !== undefined) found.push({ trace, lastLine });
    reader = new ExceptionReader();
  };
  let lastLine = 0;
  let since = 0;
  lines.forEach((line, at) => {
    const frame = readFrame(line);
    const header = frame === undefined ? readHeader(line) : null;
    if (frame !== undefined && reader.isOpen) reader.takeFrame(frame);
    else if (header !== null && (header[1] !== undefined || !reader.hasFrames)) {
      if (header[1] === undefined) finish(lastLine);
      reader.open(header[2] ?? '', header[3] ?? '');
    } else if (header !== null) {
      finish(lastLine);
      reader.open(header[2] ?? '', header[3] ?? '');
    } else if (line.includes(innerEnd)) reader.closeInner();
    else if (!line.includes(previousEnd)) {
      since += 1;
      if (reader.hasFrames || since > maxHeaderLines) finish(lastLine);
      return;
    }
    since = 0;
    if (reader.isOpen) lastLine = at;
  });
  finish(lastLine);
  return found;
}

function readFrame(line: string): TraceFrame | 'elsewhere' | undefined {
  const found = frameLine.exec(line);
  if (found === null) return undefined;
  const [, call = '', path, number] = found;
  // Java writes the file into the brackets, V8 a line and a column.
  if (path === undefined && (/:\d+\)$/.test(call) || /\((?:<anonymous>|native)\)$/.test(call))) return undefined;
  const functionName = call.slice(0, call.indexOf('('));
  return path === undefined ? 'elsewhere' : { path, line: Number(number), functionName };
}

function readHeader(line: string): RegExpExecArray | null {
  const mark = unhandled.exec(line);
  return headerLine.exec(mark === null ? line : line.slice(mark.index + mark[0].length));
}

/** Exceptions as they nest: the outermost is named first, while the innermost has its calls first. */
class ExceptionReader {
  readonly #open: Open[] = [];
  readonly #closed: RaisedError[] = [];
  #hasFrames = false;

  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  get hasFrames(): boolean {
    return this.#hasFrames;
  }

  open(kind: string, message: string): void {
    // Older versions write the whole chain into one line.
    const [first = '', ...inner] = `${kind}: ${message}`.split(' ---> ');
    for (const text of [first, ...inner]) {
      const colon = text.indexOf(': ');
      const name = colon === -1 ? text : text.slice(0, colon);
      this.#open.push({ kind: name, message: colon === -1 ? '' : text.slice(colon + 2).trim(), frames: [] });
    }
  }

  takeFrame(frame: TraceFrame | 'elsewhere'): void {
    this.#hasFrames = true;
    if (frame !== 'elsewhere') this.#open.at(-1)?.frames.push(frame);
  }

  closeInner(): void {
    if (this.#open.length < 2) return;
    const inner = this.#open.pop();
    if (inner !== undefined) this.#closed.push({ ...inner, frames: boundedFrames(inner.frames) });
  }

  finish(): FoundTrace['trace'] | undefined {
    while (this.#open.length > 1) this.closeInner();
    const [outer] = this.#open;
    if (outer === undefined || !this.#hasFrames) return undefined;
    // The innermost was closed first.
    const causes = this.#closed.reverse().map((error): TraceCause => ({ ...error, relation: 'cause' }));
    return { language: 'csharp', ...outer, frames: boundedFrames(outer.frames), causes };
  }
}
