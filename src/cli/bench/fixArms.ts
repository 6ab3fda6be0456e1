import path from 'node:path';
import { PlainError } from '../../base/errors';
import type { Log } from '../../base/log';
import { caseReport } from '../../core/bench/fix/fixCases';
import { faultlessText, type FixItem, isOfIndex } from '../../core/bench/fix/fixItem';
import type { CheckedFix, FixRefusal } from '../../core/fix/fixCandidate';
import { fixMessages } from '../../core/fix/fixPrompt';
import { FixService } from '../../core/fix/fixService';
import { chooseFixTarget, type FixRequest, type FixTest } from '../../core/fix/fixTarget';
import { changedLines, minimalEdits } from '../../core/text/minimalEdits';
import { modelCandidate } from '../../core/fix/modelCandidate';
import { problemChanges } from '../../core/fix/problemChanges';
import { readAnswer } from '../../core/prompt/readAnswer';
import { gatherTaskContext, noTaskSources, type TaskSources } from '../../core/prompt/taskContext';
import type { Checker, Clock } from '../../core/ports';
import type { DocumentSnapshot } from '../../core/text/snapshot';
import { sourceName } from '../sourceFile';
import type { Workbench } from '../workbench';
import { type FixAsking, FixEngine } from './fixEngine';
import type { FunctionPrograms } from './functionPrograms';
import type { FixResult } from './fixResult';

/**
 * `shot`: the model's first answer as it is, unchecked. `checked`: up to four answers until one passes the checks. `retry`: one more, which is
 * told what was wrong. `offered`: what needs no model.
 */
export const fixArms = ['shot', 'checked', 'retry', 'offered'] as const;
export type FixArm = (typeof fixArms)[number];

const askings: Readonly<Record<FixArm, FixAsking>> = {
  shot: 'everything',
  checked: 'candidates',
  retry: 'everything',
  offered: 'nothing',
};
/** Answers that came as far as a change of the place. */
const applied: ReadonlySet<FixRefusal> = new Set([
  'syntaxErrors',
  'addsErrors',
  'notFixed',
  'failsTest',
  'notTried',
  'suppresses',
  'onlyDeletes',
]);

/** Whether an arm has something to do for an item. */
export function isAsked(arm: FixArm, item: FixItem): boolean {
  return arm !== 'offered' || isOfIndex(item);
}

export interface FixArmsParts {
  readonly bench: Pick<Workbench, 'engine' | 'syntax' | 'workspace'>;
  readonly checker: Checker;
  readonly programs: FunctionPrograms;
  /** Absolute path of the folder that the items' workspaces lie in. */
  readonly root: string;
  readonly clock: Clock;
  readonly log: Log;
}

export type FixArmAnswer = Omit<FixResult, 'key' | 'id' | 'arm'>;

type Proposal = Pick<FixArmAnswer, 'applies' | 'shown' | 'source' | 'reason' | 'changedLines'> & {
  readonly newText: string;
};

/**
 * Asks for fixes as the editor does, by the product's own service, and judges them by what it did not see. While it is open, the document
 * with the fault stands for the file on disk.
 */
export class FixArms {
  readonly #parts: FixArmsParts;
  readonly #engine: FixEngine;
  #item: string | undefined;
  #versions = 0;

  constructor(parts: FixArmsParts) {
    this.#parts = parts;
    this.#engine = new FixEngine(parts.bench.engine, parts.clock);
  }

  /** Rejects with a PlainError when the engine fails: that says nothing about the arm. */
  async answer(item: FixItem, arm: FixArm, signal: AbortSignal): Promise<FixArmAnswer> {
    if (this.#item !== item.id) this.#engine.forget();
    this.#item = item.id;
    const { checker, clock } = this.#parts;
    const { syntax } = this.#parts.bench;
    const snapshot = this.#snapshotOf(item);
    const { uri, languageId, version, text } = snapshot;
    syntax.open({ uri, languageId, version, text });
    try {
      const request = this.#requestFor(item, snapshot);
      // Who asks for a fix in an editor has the file open and its problems shown: grammar and project are read.
      await syntax.parse(languageId, '');
      if (request.place !== undefined)
        await checker.check({ ...request.place, languageId, before: text, candidates: [] }, signal);
      const startMs = clock.now();
      const proposal = arm === 'shot' ? await this.#shot(request, signal) : await this.#served(request, arm, signal);
      const ms = clock.now() - startMs + this.#engine.savedMs;
      const { newText, ...rest } = proposal;
      const edits = proposal.shown ? minimalEdits(text, newText, 0) : [];
      const timing = { ms: Math.round(ms * 10) / 10, answers: this.#engine.answers };
      return { ...rest, edits, ...timing, ...(await this.#judged(item, proposal, signal)) };
    } finally {
      syntax.close(uri);
    }
  }

  #snapshotOf({ workspace = '', file, language, text }: FixItem): DocumentSnapshot {
    const folder = path.join(this.#parts.root, workspace);
    this.#versions++;
    return { ...sourceName(path.join(folder, file), folder), languageId: language, version: this.#versions, text };
  }

  #requestFor(item: FixItem, snapshot: DocumentSnapshot): FixRequest {
    const { offset, problems, file, workspace = '', shown } = item;
    const folder = path.join(this.#parts.root, workspace);
    const place = { path: path.join(folder, file), root: folder, unsaved: {} };
    return { snapshot, offset, problems, place, ...(shown.length === 0 ? {} : { test: this.#testOf(item) }) };
  }

  #testOf(item: FixItem): FixTest {
    return {
      name: 'check',
      run: async (newText, signal) => {
        const results = await this.#parts.programs.run(this.#orderOf(item, newText, item.shown), signal);
        if (results === undefined) return { passed: false, report: 'The check did not end in time.' };
        const report = caseReport(item.shown, results);
        return { passed: report === '', report };
      },
    };
  }

  #orderOf({ workspace = '', file, language }: FixItem, text: string, cases: FixItem['shown']) {
    const folder = path.join(this.#parts.root, workspace);
    return { folder, file, languageId: language, text, calls: cases.map(({ call }) => call) };
  }

  #service(arm: FixArm): FixService {
    const { bench, checker, log } = this.#parts;
    const { syntax, workspace } = bench;
    const engine = this.#engine.asking(askings[arm]);
    return new FixService({ engine, syntax, log, checker, imports: workspace, sources: this.#sources });
  }

  get #sources(): TaskSources {
    return { workspace: this.#parts.bench.workspace, instructions: noTaskSources.instructions };
  }

  async #served(request: FixRequest, arm: FixArm, signal: AbortSignal): Promise<Proposal> {
    const outcome = await this.#service(arm).suggest(request, signal);
    if (outcome.kind === 'aborted') throw new PlainError('interrupted', 'Stopped.');
    if (outcome.kind === 'proposed') return shownProposal(outcome.fixes[0], request.snapshot.text);
    const reasons = outcome.tried.map(({ reason }) => reason);
    const applies = reasons.some((reason) => applied.has(reason));
    return { ...nothingShown(reasons.at(-1) ?? 'noCode', request.snapshot.text), applies };
  }

  /** The first answer to the product's own question. */
  async #shot(request: FixRequest, signal: AbortSignal): Promise<Proposal> {
    const { snapshot } = request;
    const engine = this.#engine.asking(askings.shot);
    const target = await chooseFixTarget(request, this.#parts.bench.syntax, signal);
    const task = await gatherTaskContext(snapshot, target, this.#sources);
    const messages = fixMessages(snapshot, target, task);
    const order = { lane: 'fix', messages, answerTokens: answerTokensFor(target.text) } as const;
    const { text: answer, result } = await readAnswer(engine.chat(order, signal));
    const { stop } = result;
    if (stop === 'aborted') throw new PlainError('interrupted', 'Stopped.');
    const candidate = modelCandidate(answer, { stop }, { snapshot, target });
    if (typeof candidate === 'string') return nothingShown(candidate, snapshot.text);
    if (candidate.newText === snapshot.text) return nothingShown('unchanged', snapshot.text);
    const { removed, added } = changedLines(snapshot.text, candidate.edits);
    return {
      applies: true,
      shown: true,
      source: 'model',
      reason: null,
      changedLines: Math.max(removed, added),
      newText: candidate.newText,
    };
  }

  async #judged(
    item: FixItem,
    { shown, newText }: Proposal,
    signal: AbortSignal,
  ): Promise<Pick<FixArmAnswer, 'same' | 'addedErrors' | 'moreErrors' | 'passed'>> {
    if (!shown) return { same: false, addedErrors: null, moreErrors: null, passed: null };
    const original = faultlessText(item);
    const same = bare(newText) === bare(original);
    const errors = await this.#errors(item, { newText, original }, signal);
    const cases = [...item.shown, ...item.hidden];
    const results =
      cases.length === 0 ? undefined : await this.#parts.programs.run(this.#orderOf(item, newText, cases), signal);
    const passed = results?.map(({ value }, at) => value === cases[at]?.expected) ?? null;
    return { same, ...errors, passed };
  }

  async #errors(
    item: FixItem,
    { newText, original }: { readonly newText: string; readonly original: string },
    signal: AbortSignal,
  ): Promise<Pick<FixArmAnswer, 'addedErrors' | 'moreErrors'>> {
    const { checker, bench } = this.#parts;
    const { text, language } = item;
    const folder = path.join(this.#parts.root, item.workspace ?? '');
    const place = { path: path.join(folder, item.file), root: folder, unsaved: {} };
    const parsed = await Promise.all([text, newText].map((each) => bench.syntax.parse(language, each)));
    const [before, after] = parsed.map((each) => each?.errors);
    const broken = before === undefined || after === undefined ? null : Math.max(0, after - before);
    const answer = await checker.check(
      { ...place, languageId: language, before: text, candidates: [newText, original] },
      signal,
    );
    const [withFix, withoutFault] = answer?.after ?? [];
    if (answer === undefined || withFix === undefined || withoutFault === undefined)
      return { addedErrors: broken, moreErrors: null };
    const errorsSince = (old: string, problems: typeof withFix): number =>
      problemChanges(
        { text: old, problems },
        { text: newText, problems: withFix },
        minimalEdits(old, newText, 0),
      ).added.filter(({ severity }) => severity === 'error').length;
    return {
      addedErrors: errorsSince(text, answer.before) + (broken ?? 0),
      moreErrors: errorsSince(original, withoutFault),
    };
  }
}

function shownProposal(fix: CheckedFix | undefined, text: string): Proposal {
  if (fix === undefined) return nothingShown('noCode', text);
  const { source, changedLines: lines, newText } = fix;
  return { applies: true, shown: true, source, reason: null, changedLines: lines, newText };
}

function nothingShown(reason: FixRefusal, newText: string): Proposal {
  return {
    applies: reason !== 'unchanged' && applied.has(reason),
    shown: false,
    source: null,
    reason,
    changedLines: 0,
    newText,
  };
}

/** As the service asks. */
function answerTokensFor(text: string): number {
  return Math.min(1600, 120 + Math.ceil(text.length / 2));
}

function bare(text: string): string {
  return text.replace(/\s+/g, '');
}
