import { boundedFrames, type FoundTrace, type RaisedError, type TraceCause, type TraceFrame } from '../stackTrace';
import { moreMessageLines } from './messageLines';

const header = /^(?:\+ )?(?:Exception Group )?Traceback \(most recent call last\):$/;
const frameLine = /^ *File "([^"]+)", line (\d+)(?:, in (.+))?$/;
const errorLine = /^([A-Za-z_][\w.]*)(?:: (.*)|:)?$/;
/** The margin of an exception group: two blanks for each level, then `|` or `+`. */
const margin = /^((?: {2}){1,40})([|+])(.*)$/;
const partRule = /^-?\+?-{10,} (?:\d+|\.\.\.) -{10,}$/;
const causeLine = 'The above exception was the direct cause of the following exception:';
const handledLine = 'During handling of the above exception, another exception occurred:';

/** An error that was read, before it is known what it belongs to. */
interface Block {
  readonly error: RaisedError;
  readonly depth: number;
  readonly lastLine: number;
  /** How it stands to the block before it. */
  readonly link: 'cause' | 'handled' | 'none';
}

/** What CPython prints: plain and chained tracebacks, exception groups, errors of syntax; with or without the first line. */
export function pythonTraces(lines: readonly string[]): readonly FoundTrace[] {
  return tracesOf(blocksOf(lines));
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let frames: TraceFrame[] = [];
  let link: Block['link'] = 'none';
  let isInGroup = false;
  for (let at = 0; at < lines.length; at += 1) {
    const raw = lines[at] ?? '';
    if (raw.includes('Exception Group Traceback')) isInGroup = true;
    const { depth, text } = isInGroup ? withoutMargin(raw) : { depth: 0, text: raw };
    if (header.test(text)) {
      frames = [];
      continue;
    }
    const frame = frameLine.exec(text);
    if (frame !== null) {
      frames.push({ path: frame[1] ?? '', line: Number(frame[2]), functionName: plainName(frame[3] ?? '') });
      continue;
    }
    const isOutside = text !== '' && !text.startsWith(' ') && !partRule.test(text);
    if (frames.length > 0 && isOutside) {
      const found = errorLine.exec(text);
      const inner = isInGroup ? lines.slice(at + 1, at + 12).map((line) => withoutMargin(line).text) : lines;
      const more = found === null ? [] : moreOf(inner, isInGroup ? 0 : at + 1);
      if (found !== null) {
        const message = [found[2] ?? '', ...more].join('\n').trim();
        const error = { kind: found[1] ?? '', message, frames: boundedFrames([...frames].reverse()) };
        blocks.push({ error, depth, lastLine: at + more.length, link });
      }
      frames = [];
      link = 'none';
      at += more.length;
    } else if (text === causeLine) link = 'cause';
    else if (text === handledLine) link = 'handled';
    if (isInGroup && depth === 0 && raw.trim() !== '' && !raw.startsWith(' ')) isInGroup = false;
  }
  return blocks;
}

function moreOf(lines: readonly string[], from: number): readonly string[] {
  const more = moreMessageLines(lines, from);
  const end = more.findIndex((line) => partRule.test(line) || frameLine.test(line) || /^[-+]+$/.test(line));
  return end === -1 ? more : more.slice(0, end);
}

/** `<module>` and its like say nothing. */
function plainName(name: string): string {
  return name === '<module>' ? '' : name;
}

function withoutMargin(line: string): { readonly depth: number; readonly text: string } {
  const found = margin.exec(line);
  if (found === null) return { depth: 0, text: line };
  const [, blanks = '', mark = '', rest = ''] = found;
  if (mark === '|') return { depth: blanks.length / 2, text: rest.startsWith(' ') ? rest.slice(1) : rest };
  return { depth: blanks.length / 2, text: rest.startsWith(' ') ? `+${rest}` : rest };
}

/** Blocks of a chain, oldest first, become one trace: the last of them with the others as its causes. */
function tracesOf(blocks: readonly Block[]): readonly FoundTrace[] {
  const found: FoundTrace[] = [];
  let chain: TraceCause[] = [];
  blocks.forEach((block, index) => {
    const previous = found.at(-1);
    const top = blocks[index - 1];
    if (previous !== undefined && top !== undefined && block.depth > 1 && block.depth >= top.depth) {
      const causes = [...previous.trace.causes, { ...block.error, relation: 'part' as const }];
      found[found.length - 1] = { trace: { ...previous.trace, causes }, lastLine: block.lastLine };
      return;
    }
    if (previous !== undefined && block.link !== 'none') {
      const { kind, message, frames } = previous.trace;
      chain = [{ kind, message, frames, relation: block.link }, ...previous.trace.causes];
      found.pop();
    } else chain = [];
    found.push({ trace: { language: 'python', ...block.error, causes: chain }, lastLine: block.lastLine });
  });
  return found;
}
