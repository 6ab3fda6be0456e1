/** A path with its line and column, as most languages write it. */
export interface WrittenPlace {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
}

/**
 * Reads `path:line` or `path:line:column` from its end, so that colons of drives and URIs stay with the path.
 * @returns undefined where no number follows a colon
 */
export function readPlace(text: string): WrittenPlace | undefined {
  const last = splitNumber(text);
  if (last === undefined) return undefined;
  const before = splitNumber(last.path);
  if (before === undefined) return last;
  return { path: before.path, line: before.line, column: last.line };
}

function splitNumber(text: string): { readonly path: string; readonly line: number } | undefined {
  const colon = text.lastIndexOf(':');
  const number = text.slice(colon + 1);
  return colon <= 0 || !/^\d{1,9}$/.test(number) ? undefined : { path: text.slice(0, colon), line: Number(number) };
}
