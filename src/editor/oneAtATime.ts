import type { PlainError } from '../base/errors';

/** Lets one piece of work in; whoever comes while it runs is refused at once. */
export class OneAtATime {
  readonly #onChange: (isBusy: boolean) => void;
  #isBusy = false;

  constructor(onChange: (isBusy: boolean) => void) {
    this.#onChange = onChange;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Runs the work, questions to people included. @throws the error of `refusal` when another one is not over */
  async run<T>(work: () => Promise<T>, refusal: () => PlainError): Promise<T> {
    if (this.#isBusy) throw refusal();
    this.#set(true);
    try {
      return await work();
    } finally {
      this.#set(false);
    }
  }

  #set(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#onChange(isBusy);
  }
}
