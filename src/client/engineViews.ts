import type { PlainError } from '../base/errors';
import type { EngineView } from '../core/ports';
import type { EngineStatus } from '../protocol/engine';

/** A running engine as the user sees it. */
export function viewOf(engine: EngineStatus): EngineView {
  const state = engine.state === 'loading' ? 'starting' : engine.state;
  return {
    state,
    engine,
    ...(engine.problem === undefined ? {} : { problem: engine.problem }),
    ...(engine.cure === undefined ? {} : { cure: engine.cure }),
  };
}

/** The engine cannot be started, and trying again would change nothing. */
export function failedView({ message, cure }: PlainError): EngineView {
  return cure === undefined ? { state: 'failed', problem: message } : { state: 'failed', problem: message, cure };
}

/** Too many crashes: only a restart by hand leaves this state. */
export function gaveUpView(crashes: number, cause: string): EngineView {
  return {
    state: 'gaveUp',
    problem: `The engine stopped ${crashes} times within a few minutes and is not restarted any more. Last: ${cause}.`,
    cure: 'Restart the engine or choose another model.',
  };
}

/** The model ends the engine each time that it is loaded: trying again would change nothing. */
export function loadCrashView(modelId: string, cause: string): EngineView {
  return {
    state: 'gaveUp',
    problem: `The engine stopped twice while it loaded the model "${modelId}". Last: ${cause}.`,
    cure: 'Restart the engine or choose another model.',
  };
}
