import type { Engine, Syntax, WithheldFiles } from '../ports';
import type { TaskSources } from '../prompt/taskContext';

/** What the services need that write code. */
export interface WriteParts {
  readonly engine: Engine;
  readonly syntax: Syntax;
  /** Files that the user keeps from the model; by default none. */
  readonly withheld?: WithheldFiles;
  /** By default nothing but the document is shown to the model. */
  readonly sources?: TaskSources;
}
