export interface QuestionFormParts {
  readonly form: HTMLFormElement;
  readonly field: HTMLTextAreaElement;
  readonly button: HTMLButtonElement;
  readonly ask: (question: string) => void;
  /** Is told what stands in the field, so that it is there again when the panel's document was made anew. */
  readonly keep: (draft: string) => void;
}

/** The field for a further question: Enter asks, Shift and Enter begins a line. */
export class QuestionForm {
  readonly #parts: QuestionFormParts;
  #isOff = false;

  constructor(parts: QuestionFormParts, draft: string) {
    this.#parts = parts;
    const { form, field } = parts;
    field.value = draft;
    field.addEventListener('input', () => this.#changed());
    field.addEventListener('keydown', (event) => {
      // While characters are composed, Enter belongs to the input method.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#fit();
  }

  /** While an answer comes, or was asked for: the field keeps the focus and can be read, so that nobody who uses the keyboard is thrown out of it. */
  get isOff(): boolean {
    return this.#isOff;
  }

  set isOff(isOff: boolean) {
    const { field, button } = this.#parts;
    this.#isOff = isOff;
    field.readOnly = isOff;
    button.disabled = isOff;
  }

  #send(): void {
    const { field, ask } = this.#parts;
    const question = field.value.trim();
    if (this.#isOff || question === '') return;
    // At once, so that a key which is held down does not ask twice.
    this.isOff = true;
    field.value = '';
    this.#changed();
    ask(question);
  }

  #changed(): void {
    this.#fit();
    this.#parts.keep(this.#parts.field.value);
  }

  /** As many lines as are written, up to some; the style sheet may set no heights here. */
  #fit(): void {
    const { field } = this.#parts;
    field.rows = Math.min(6, field.value.split('\n').length);
  }
}
