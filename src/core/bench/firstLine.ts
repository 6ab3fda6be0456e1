/** The first line of a text that holds more than blanks, without blanks at its end; empty for a blank text. */
export function firstLine(text: string): string {
  return (
    text
      .split(/\r?\n/)
      .find((line) => line.trim() !== '')
      ?.trimEnd() ?? ''
  );
}

/** Lines that hold more than blanks. */
export function filledLines(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length;
}
