/**
 * Wraps code as a Markdown block for a prompt. The fence is longer than any run of backticks inside, so the code cannot end it early.
 * `languageId` is the editor's id; anything that is not a plain word is left out.
 */
export function fenceCode(languageId: string, code: string): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const language = /^[\w+#.-]{1,40}$/.test(languageId) ? languageId : '';
  return `${fence}${language}\n${code.replace(/\r\n?/g, '\n').replace(/\n$/, '')}\n${fence}`;
}
