import type { CompletionRequest } from '../text/snapshot';
import type { EngineView } from '../ports';
import { looksBinary } from '../text/binary';
import { closerTail } from '../text/closers';
import { lineEnd, lineStart } from '../text/lines';
import { isSecretDocument } from '../text/secretFiles';
import type { CompletionSettings } from './completionSettings';
import { Skip, type SkipReason, type Stage } from './skip';

/** Only a window of a document is read, so this cap is about the cost of handing its text around. */
const maxDocumentChars = 4_000_000;
/** A line of minified code does not fit any prompt, and its cursor's line is never cut. */
const maxLineChars = 4_000;

/** What the rules judge. */
export interface GateInput {
  readonly request: CompletionRequest;
  readonly settings: CompletionSettings;
  readonly engine: EngineView;
}

interface GateRule {
  readonly reason: SkipReason;
  readonly stage: Stage;
  /** A matter of taste: who asks by command gets an answer all the same. */
  readonly taste: boolean;
  readonly refuses: (input: GateInput) => boolean;
}

/** In order: the first rule that refuses gives the reason. The rules that read the text come last. */
export const gateRules: readonly GateRule[] = [
  rule('disabled', ({ settings }) => !settings['completion.enabled'], 'taste'),
  rule('language-off', ({ settings, request }) => !isLanguageOn(settings, request.snapshot.languageId), 'taste'),
  rule('secret-file', ({ request }) => isSecretDocument(request.snapshot)),
  rule('read-only', ({ request }) => request.readOnly),
  rule('many-cursors', ({ request }) => request.cursors > 1),
  rule('no-model', ({ engine }) => engine.state === 'none', 'engine'),
  rule('engine-stopped', ({ engine }) => engine.state === 'gaveUp', 'engine'),
  rule('model-cannot-complete', ({ engine }) => engine.engine?.model?.canComplete === false, 'engine'),
  // From here on the text is read, which for a large document costs time at each key.
  rule('too-large', ({ request }) => request.snapshot.text.length > maxDocumentChars),
  rule('bad-offset', ({ request }) => !isPlace(request.snapshot.text, request)),
  rule('long-line', ({ request }) => request.offset - lineStart(request.snapshot.text, request.offset) > maxLineChars),
  rule('binary', ({ request }) => looksBinary(request.snapshot.text, request.offset)),
  rule('middle-of-word', ({ request }) => isInsideWord(request)),
  rule('text-after-cursor', ({ request }) => hasTextAfter(request), 'taste'),
];

/**
 * Lets a request in or throws a {@link Skip} that says why not. What is merely taste is waived for a request by command; secrets,
 * read-only and broken places never are.
 */
export function admit(input: GateInput): void {
  const isAsked = input.request.trigger === 'invoke';
  const refusal = gateRules.find((gate) => !(gate.taste && isAsked) && gate.refuses(input));
  if (refusal === undefined) return;
  const { problem, cure } = input.engine;
  if (refusal.stage === 'engine' && problem !== undefined) {
    throw new Skip(refusal.stage, refusal.reason, cure === undefined ? problem : `${problem} ${cure}`);
  }
  throw new Skip(refusal.stage, refusal.reason);
}

function rule(
  reason: SkipReason,
  refuses: GateRule['refuses'],
  kind: 'always' | 'taste' | 'engine' = 'always',
): GateRule {
  return { reason, refuses, taste: kind === 'taste', stage: kind === 'engine' ? 'engine' : 'gate' };
}

function isLanguageOn(settings: CompletionSettings, languageId: string): boolean {
  const languages = settings['completion.languages'];
  return languages[languageId] ?? languages['*'] ?? true;
}

function isPlace(text: string, { offset, selectedSuggestion }: CompletionRequest): boolean {
  const start = selectedSuggestion?.start ?? offset;
  return isBetweenCharacters(text, offset) && isBetweenCharacters(text, start) && start <= offset;
}

function isBetweenCharacters(text: string, offset: number): boolean {
  if (!Number.isInteger(offset) || offset < 0 || offset > text.length) return false;
  const isLow = (at: number): boolean => text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff;
  const isHigh = (at: number): boolean => text.charCodeAt(at) >= 0xd800 && text.charCodeAt(at) <= 0xdbff;
  if (offset === 0 || offset === text.length) return true;
  return !(isHigh(offset - 1) && isLow(offset)) && !(text[offset - 1] === '\r' && text[offset] === '\n');
}

function isInsideWord({ snapshot: { text }, offset }: CompletionRequest): boolean {
  const around = text.slice(Math.max(0, offset - 2), offset + 2);
  const cut = Math.min(2, offset);
  return /[\p{L}\p{N}_$]$/u.test(around.slice(0, cut)) && /^[\p{L}\p{N}_$]/u.test(around.slice(cut));
}

function hasTextAfter({ snapshot: { text }, offset }: CompletionRequest): boolean {
  return closerTail(text, offset, lineEnd(text, offset)) === undefined;
}
