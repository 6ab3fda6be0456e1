/** An excerpt of a file, as the rival's server takes it. */
export interface PeerChunk {
  readonly filename: string;
  readonly text: string;
}

/** Lines of an excerpt by default (llama.vscode, `ring_chunk_size`), of which an excerpt of more lines gets half. */
const chunkLines = 64;
const leastLines = 3;
/** Excerpts that are more alike than this are the same. */
const alike = 0.9;

/** Excerpts of what was looked at, the newest last; the oldest give way. */
export class PeerRing {
  readonly #most: number;
  #chunks: readonly PeerChunk[] = [];

  /** @param most excerpts; 16 by default in the rival's client */
  constructor(most: number) {
    this.#most = most;
  }

  get chunks(): readonly PeerChunk[] {
    return this.#chunks;
  }

  /** Call when the editor leaves a document: takes the lines around its cursor. */
  leave(filename: string, text: string, offset: number): void {
    const row = text.slice(0, offset).split('\n').length - 1;
    const lines = text.split('\n').slice(Math.max(0, row - chunkLines / 2), row + chunkLines / 2);
    if (this.#most === 0 || lines.length < leastLines) return;
    const chunk = { filename, text: `${lines.join('\n')}\n` };
    const others = this.#chunks.filter((other) => likeness(other.text, chunk.text) <= alike);
    this.#chunks = [...others, chunk].slice(-this.#most);
  }
}

/** Jaccard's: lines in both by lines in one of them. */
function likeness(one: string, other: string): number {
  const [a, b] = [new Set(one.split('\n')), new Set(other.split('\n'))];
  const both = [...a].filter((line) => b.has(line)).length;
  return both / (a.size + b.size - both);
}
