const maxHeaderBytes = 256;

/**
 * Watches the raw bytes of one direction of a connection and says when a message is larger than allowed or is no message at all, before
 * anybody buffers it: the JSON-RPC reader itself believes any Content-Length. Feed it each chunk before the reader sees it.
 */
export class FrameLimit {
  /** Largest body in bytes; may be raised once the peer has proved who it is. Applies from the next message on. */
  maxBodyBytes: number;
  #header = '';
  #bodyBytesLeft = 0;

  constructor(maxBodyBytes: number) {
    this.maxBodyBytes = maxBodyBytes;
  }

  /** Why the connection must be closed, or undefined while all is well. */
  check(chunk: Uint8Array): string | undefined {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#bodyBytesLeft > 0) {
        const skipped = Math.min(this.#bodyBytesLeft, chunk.length - offset);
        this.#bodyBytesLeft -= skipped;
        offset += skipped;
        continue;
      }
      this.#header += String.fromCharCode(chunk[offset++] ?? 0);
      const problem = this.#checkHeader();
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #checkHeader(): string | undefined {
    if (!this.#header.endsWith('\r\n\r\n'))
      return this.#header.length > maxHeaderBytes ? 'not a message: its header does not end' : undefined;
    const length = /^content-length: *(\d{1,15})\r$/im.exec(this.#header)?.[1];
    if (length === undefined) return 'not a message: its header names no length';
    if (Number(length) > this.maxBodyBytes)
      return `a message of ${length} bytes is over the limit of ${this.maxBodyBytes}`;
    this.#header = '';
    this.#bodyBytesLeft = Number(length);
    return undefined;
  }
}
