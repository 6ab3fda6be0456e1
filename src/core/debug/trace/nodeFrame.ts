import type { TraceFrame } from '../stackTrace';
import { readPlace } from './placeText';

/** A call in code that has no file: built in, or evaluated. */
type NodeFrame = TraceFrame | 'elsewhere';

/**
 * One call as V8 writes it (https://v8.dev/docs/stack-trace-api), or as vitest does (`❯ name path:1:2`).
 * @returns undefined for a line that is none
 */
export function readNodeFrame(line: string): NodeFrame | undefined {
  const text = line.trimStart();
  if (text.startsWith('❯ ')) return readVitestFrame(text.slice(2));
  if (!text.startsWith('at ') || text === line) return undefined;
  // Errors that are printed inside of others end their last call with what follows.
  const call = text.slice(3).replace(/(?:,| \{)$/, '');
  if (!call.endsWith(')')) return placed(call.replace(/^async /, ''), '');
  const open = call.lastIndexOf(' (');
  if (open === -1) return undefined;
  const inside = call.slice(open + 2, -1);
  const name = call.slice(0, open).replace(/^(?:async )?(?:new )?/, '');
  if (/^(?:<anonymous>|native|index \d+|unknown location)$/.test(inside)) return 'elsewhere';
  return placed(inside, functionNameOf(name));
}

function readVitestFrame(text: string): TraceFrame | undefined {
  const blank = text.lastIndexOf(' ');
  const name = blank === -1 ? '' : text.slice(0, blank).trim();
  const frame = placed(text.slice(blank + 1), name);
  return frame === 'elsewhere' ? undefined : frame;
}

/** Only what has both a line and a column: Java's places have no column. */
function placed(text: string, functionName: string): NodeFrame | undefined {
  if (text.startsWith('eval at ') || text.startsWith('<anonymous>:')) return 'elsewhere';
  const place = readPlace(text);
  return place?.column === undefined ? undefined : { ...place, functionName };
}

/** `Object.<anonymous>` is the top of a module. */
function functionNameOf(name: string): string {
  const plain = name.replace(/ \[as [^\]]*\]$/, '');
  return /(?:^|\.)<anonymous>$/.test(plain) ? '' : plain;
}
