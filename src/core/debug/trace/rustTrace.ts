import { boundedFrames, type FoundTrace, type TraceFrame } from '../stackTrace';
import { readPlace, type WrittenPlace } from './placeText';

const panicLine = /^thread '([^']*)' (?:\(\d+\) )?panicked at (.*)$/;
const frameName = /^ *\d+: +(?:0x[\da-f]+ - )?(\S.*)$/;
const frameAt = /^ +at (\S.*)$/;
const ends = /^(?:stack backtrace:|note: |thread '|Location:)/;
const maxMessageLines = 10;

/** Panics of Rust in the form since 1.73 (place first, message below) and in the older one (message in quotes, then the place). */
export function rustTraces(lines: readonly string[]): readonly FoundTrace[] {
  const found: FoundTrace[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const head = panicLine.exec(lines[at] ?? '')?.[2];
    if (head === undefined) continue;
    const panic = head.startsWith("'") ? olderPanic(lines, at, head) : newerPanic(lines, at, head);
    if (panic === undefined) continue;
    const { frames, end } = backtraceFrom(lines, panic.end + 1);
    const place: TraceFrame = { ...panic.place, functionName: '' };
    const all = frames.some((frame) => isSamePlace(frame, place)) ? frames : [place, ...frames];
    const error = { kind: 'panic', message: panic.message, frames: boundedFrames(all) };
    found.push({ trace: { language: 'rust', ...error, causes: [] }, lastLine: end });
    at = end;
  }
  return found;
}

interface Panic {
  readonly message: string;
  readonly place: WrittenPlace;
  readonly end: number;
}

function newerPanic(lines: readonly string[], at: number, head: string): Panic | undefined {
  const place = readPlace(head.replace(/:$/, ''));
  if (place === undefined) return undefined;
  let end = at;
  const texts: string[] = [];
  while (end + 1 < lines.length && texts.length < maxMessageLines) {
    const line = lines[end + 1] ?? '';
    if (line === '' || ends.test(line)) break;
    texts.push(line);
    end += 1;
  }
  return { message: texts.join('\n'), place: withoutDot(place), end };
}

function olderPanic(lines: readonly string[], at: number, head: string): Panic | undefined {
  let text = head;
  for (let end = at; end < at + maxMessageLines && end < lines.length; end += 1) {
    if (end > at) text += `\n${lines[end] ?? ''}`;
    const quote = text.lastIndexOf("', ");
    const place = quote === -1 ? undefined : readPlace(text.slice(quote + 3));
    if (place !== undefined) return { message: text.slice(1, quote), place: withoutDot(place), end };
  }
  return undefined;
}

function backtraceFrom(
  lines: readonly string[],
  from: number,
): { readonly frames: TraceFrame[]; readonly end: number } {
  const frames: TraceFrame[] = [];
  let name = '';
  let at = from;
  if (lines[at] !== 'stack backtrace:') return { frames, end: from - 1 };
  for (at += 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const place = readPlace(frameAt.exec(line)?.[1] ?? '');
    if (place !== undefined) {
      frames.push({ ...withoutDot(place), functionName: name });
      continue;
    }
    const call = frameName.exec(line)?.[1];
    if (call === undefined) break;
    name = call.replace(/::h[\da-f]{16}$/, '').replace(/\[[\da-f]{16}\]/g, '');
  }
  return { frames, end: at - 1 };
}

function withoutDot(place: WrittenPlace): WrittenPlace {
  return place.path.startsWith('./') ? { ...place, path: place.path.slice(2) } : place;
}

/** A backtrace may name the file from the root where the panic names it from the package. */
function isSamePlace(frame: TraceFrame, place: TraceFrame): boolean {
  return frame.line === place.line && (frame.path === place.path || frame.path.endsWith(`/${place.path}`));
}
