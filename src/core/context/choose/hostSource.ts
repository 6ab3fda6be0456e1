import type { ContextSnippet, HostSourceName } from '../../../protocol/context';
import type { ContextPlace } from './contextPlace';

/** Context that only the host knows. Answers from what it has; what it would have to wait for comes with the next question. */
export interface HostSource {
  readonly name: HostSourceName;
  collect(place: ContextPlace): readonly ContextSnippet[];
}
