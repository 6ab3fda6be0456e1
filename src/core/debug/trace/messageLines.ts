/** Of a message: more is data. */
const maxMessageLines = 10;
/** A line that no longer belongs to an error's message: a prompt, a rule of a test runner, the next report. */
const endsMessage =
  /^(?:[=_-]{5,}|\S*[$#%>❯](?: |$)|PS [A-Z]:|(?:make|npm|error Command)\b.{0,40}(?:\*\*\*|ERR!|failed)|Traceback \()/;

/** The lines of a message that goes on after its first: those up to a blank one, ten at most. */
export function moreMessageLines(lines: readonly string[], from: number): readonly string[] {
  const more: string[] = [];
  for (let at = from; at < lines.length && more.length < maxMessageLines; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || endsMessage.test(line)) break;
    more.push(line);
  }
  return more;
}
