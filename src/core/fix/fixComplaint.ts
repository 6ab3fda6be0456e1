import type { FixRefusal } from './fixCandidate';

const complaints: { readonly [K in FixRefusal]: string } = {
  noCode: 'That answer holds no code block.',
  elided: 'That answer leaves lines out. Write every line.',
  tooLong: 'That answer was too long and was cut. Write only the code, without any words around it.',
  notFitting: '',
  unchanged: 'That code is the same as before: the problem is still there.',
  otherLanguage: 'That code is in another language.',
  outside: 'That answer holds other code than what was asked about.',
  brokenEdits: '',
  suppresses: 'That code only hides the problem from the checker. Correct it instead.',
  onlyDeletes: 'That code only takes lines away. Correct them instead.',
  syntaxErrors: 'That code does not parse.',
  addsErrors: 'That code has a new error.',
  notFixed: 'That code still has the problem.',
  failsTest: 'With that code the test still fails.',
  notTried: '',
};

/** What the model is told of an answer that was of no use. */
export function fixComplaint(reason: FixRefusal, detail: string): string {
  if (reason === 'syntaxErrors' && detail !== '')
    return `That code does not parse: there is a syntax error near ${detail}.`;
  const told = detail.replace(/\s+/g, ' ').trim();
  if (told === '') return complaints[reason];
  return `${complaints[reason].replace(/\.$/, '')}: ${told}${/[.!?]$/.test(told) ? '' : '.'}`;
}
