import type { Engine } from '../../core/ports';
import { engineWith } from './engineWith';
import type { ContextPiece } from '../../protocol/engine';

/** Units of code that surely fit into a token: what would not fit is taken from the file here, before the engine's fit takes the comments. */
const safeUnitsPerToken = 3;

/**
 * An engine that gets what other files hold as comments of the file that is completed, instead of files of their own: `file` = above what is
 * shown of the file, `cursor` = above the cursor's line, as far in as that line.
 * @param mark begins a line comment in the language of the file
 */
export function withContextAsComments(engine: Engine, at: 'file' | 'cursor', mark: string): Engine {
  return engineWith(engine, (prompt, order, signal) => {
    const { context, prefix, suffix, middle } = prompt;
    const indent = at === 'file' ? '' : (/^[ \t]*/.exec(middle)?.[0] ?? '');
    const comments = context.map((piece) => commented(piece, `${indent}${mark}`)).join('');
    const room = order.promptTokens * safeUnitsPerToken - comments.length - suffix.length;
    const own = context.length === 0 ? prefix : lastLines(prefix, room);
    const shown = at === 'file' ? comments + own : own + comments;
    return engine.complete({ ...prompt, context: [], prefix: shown }, order, signal);
  });
}

function commented({ path, text }: ContextPiece, mark: string): string {
  const lines = [path, ...text.trimEnd().split(/\r?\n/)];
  return lines.map((line) => `${mark} ${line}`.trimEnd() + '\n').join('');
}

/** Whole lines of the end of a text, in at most so many units. */
function lastLines(text: string, units: number): string {
  if (text.length <= units) return text;
  const start = text.indexOf('\n', text.length - Math.max(0, units) - 1);
  return start < 0 ? '' : text.slice(start + 1);
}
