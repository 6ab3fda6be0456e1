/** The stations of a request, in order. */
export type Stage = 'gate' | 'settle' | 'prompt' | 'engine' | 'filter';

/** Why nothing is shown: a stable word for logs, tests and the command line, with the sentence that a person reads. */
export const skipReasons = {
  paused: 'Completion while typing is paused (Plinth: Resume Completions).',
  disabled: 'Completion is switched off in the settings (plinth.completion.enabled).',
  'language-off': 'Completion is switched off for this language in the settings (plinth.completion.languages).',
  'read-only': 'The document is read-only.',
  'many-cursors': 'There is more than one cursor, or text is selected.',
  'bad-offset': 'The cursor is outside of the text or inside of a character.',
  'too-large': 'The document is larger than 4,000,000 characters.',
  'long-line': 'The line has more than 4,000 characters before the cursor.',
  'secret-file': 'The name of the file says that it holds keys or passwords; such files are never read.',
  'withheld-file':
    'A .plinthignore file names this file, or it is a link to such a file or to one of secrets, so nothing of it is given to the model.',
  binary: 'The document holds NUL characters, so it is not text.',
  'middle-of-word': 'The cursor is inside of a word; move it to the end of the word.',
  'text-after-cursor': 'Other text follows on the line. Ask by command to complete here.',
  'no-model': 'There is no model yet.',
  'engine-stopped': 'The engine stopped too often and waits for a restart.',
  'model-cannot-complete': 'The model has no fill-in-the-middle markers: it can chat but not complete.',
  superseded: 'Typing went on, or the cursor moved, before the answer was there.',
  'engine-failed': 'The engine failed.',
  'internal-error': 'Completion failed inside of Plinth itself.',
  empty: 'The model had nothing to add.',
  'foreign-text': 'The answer was a template marker or a code fence, not code.',
  'repeats-suffix': 'The answer only repeats what follows the cursor.',
  'repeats-above': 'The answer only repeats the lines above.',
  repetition: 'The answer repeats itself without end.',
  'doubled-closer': 'The answer only closes what is closed already.',
  'unbalanced-closer': 'The answer closes a bracket that is closed after the cursor already.',
  'declared-twice': 'The answer declares again what is declared right above or below.',
  'secret-text': 'The answer looks like a key or a token.',
  'does-not-parse': 'The answer would break the syntax of the code around it.',
  'wrong-depth': 'The answer does not keep to the indentation of the cursor.',
  'missing-body': 'The answer begins a block without a body.',
  'json-comma': 'The answer is a comma that JSON does not allow here.',
  unsure: 'The model was not sure enough of its answer (plinth.completion.frequency).',
  'too-long': 'The answer did not come to an end within its limit of tokens.',
} as const;

export type SkipReason = keyof typeof skipReasons;

/** Thrown inside of the completion service to leave the straight line; never leaves the service. */
export class Skip extends Error {
  constructor(
    readonly stage: Stage,
    readonly reason: SkipReason,
    message: string = skipReasons[reason],
  ) {
    super(message);
    this.name = 'Skip';
  }
}
