import type { EngineView } from '../../core/ports';
import type { ModelState } from '../models/modelState';

/** What the status item says, most urgent first. */
export type StatusKind =
  | 'gaveUp'
  | 'failed'
  | 'modelProblem'
  | 'downloading'
  | 'noModel'
  | 'paused'
  | 'starting'
  | 'busy'
  | 'languageOff'
  | 'asleep'
  | 'ready';

export interface StatusFacts {
  readonly engine: EngineView;
  readonly model: ModelState;
  readonly isDownloading: boolean;
  readonly isPaused: boolean;
  readonly isBusy: boolean;
  /** Completion is switched off for the document in the active editor. */
  readonly isLanguageOff: boolean;
}

/** Chooses the one thing to say when several are true: what keeps everything from working comes before what the user chose. */
export function statusKind(facts: StatusFacts): StatusKind {
  const { engine, model } = facts;
  if (model.kind === 'broken') return 'modelProblem';
  if (model.kind === 'missing') return facts.isDownloading ? 'downloading' : 'noModel';
  if (engine.state === 'gaveUp' || engine.state === 'failed') return engine.state;
  if (facts.isPaused) return 'paused';
  if (model.kind === 'resolving' || engine.state === 'starting' || engine.state === 'none') return 'starting';
  if (facts.isBusy) return 'busy';
  if (facts.isLanguageOff) return 'languageOff';
  return engine.state === 'unloaded' ? 'asleep' : 'ready';
}
