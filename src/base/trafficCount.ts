/** Counts what this process sends over the network and receives from it. Every piece of code that connects reports to the same one. */
export class TrafficCount {
  #sentBytes = 0;
  #receivedBytes = 0;

  /** Bytes of requests, headers and bodies; what encryption adds is not known here. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Bytes of the bodies of answers. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Call before a request goes out, also for one that may fail. */
  noteSent(bytes: number): void {
    this.#sentBytes += bytes;
  }

  /** Call for each piece of an answer as it comes. */
  noteReceived(bytes: number): void {
    this.#receivedBytes += bytes;
  }
}
