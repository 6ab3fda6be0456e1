import { boundedFrames, type FoundTrace, type TraceFrame } from '../stackTrace';
import { readPlace } from './placeText';

const goroutine = /^goroutine \d+ .*\[.*\]:$/;
const message = /^(panic|fatal error): (.*)$/;
const repanic = /^\tpanic: (.*)$/;
const maxMessageLines = 10;

/** What the Go runtime prints: panics (also those that were recovered and raised again), fatal errors and their first goroutine. */
export function goTraces(lines: readonly string[]): readonly FoundTrace[] {
  const found: FoundTrace[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const head = message.exec(lines[at] ?? '');
    if (head === null) continue;
    const texts = [head[2] ?? ''];
    let next = at + 1;
    while (next < lines.length && !goroutine.test(lines[next] ?? '') && next <= at + maxMessageLines) {
      const line = lines[next] ?? '';
      const again = repanic.exec(line);
      // A panic while another one is handled: the later one ended the program.
      if (again !== null) texts.splice(0, texts.length, again[1] ?? '', `(while handling: ${texts[0] ?? ''})`);
      else if (line.trim() !== '' && !line.startsWith('goroutine ')) texts.push(line.trim());
      next += 1;
    }
    if (!goroutine.test(lines[next] ?? '')) continue;
    const { frames, end } = framesFrom(lines, next + 1);
    const kind = head[1] ?? 'panic';
    const error = { kind, message: texts.join('\n').trim(), frames: boundedFrames(frames) };
    found.push({ trace: { language: 'go', ...error, causes: [] }, lastLine: end });
    at = end;
  }
  return found;
}

/** Pairs of a call and its place, up to the blank line that ends a goroutine. */
function framesFrom(lines: readonly string[], from: number): { readonly frames: TraceFrame[]; readonly end: number } {
  const frames: TraceFrame[] = [];
  let at = from;
  while (at + 1 < lines.length) {
    const call = lines[at] ?? '';
    const place = readPlace((lines[at + 1] ?? '').trim().replace(/ \+0x[\da-f]+$/, ''));
    if (call === '' || call.startsWith('\t') || place === undefined) {
      if (call.startsWith('...')) {
        at += 1;
        continue;
      }
      break;
    }
    if (!call.startsWith('created by ')) frames.push({ ...place, functionName: callName(call) });
    at += 2;
  }
  return { frames, end: at - 1 };
}

/** `main.(*Cart).Total(0xc000, {0x1, 0x2})` without its arguments. */
function callName(call: string): string {
  let depth = 0;
  for (let at = call.length - 1; at > 0; at -= 1) {
    const char = call[at];
    if (char === ')') depth += 1;
    else if (char === '(' && --depth === 0) return call.slice(0, at);
  }
  return call;
}
