export interface MarkdownParts {
  /** Lines outside of fenced code. */
  readonly prose: readonly string[];
  /** Lines inside of fenced code, the fences left out. */
  readonly code: readonly string[];
  /** The last fence has no end. */
  readonly endsInFence: boolean;
}

/** Tells the prose of a Markdown text from its fenced code. A fence that is open at the end goes on to the end. */
export function markdownParts(markdown: string): MarkdownParts {
  const prose: string[] = [];
  const code: string[] = [];
  let open: Fence | undefined;
  for (const line of markdown.split('\n')) {
    const fence = fenceOf(line);
    if (open === undefined && fence !== undefined) open = fence;
    else if (open !== undefined && fence !== undefined && closes(fence, open)) open = undefined;
    else (open === undefined ? prose : code).push(line);
  }
  return { prose, code, endsInFence: open !== undefined };
}

/** What stands between backticks outside of fences, in the order of the text. */
export function codeSpans(markdown: string): string[] {
  return markdownParts(markdown).prose.flatMap((line) =>
    [...line.matchAll(/(`+)(.+?)(?<!`)\1(?!`)/g)].map(([, , code = '']) => code.trim()),
  );
}

/** A line that begins or ends a block of code. */
export interface Fence {
  /** Its backticks or tildes. */
  readonly mark: string;
  /** What stands behind them; empty for one that can end a block. */
  readonly info: string;
}

/** The fence that a line is (a line break at its end counts for nothing), if it is one. */
export function fenceOf(line: string): Fence | undefined {
  const [, mark, info = ''] = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line.trimEnd()) ?? [];
  return mark === undefined ? undefined : { mark, info: info.trim() };
}

/** Whether a fence ends the block that another one began. */
export function closes({ mark, info }: Fence, open: Fence): boolean {
  return info === '' && mark.startsWith(open.mark);
}
