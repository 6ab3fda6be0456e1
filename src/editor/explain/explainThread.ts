import type { ExplainContext, ExplainRequest } from '../../core/explain/explainContext';
import type { Conversation } from '../../core/explain/explainPrompt';
import type { ChatMessage } from '../../protocol/engine';
import type { ExplainDepth, PanelState, PanelSymbol } from '../../protocol/panel';

/** A question and the Markdown that the model has written so far. */
interface ExplainTurn {
  /** Empty for the explanation that the conversation begins with. */
  readonly question: string;
  markdown: string;
}

/** Where a name's link leads: a line (0-based) that the index told, or the name in the document that was explained. */
export type SymbolTarget =
  | { readonly kind: 'place'; readonly name: string; readonly uri: string; readonly line: number }
  | { readonly kind: 'word'; readonly name: string };

/** What the explanation that begins a conversation is about. */
export interface ExplainSubject {
  readonly request: ExplainRequest;
  readonly depth: ExplainDepth;
  readonly context: ExplainContext;
  readonly messages: readonly ChatMessage[];
  /** Code of other files that the model saw. */
  readonly shownCode: string;
  readonly title: string;
  readonly subtitle: string;
  readonly startedAt: Date;
}

/** An explanation with the questions that followed; lives as long as the window, and is written nowhere. */
export class ExplainThread {
  readonly #turns: ExplainTurn[] = [{ question: '', markdown: '' }];
  readonly #targets: SymbolTarget[] = [];
  readonly #symbols = new Map<string, PanelSymbol>();
  #status: string;
  #state: PanelState = 'running';

  constructor(
    readonly id: number,
    readonly subject: ExplainSubject,
    status: string,
  ) {
    this.#status = status;
  }

  get uri(): string {
    return this.subject.request.snapshot.uri;
  }

  get turns(): readonly Readonly<ExplainTurn>[] {
    return this.#turns;
  }

  get status(): string {
    return this.#status;
  }

  get state(): PanelState {
    return this.#state;
  }

  get symbols(): readonly PanelSymbol[] {
    return [...this.#symbols.values()];
  }

  get last(): Readonly<ExplainTurn> {
    return this.#lastTurn();
  }

  /** What was said before the last question. */
  get earlier(): Conversation {
    const [first, ...others] = this.#turns;
    const turns = others.slice(0, -1).map(({ question, markdown }) => ({ question, answer: markdown }));
    return { messages: this.subject.messages, explanation: first?.markdown ?? '', turns };
  }

  /** All answers under their questions. */
  get markdown(): string {
    return this.#turns
      .map(({ question, markdown }) => (question === '' ? markdown : `**${question}**\n\n${markdown}`).trim())
      .join('\n\n');
  }

  ask(question: string, status: string): void {
    this.#turns.push({ question, markdown: '' });
    this.#begin(status);
  }

  /** Takes the last answer back. */
  askAgain(status: string): void {
    this.#lastTurn().markdown = '';
    this.#begin(status);
  }

  grow(chunk: string): void {
    this.#lastTurn().markdown += chunk;
  }

  end(status: string, state: PanelState): void {
    this.#status = status;
    this.#state = state;
  }

  /** @param target absent: the name was not found */
  addSymbol(text: string, title: string, target: SymbolTarget | undefined): void {
    if (target === undefined) return void this.#symbols.set(text, { text, title });
    this.#symbols.set(text, { text, title, id: this.#targets.push(target) - 1 });
  }

  targetOf(id: number): SymbolTarget | undefined {
    return this.#targets[id];
  }

  #begin(status: string): void {
    this.#status = status;
    this.#state = 'running';
  }

  #lastTurn(): ExplainTurn {
    const last = this.#turns.at(-1);
    if (last === undefined) throw new Error('a thread begins with a turn');
    return last;
  }
}
