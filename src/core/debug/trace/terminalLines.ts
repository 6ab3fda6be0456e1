/** What is read of a text: more is no trace but a log, whose end counts. */
const maxLines = 100_000;
const maxChars = 20_000_000;
/** Of one line; bundled code comes in lines of megabytes. */
const maxLineChars = 2_000;

const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);
/** Colours and movements, titles and links, two-character sequences (ECMA-48). Each alternative stops at the next escape. */
const controlSequence = new RegExp(
  `${escape}(?:\\[[0-9;:?<=>]*[ -/]*[@-~]|\\][^${bell}${escape}\\n]*(?:${bell}|${escape}\\\\)?|[ -/]*[0-~])`,
  'g',
);
/** What compose tools and build servers put in front of each line. */
const linePrefix = /^(?:[\w.-]{1,60} +\| |\d{4}-\d\d-\d\dT[\d:.]{8,18}Z )/;

/** The last lines of a terminal's text as a person reads them: without colours, carriage returns and the prefixes of log collectors. */
export function terminalLines(text: string): readonly string[] {
  const lines = text.slice(-maxChars).split('\n').slice(-maxLines);
  return lines.map((line) => {
    const cut = line.slice(0, maxLineChars).replace(controlSequence, '');
    const shown = cut.endsWith('\r') ? cut.slice(0, -1) : cut;
    // What stood before a carriage return was overwritten.
    const last = shown.lastIndexOf('\r') + 1;
    return shown.slice(last).replace(linePrefix, '').trimEnd();
  });
}
