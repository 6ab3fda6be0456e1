import * as vscode from 'vscode';
import type { FixService } from '../../core/fix/fixService';
import type { FixRequest } from '../../core/fix/fixTarget';
import { isForeign, isReadOnly, rangeOf, snapshotOf } from '../convert';
import { checkPlaceOf } from './checkPlace';
import { problemsOnLines, withSameCause, worthMending } from './oneCause';
import { fixProblemsOf, type MayShow } from './reportedProblems';

/** What a fix is asked for. */
export interface FixQuestion {
  readonly document: vscode.TextDocument;
  /** Without problems where none is reported. */
  readonly request: FixRequest;
  /** All of the problems are errors. */
  readonly areErrors: boolean;
}

export interface FixQuestionParts {
  readonly service: Pick<FixService, 'targetOf'>;
  readonly mayShow: MayShow;
}

/** Far more than a fix can be about. */
const maxProblems = 40;

/**
 * What is reported on the lines of a selection, with others of the same cause; where nothing is, what is reported in the function around.
 * @param chosen problems that were named instead of a selection
 * @throws PlainError `secretFile`
 */
export async function fixQuestionAt(
  document: vscode.TextDocument,
  selection: vscode.Selection,
  chosen: readonly vscode.Diagnostic[] | undefined,
  { service, mayShow }: FixQuestionParts,
): Promise<FixQuestion> {
  const place = checkPlaceOf(document);
  const all = vscode.languages.getDiagnostics(document.uri);
  const onLines = chosen ?? problemsOnLines(all, selection);
  const [first] = onLines;
  const offset = document.offsetAt(first?.range.start ?? selection.active);
  const base = { snapshot: snapshotOf(document), ...(place === undefined ? {} : { place }) };
  const around: FixRequest = { ...base, offset, problems: [] };
  const meant = first === undefined ? await inFunction(document, around, all, service) : withSameCause(onLines, all);
  const problems = await fixProblemsOf(document, meant.slice(0, maxProblems), mayShow);
  const areErrors = meant.every(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  return { document, request: { ...around, problems }, areErrors };
}

/** A request for which nothing is reported, with what the person says is wrong; nothing: the model looks for a mistake. */
export function withOwnWords(request: FixRequest, message: string): FixRequest {
  const { offset } = request;
  return message.trim() === ''
    ? request
    : { ...request, problems: [{ message, source: '', start: offset, end: offset }] };
}

/** Why no fix can be suggested for a document; undefined where one can be. */
export function fixRefusalFor(document: vscode.TextDocument): string | undefined {
  if (!vscode.workspace.isTrusted) return vscode.l10n.t('Fixes are suggested only in folders that you trust.');
  if (isForeign(document) || isReadOnly(document)) return vscode.l10n.t('This document cannot be changed.');
  return undefined;
}

/** Whether the document still has the text that the fix was asked for. */
export function isCurrent({ document, request }: Pick<FixQuestion, 'document' | 'request'>): boolean {
  return !document.isClosed && document.version === request.snapshot.version;
}

async function inFunction(
  document: vscode.TextDocument,
  around: FixRequest,
  all: readonly vscode.Diagnostic[],
  service: FixQuestionParts['service'],
): Promise<readonly vscode.Diagnostic[]> {
  const lines = rangeOf(document, await service.targetOf(around));
  return worthMending(all).filter(({ range }) => lines.intersection(range) !== undefined);
}
