import type { ChatResult } from '../../protocol/engine';
import { identifiersIn } from '../context/code/words';
import type { DocumentSnapshot } from '../text/snapshot';
import { type AnswerRefusal, readFixAnswer } from './fixAnswer';
import type { FixCandidate } from './fixCandidate';
import type { FixTarget } from './fixTarget';
import { importEdit, importLanguageOf, importStatements } from './importText';
import { applyEdits, type TextEdit, minimalEdits, sortedEdits } from '../text/minimalEdits';

/** More new imports than this are not what was asked for. */
const maxImports = 3;
/** Nothing but an import stands in the statement. */
const plainStatement: Readonly<Record<'script' | 'python', RegExp>> = {
  script: /(?:['"]|\(\s*['"][^'"]+['"]\s*\))\s*;?\s*(?:\/\/.*)?$/,
  python: /^[^;]*$/,
};

/** What a model's answer comes to: edits inside of the target and at most one more that adds imports; or why it is of no use. */
export function modelCandidate(
  answer: string,
  { stop }: Pick<ChatResult, 'stop'>,
  { snapshot, target }: { readonly snapshot: DocumentSnapshot; readonly target: FixTarget },
): FixCandidate | AnswerRefusal {
  const { text, languageId } = snapshot;
  const around = { before: text.slice(0, target.start), after: text.slice(target.end) };
  const reading = readFixAnswer(answer, target, { cut: stop === 'limit', languageId, around });
  if (reading.kind === 'refused') return reading.reason;
  const inside = minimalEdits(target.text, reading.code, target.start);
  const added = addedImports(snapshot, target, reading);
  const edits = sortedEdits([...inside, ...added], text.length) ?? inside;
  const name = target.name === '' ? `lines from ${target.firstLine}` : target.name;
  return { source: 'model', title: `Change ${name}`, edits, newText: applyEdits(text, edits) };
}

/** Imports that the answer writes above the function, that the document lacks and that the new code uses. */
function addedImports(
  { text, languageId }: DocumentSnapshot,
  target: FixTarget,
  { above, code }: { readonly above: string; readonly code: string },
): readonly TextEdit[] {
  const language = importLanguageOf(languageId);
  if (language === undefined || above.trim() === '') return [];
  const used = new Set(identifiersIn(code));
  const known = new Set(importStatements(text, language).flatMap((each) => [...identifiersIn(each.text)]));
  const wanted = importStatements(above, language)
    .map((each) => each.text.trim())
    .filter((statement) => plainStatement[language].test(statement))
    .filter((statement) => [...identifiersIn(statement)].some((name) => used.has(name) && !known.has(name)))
    .slice(0, maxImports);
  if (wanted.length === 0) return [];
  const edit = importEdit(text, language, wanted.join('\n'), target.start);
  const isOutside = edit !== undefined && (edit.end <= target.start || edit.start >= target.end);
  return isOutside ? [edit] : [];
}
