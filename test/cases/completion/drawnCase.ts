import type { CompletionRequest } from '../../../src/core/text/snapshot';
import type { Outcome } from '../../../src/core/completion/outcome';
import type { ScopeFacts } from '../../../src/protocol/syntax';

/** One drawn case: a document with the cursor `█`, right after it what the model says between `├` and `┤`, and what becomes of it. */
export interface DrawnCase {
  readonly title: string;
  readonly options: Readonly<Record<string, string>>;
  readonly given: string;
  /** `shown` or `skipped`. */
  readonly verdict: string;
  readonly expected: string;
}

const separator = '=== ';

export function parseCases(file: string): DrawnCase[] {
  const cases = file.split(/^=== /m).slice(1);
  return cases.map((source) => {
    const [head = '', given = '', verdict = '', expected = ''] = source
      .split(/^--- (given|shown|skipped)\n/m)
      .filter((part) => part !== 'given');
    const [title = '', ...lines] = head.trimEnd().split('\n');
    const options = Object.fromEntries(lines.map((line) => line.split(/: ?/, 2) as [string, string]));
    return { title, options, given: given.replace(/\n$/, ''), verdict, expected: expected.replace(/\n+$/, '') };
  });
}

export function printCases(cases: readonly DrawnCase[]): string {
  return cases.map(printCase).join('\n');
}

function printCase({ title, options, given, verdict, expected }: DrawnCase): string {
  const lines = Object.entries(options).map(([key, value]) => `${key}: ${value}\n`);
  return `${separator}${title}\n${lines.join('')}--- given\n${given}\n--- ${verdict}\n${expected}\n`;
}

export interface ReadyCase {
  readonly request: CompletionRequest;
  readonly answer: string;
  readonly scope: ScopeFacts | undefined;
}

/** The request and the model's text that a case draws. */
export function readyCase({ options, given }: DrawnCase): ReadyCase {
  const eol = options['eol'] === 'crlf' ? '\r\n' : '\n';
  const drawn = /^([^█]*)█├([^┤]*)┤([^]*)$/.exec(given);
  if (drawn === null) throw new Error('a case needs █├…┤');
  const [, before = '', answer = '', after = ''] = drawn.map((part) => part.replaceAll('\n', eol));
  const path = options['path'] ?? 'src/sample.txt';
  const language = options['language'] ?? 'typescript';
  const start = before.length - Number(options['selected-from-end'] ?? '0');
  const selected = options['selected'];
  return {
    request: {
      snapshot: {
        uri: `file:///w/${path}`,
        path,
        repository: 'work',
        languageId: language,
        version: 1,
        text: before + after,
        ...indentationOf(options),
      },
      offset: before.length,
      trigger: options['trigger'] === 'invoke' ? 'invoke' : 'automatic',
      cursors: Number(options['cursors'] ?? '1'),
      readOnly: options['readOnly'] === 'true',
      ...(selected === undefined ? {} : { selectedSuggestion: { start, text: selected } }),
    },
    answer: options['model-eol'] === 'lf' ? answer.replaceAll('\r\n', '\n') : answer,
    scope: options['scope'] === undefined ? undefined : scopeOf(options['scope']),
  };
}

/** The editor's options, where a case names them. */
function indentationOf(options: DrawnCase['options']): Pick<CompletionRequest['snapshot'], 'indentation'> {
  const tabSize = options['tab-size'];
  if (tabSize === undefined) return {};
  return { indentation: { tabSize: Number(tabSize), insertSpaces: options['insert-spaces'] === 'true' } };
}

function scopeOf(words: string): ScopeFacts {
  const has = (word: string): boolean => words.split(/[ ,]+/).includes(word);
  return {
    inString: has('inString'),
    inComment: has('inComment'),
    emptyBlock: has('emptyBlock'),
    statementStart: has('statementStart'),
    enclosing: [],
  };
}

/** An outcome as a case draws it: the document after accepting, with the new text between `├` and `┤` and the cursor behind it. */
export function drawOutcome(outcome: Outcome, request: CompletionRequest): { verdict: string; expected: string } {
  if (outcome.kind === 'skipped') return { verdict: 'skipped', expected: `${outcome.stage} ${outcome.reason}` };
  const { text } = request.snapshot;
  const drawn = `${text.slice(0, outcome.range.start)}├${outcome.text}┤█${text.slice(outcome.range.end)}`;
  return { verdict: 'shown', expected: drawn.replaceAll('\r\n', '\n').replace(/\n+$/, '') };
}
