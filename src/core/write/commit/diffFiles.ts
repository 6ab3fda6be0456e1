/** A file of a diff. */
export interface DiffFile {
  /** Relative to the repository, with forward slashes; of a deleted file its old one. */
  readonly path: string;
  /** Other than `path` only for a file that was moved or copied. */
  readonly oldPath: string;
  readonly kind: 'added' | 'deleted' | 'moved' | 'changed';
  readonly isBinary: boolean;
  /** Each begins with its `@@` line and ends before the next one. Empty for a binary file and for one that only moved. */
  readonly hunks: readonly string[];
  readonly addedLines: number;
  readonly removedLines: number;
}

/** Colours, where somebody's settings of git ask for them even in a pipe. */
const colours = /\u001b\[[\d;]*[A-Za-z]/g;
const noFile = '/dev/null';

/**
 * Reads what `git diff` prints, by file and hunk. Understands quoted names, moves, binary files, merges (`diff --cc`) and settings of git that
 * leave the prefixes of paths out or use other ones. What stands before the first file is passed over.
 */
export function diffFiles(diff: string): readonly DiffFile[] {
  const lines = diff.replace(colours, '').replace(/\r\n/g, '\n').split('\n');
  const starts = fileStarts(lines);
  return starts.map((start, index) => readFile(lines.slice(start, starts[index + 1])));
}

/** A line of a hunk begins with a sign or a blank, so that text which looks like a head is none there. */
function fileStarts(lines: readonly string[]): number[] {
  return lines.flatMap((line, index) => (/^diff --(?:git|cc|combined) /.test(line) ? [index] : []));
}

function readFile(lines: readonly string[]): DiffFile {
  const first = lines.findIndex((line) => line.startsWith('@@'));
  const head = first === -1 ? lines : lines.slice(0, first);
  const hunks = first === -1 ? [] : readHunks(lines.slice(first));
  const body = hunks.flatMap((hunk) => hunk.split('\n'));
  const [oldPath, path] = pathsOf(head);
  const has = (pattern: RegExp): boolean => head.some((line) => pattern.test(line));
  const kind = has(/^new file mode /)
    ? 'added'
    : has(/^deleted file mode /)
      ? 'deleted'
      : has(/^(?:rename|copy) to /)
        ? 'moved'
        : 'changed';
  return {
    path,
    oldPath,
    kind,
    isBinary: has(/^(?:Binary files .* differ$|GIT binary patch)/),
    hunks,
    addedLines: body.filter((line) => line.startsWith('+')).length,
    removedLines: body.filter((line) => line.startsWith('-')).length,
  };
}

function readHunks(lines: readonly string[]): string[] {
  const hunks: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('@@')) hunks.push([line]);
    else hunks.at(-1)?.push(line);
  }
  return hunks.map((hunk) => hunk.join('\n').trimEnd());
}

/** The first line of a file that is being merged. */
const combined = /^diff --(?:cc|combined) (.*)$/;

/** The old and the new path: the lines that name one path each cannot be misread, unlike the first one. */
function pathsOf(head: readonly string[]): readonly [string, string] {
  const merged = combined.exec(head[0] ?? '')?.[1];
  // Below such a line the prefixes stand in front of names that have none in it.
  if (merged !== undefined) return [unquoted(merged), unquoted(merged)];
  const named = (mark: string): string | undefined => {
    const line = head.find((each) => each.startsWith(mark));
    return line === undefined ? undefined : unquoted(line.slice(mark.length));
  };
  const moved = [named('rename from ') ?? named('copy from '), named('rename to ') ?? named('copy to ')];
  if (moved[0] !== undefined && moved[1] !== undefined) return [moved[0], moved[1]];
  const [oldSide, newSide] = [named('--- '), named('+++ ')].map((path) => (path === noFile ? undefined : path));
  const hasPrefix = prefixed(head[0] ?? '');
  const plain = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : hasPrefix ? path.replace(/^[a-z]\//, '') : path;
  const path = plain(newSide) ?? plain(oldSide) ?? pathOfFirstLine(head[0] ?? '');
  return [plain(oldSide) ?? path, path];
}

/** `a/x b/x`, or with mnemonic prefixes `i/x w/x`; with `diff.noprefix` the path alone comes twice. */
function prefixed(line: string): boolean {
  return /^diff --git "?[a-z]\/.* "?[a-z]\//.test(line) && twice(line) === undefined;
}

function pathOfFirstLine(line: string): string {
  const same = twice(line);
  if (same !== undefined) return same;
  // The same path behind both prefixes.
  const rest = line.slice('diff --git '.length);
  const half = rest.slice(Math.ceil(rest.length / 2));
  return unquoted(half).replace(/^[a-z]\//, '');
}

function twice(line: string): string | undefined {
  const rest = line.slice('diff --git '.length);
  const half = rest.slice(Math.ceil(rest.length / 2));
  return half !== '' && rest === `${half} ${half}` ? unquoted(half) : undefined;
}

/** Git writes names with other than plain letters as strings of C, each byte as three octal digits. */
function unquoted(name: string): string {
  const inside = /^"(.*)"\s*$/.exec(name)?.[1];
  // A tab ends a name that holds blanks.
  if (inside === undefined) return name.replace(/\t$/, '');
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [part, octal, escape] of inside.matchAll(/\\([0-7]{3})|\\(.)|[^\\]/gu)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (escape !== undefined) bytes.push(...encoder.encode({ n: '\n', t: '\t', r: '\r' }[escape] ?? escape));
    else bytes.push(...encoder.encode(part));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
