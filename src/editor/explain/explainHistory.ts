import type { PanelHistoryEntry } from '../../protocol/panel';
import type { ExplainThread } from './explainThread';

/** More nobody looks through; each holds the text of its document. */
const maxThreads = 50;

/** The explanations of this session, and which of them is shown. */
export class ExplainHistory {
  /** Newest first. */
  #threads: readonly ExplainThread[] = [];
  #shown: ExplainThread | undefined;

  get shown(): ExplainThread | undefined {
    return this.#shown;
  }

  /** Adds a thread and shows it; the oldest ones are forgotten. */
  add(thread: ExplainThread): void {
    this.#threads = [thread, ...this.#threads].slice(0, maxThreads);
    this.#shown = thread;
  }

  /** Answers undefined for one that is not there (any more). */
  show(id: number): ExplainThread | undefined {
    const thread = this.#threads.find((each) => each.id === id);
    if (thread !== undefined) this.#shown = thread;
    return thread;
  }

  /** The newest about a document. */
  ofDocument(uri: string): ExplainThread | undefined {
    return this.#threads.find((thread) => thread.uri === uri);
  }

  /** Newest first. @param language BCP 47 name, for the time of day */
  entries(language: string): readonly PanelHistoryEntry[] {
    const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
    return this.#threads.map(({ id, subject: { title, context, startedAt } }) => {
      const name = context.path.slice(context.path.lastIndexOf('/') + 1);
      return { id, label: `${time.format(startedAt)} · ${name}:${context.firstLine} · ${title}` };
    });
  }
}
