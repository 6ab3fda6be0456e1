import { type DebugStop, guiltyFrame } from '../../core/debug/debugStop';
import type { PlainHint } from '../../core/debug/plainHint';
import { fenceCode } from '../../core/text/codeFence';

/** Sentences of the plain part, in the language of the display. */
export interface HintLabels {
  readonly likely: string;
  readonly noPlace: string;
  readonly notOwn: string;
  more(count: number): string;
}

/** The place as the panel writes it, and makes a link of; undefined without one. */
export function placeText({ place }: PlainHint): string | undefined {
  return place && `${place.path}:${place.line}`;
}

/** The plain part as Markdown. All that a program, a debugger or a file says stands in code, so that none of it is read as Markdown. */
export function plainMarkdown(stop: DebugStop, plain: PlainHint, labels: HintLabels): string {
  const { place, culprit, values, moreValues, related } = plain;
  const where = placeText(plain);
  const paragraphs = [...related.map((each) => codeSpan(each))];
  if (place === undefined || where === undefined) paragraphs.push(labels.noPlace);
  else {
    const within = place.functionName === '' ? '' : ` · ${codeSpan(place.functionName)}`;
    paragraphs.push(`${codeSpan(where)}${within}${place.isOwn ? '' : ` · ${labels.notOwn}`}`);
    if (place.code !== '') paragraphs.push(fenceCode(guiltyFrame(stop)?.document?.languageId ?? '', place.code));
  }
  if (culprit !== '') paragraphs.push(`**${labels.likely}** ${codeSpan(culprit)}`);
  const lines = values.map(
    ({ name, value, suspicion }) => `${name} = ${value}${suspicion === '' ? '' : `   ← ${suspicion}`}`,
  );
  if (lines.length > 0 && moreValues > 0) lines.push(labels.more(moreValues));
  if (lines.length > 0) paragraphs.push(fenceCode('text', lines.join('\n')));
  return paragraphs.join('\n\n');
}

/** With more backticks around it than stand in it, and on one line. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${text.replace(/\s+/g, ' ')}${space}${fence}`;
}
