import type { EngineStatus } from '../../protocol/engine';
import type { Workbench } from '../workbench';

/** What answered, for a report. */
export interface EngineFacts {
  readonly model: string;
  readonly backend: string;
  readonly threads: number;
}

/** @param engine what a ready engine says of itself */
export function engineFacts({ model }: Pick<Workbench, 'model'>, engine: EngineStatus | undefined): EngineFacts {
  return { model: model.id, backend: engine?.backend ?? 'not known', threads: engine?.threads ?? 0 };
}
