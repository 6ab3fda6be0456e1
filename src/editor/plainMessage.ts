/**
 * A message that the editor shows as it stands. It would otherwise make a link of `[text](command:…)`, and messages quote what others
 * wrote: file names, the metadata of a model file, answers of a server. The joiner in between is invisible.
 */
export function plainMessage(text: string): string {
  return text.replaceAll('](', ']\u200d(');
}
