/** How much of a text git itself looks at to tell binary from text (buffer_is_binary in its xdiff-interface.c). */
const probeChars = 8_000;

/** True when the text holds a NUL near its start or near `offset`: something that was not written as text. */
export function looksBinary(text: string, offset: number): boolean {
  const start = Math.max(0, offset - probeChars);
  return text.slice(0, probeChars).includes('\0') || text.slice(start, offset + probeChars).includes('\0');
}
