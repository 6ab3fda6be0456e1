import type { PlainHint } from './plainHint';

/** The plain part as lines of text, for a terminal and for logs. */
export function plainHintLines({ title, place, culprit, values, moreValues, related }: PlainHint): readonly string[] {
  const where = place && `${place.path}:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
  const within = place === undefined || place.functionName === '' ? '' : `, in ${place.functionName}`;
  return [
    title,
    ...related.map((each) => `  ${each}`),
    ...(place === undefined
      ? ['  No place in a file is known.']
      : [`  at ${where}${within}${place.isOwn ? '' : ' (not a file of this workspace)'}`]),
    ...(place === undefined || place.code === '' ? [] : [`    ${place.code}`]),
    ...(culprit === '' ? [] : [`  Likely: ${culprit}.`]),
    ...values.map(
      ({ name, value, suspicion }) => `  ${name} = ${value}${suspicion === '' ? '' : `   <- ${suspicion}`}`,
    ),
    ...(moreValues > 0 && values.length > 0 ? [`  and ${moreValues} more`] : []),
  ];
}
