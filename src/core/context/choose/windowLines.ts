/** Lines that say nothing by themselves: closers, and what is too short to be told apart. */
const leastUnits = 6;

/** The lines of the text that a prompt holds anyway, to find out what would only repeat them. */
export class WindowLines {
  readonly #lines: ReadonlySet<string>;

  constructor(text: string) {
    this.#lines = new Set(meaningful(text));
  }

  /** True when every line that says something stands in the window already. */
  holds(text: string): boolean {
    const lines = meaningful(text);
    return lines.length > 0 && lines.every((line) => this.#lines.has(line));
  }
}

function meaningful(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const trimmed = line.trim();
    return trimmed.length >= leastUnits ? [trimmed] : [];
  });
}
