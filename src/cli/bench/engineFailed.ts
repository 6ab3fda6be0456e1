import type { Skipped } from '../../core/completion/outcome';

/** True where Plinth or its engine failed: that says nothing about the place, so no measurement may count it. */
export function engineFailed({ reason, stage }: Skipped): boolean {
  if (reason === 'superseded') return false;
  return stage === 'engine' || ['internal-error', 'engine-stopped', 'no-model'].includes(reason);
}
