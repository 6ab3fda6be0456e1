import { closes, type Fence, fenceOf } from '../text/markdownParts';

/** Markdown as such, or nothing at all: what models write behind a fence that they put around prose. */
const proseInfo = /^(?:markdown|md|text|txt|plain|plaintext)?$/i;
/** Here a dash begins an entry, a removed line or an option. */
const listedCode = /^(?:ya?ml|diff|patch|toml|ini|rst|asciidoc|shell|sh|bash|console)\b/i;
const listItem = /^\s*(?:[-*+]|\d{1,3}[.)])\s+\S/;
const codeInList = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\*\*|__)?`[^`\n]+`/;
const boldStart = /^\s*\*\*[^*\n]+\*\*/;
const wordyItem = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\S+\s+)?\p{L}+\s+\p{L}+/u;
const sentence = /^\p{Lu}\p{L}*(?:\s+[\p{L}`][^\s=;{}]*){4,}/u;
const heading = /^\s{0,3}#{1,6}\s+\S/;
/** The beginning of a line that may become a fence. */
const maybeFence = /^ {0,3}(?:`{0,2}$|~{0,2}$|`{3,}[^`]*$|~{3,})/;

/**
 * Takes a fence away that a model has put around prose, most often around the whole list of a line-by-line explanation, where it would be shown as
 * code. Fences around code stay. Feed it the answer as it comes; it holds back a line that may be such a fence, and the first one inside of it.
 */
export class FenceUnwrapper {
  #pending = '';
  #isLineStart = true;
  /** `wrapped`: in prose whose fence was taken away; `code`: in a block that stays. */
  #state: 'prose' | 'code' | 'wrapped' | 'codeInWrapped' = 'prose';
  #wrapper: Fence | undefined;
  #block: Fence | undefined;
  /** Lines that wait for the next one: it tells what the fence among them is. */
  #held = '';
  #heldFence: Fence | undefined;

  /** Answers what may be shown of it now. */
  add(chunk: string): string {
    this.#pending += chunk;
    let out = '';
    for (;;) {
      if (!this.#isLineStart) {
        const end = this.#pending.indexOf('\n');
        out += end === -1 ? this.#pending : this.#pending.slice(0, end + 1);
        this.#pending = end === -1 ? '' : this.#pending.slice(end + 1);
        if (end === -1) return out;
        this.#isLineStart = true;
      }
      const end = this.#pending.indexOf('\n');
      if (end !== -1) {
        out += this.#line(this.#pending.slice(0, end + 1));
        this.#pending = this.#pending.slice(end + 1);
      } else if (this.#pending === '' || maybeFence.test(this.#pending)) return out;
      else {
        const fence = this.#heldFence;
        if (fence !== undefined && !this.#isDecided(fence, this.#pending)) return out;
        if (fence !== undefined) out += this.#settle(fence, this.#pending);
        this.#isLineStart = false;
      }
    }
  }

  /** Call when the answer has ended; answers the rest. */
  end(): string {
    const rest = this.#pending === '' || !this.#isLineStart ? this.#pending : this.#line(this.#pending);
    this.#pending = '';
    // The end of a wrapper is not shown; a block that has just begun is.
    const held = this.#state === 'wrapped' ? '' : this.#held;
    this.#held = '';
    this.#heldFence = undefined;
    return rest + held;
  }

  /** A whole line, its break included. */
  #line(line: string): string {
    const held = this.#heldFence;
    if (held !== undefined && line.trim() === '') {
      this.#held += line;
      return '';
    }
    if (held !== undefined) return this.#settle(held, line) + this.#line(line);
    const fence = fenceOf(line);
    if (fence === undefined) return line;
    switch (this.#state) {
      case 'prose':
        return this.#hold(fence, line);
      case 'code':
      case 'codeInWrapped':
        if (this.#block !== undefined && closes(fence, this.#block))
          this.#state = this.#state === 'code' ? 'prose' : 'wrapped';
        return line;
      case 'wrapped':
        if (this.#wrapper !== undefined && closes(fence, this.#wrapper)) return this.#hold(fence, line);
        this.#enter('codeInWrapped', fence);
        return line;
    }
  }

  #hold(fence: Fence, line: string): string {
    this.#heldFence = fence;
    this.#held = line;
    return '';
  }

  /** Decides about the fence by the line behind it; answers what is shown of the lines that waited. */
  #settle(fence: Fence, line: string): string {
    const held = this.#held;
    const isBeforeProse = this.#isBeforeProse(fence, line);
    this.#held = '';
    this.#heldFence = undefined;
    if (this.#state === 'wrapped') {
      if (isBeforeProse) this.#state = 'prose';
      else this.#enter('codeInWrapped', fence);
      return isBeforeProse ? held.slice(held.indexOf('\n') + 1) : held;
    }
    if (!isBeforeProse) this.#enter('code', fence);
    else {
      this.#state = 'wrapped';
      this.#wrapper = fence;
    }
    return isBeforeProse ? '' : held;
  }

  /** Whether the beginning of a line tells as much as all of it. */
  #isDecided(fence: Fence, line: string): boolean {
    if (this.#isBeforeProse(fence, line)) return true;
    const mustBeItem = this.#state === 'prose' && !proseInfo.test(fence.info);
    return mustBeItem && /^\s*[^\s\-*+\d]/.test(line);
  }

  /** In wrapped prose: code follows its fence at once; what follows the end of the wrapper is prose again. */
  #isBeforeProse({ info }: Fence, line: string): boolean {
    if (this.#state !== 'wrapped') return isProse(info, line);
    return /\n\s*\n$/.test(this.#held) || listItem.test(line) || heading.test(line);
  }

  #enter(state: 'code' | 'codeInWrapped', fence: Fence): void {
    this.#state = state;
    this.#block = fence;
  }
}

function isProse(info: string, line: string): boolean {
  if (/^(?:markdown|md)$/i.test(info)) return true;
  if (listedCode.test(info)) return false;
  if (codeInList.test(line) || boldStart.test(line)) return true;
  return proseInfo.test(info) && (wordyItem.test(line) || sentence.test(line));
}
