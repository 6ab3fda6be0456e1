import type { CheckProblem } from '../../../protocol/check';
import { TextOffsets } from '../textOffsets';
import type { PythonCheck } from './pythonRun';

/**
 * Compiles each text and runs none. Reads a JSON list of texts, writes a JSON list of lists of [line, column, end line, end column,
 * message, is error]; lines and columns start at 1 and count characters, 0 or null = not known. Warnings are those of the compiler, such
 * as an invalid escape or `is` with a literal. The name is that of no file: where there is one, Python counts an error's columns in the
 * line of that file.
 */
const program = `
import json, sys, warnings
def check(text):
    found = []
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter('always')
        try:
            compile(text, '<text>', 'exec', dont_inherit=True, optimize=0)
        except SyntaxError as e:
            found.append([e.lineno, e.offset, getattr(e, 'end_lineno', None), getattr(e, 'end_offset', None), e.msg, True])
        except (ValueError, MemoryError, RecursionError, OverflowError) as e:
            found.append([1, 1, None, None, str(e) or type(e).__name__, True])
    for w in warned:
        found.append([w.lineno, 1, None, None, str(w.message), False])
    return found
texts = json.loads(sys.stdin.buffer.read().decode('utf-8'))
json.dump([check(text) for text in texts], sys.stdout)
`;

type Found = readonly [number | null, number | null, number | null, number | null, string, boolean];

/** Whether Python's own compiler takes the text: finds no wrong name and no wrong type. */
export const checkByCompile: PythonCheck = async (tool, { texts, scratch, run }) => {
  const input = JSON.stringify(texts);
  // Isolated and without site packages, so that no code but the standard library's is loaded.
  const args = ['-I', '-S', '-B', '-c', program];
  const output = await run({ file: tool.file, args, cwd: scratch, input }, false);
  if (output?.exitCode !== 0) return undefined;
  return parseCompileOutput(output.stdout, texts);
};

/** `undefined` when the output is not one list for each text. */
export function parseCompileOutput(
  stdout: string,
  texts: readonly string[],
): readonly (readonly CheckProblem[])[] | undefined {
  try {
    const lists = JSON.parse(stdout) as readonly (readonly Found[])[];
    if (lists.length !== texts.length) return undefined;
    return texts.map((text, index) => {
      const offsets = new TextOffsets(text);
      return (lists[index] ?? []).map((found) => problemOf(found, offsets));
    });
  } catch {
    return undefined;
  }
}

function problemOf([line, column, endLine, endColumn, message, isError]: Found, offsets: TextOffsets): CheckProblem {
  const first = (line ?? 1) - 1;
  const isKnown = column !== null && column > 0 && isError;
  const start = isKnown ? offsets.codePoint(first, column - 1) : offsets.wholeLine(first).start;
  const hasEnd = isKnown && endLine !== null && endColumn !== null && endLine > 0 && endColumn > 0;
  const end = hasEnd ? offsets.codePoint(endLine - 1, endColumn - 1) : offsets.wholeLine(first).end;
  const code = isError ? 'SyntaxError' : 'SyntaxWarning';
  return { start, end: Math.max(start, end), message, code, severity: isError ? 'error' : 'warning' };
}
