/** A fence with what may stand before it: indentation, quote marks, list marks. The info string of a backtick fence holds no backtick. */
const opening = /^((?:\s|>|[-*+]\s|\d{1,9}[.)]\s)*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
/** What a fence may say of its code. Some words make an editor show something else than code. */
const languageWord = /^(?!vscode)[\w+#.-]{1,40}$/i;
/** More than a code span ever is; a backtick that nothing closes is a plain character. */
const maxSpanChars = 2_000;

interface Fence {
  readonly mark: string;
  /** Characters before it, which lines of its code may have as well. */
  readonly indent: number;
  /** Each of its lines begins with a quote mark. */
  readonly isQuoted: boolean;
}

/**
 * Makes Markdown of the model inert while it streams, for an editor that renders it by its own rules: no link, no image, no HTML, no address that
 * becomes a link, no table, whose cells may end in the middle of a code span; an address stays readable as text. Code is left as it is. Fences are moved to the start of their line, so that what counts as code here
 * counts as code there too. Push each piece, then end; the joined results are the text to show.
 */
export class InertMarkdown {
  /** The line that is not over, as far as it was not given out. */
  #held = '';
  /** The held text begins in the middle of a line that is known to open no fence. */
  #isInLine = false;
  #fence: Fence | undefined;

  /** Text to show now. Code comes line by line; other text as soon as it is known what it is. */
  push(piece: string): string {
    this.#held += piece;
    let out = '';
    for (let end = this.#held.indexOf('\n'); end !== -1; end = this.#held.indexOf('\n')) {
      out += `${this.#wholeLine(this.#held.slice(0, end))}\n`;
      this.#held = this.#held.slice(end + 1);
      this.#isInLine = false;
    }
    return out + this.#startOfLine();
  }

  /** The rest. An open fence is closed. */
  end(): string {
    const rest = this.#held === '' ? '' : this.#wholeLine(this.#held);
    this.#held = '';
    const close = this.#fence === undefined ? '' : `\n${this.#fence.mark}`;
    this.#fence = undefined;
    return rest + close;
  }

  #wholeLine(line: string): string {
    if (this.#fence !== undefined) return this.#codeLine(line, this.#fence);
    const [, before = '', mark = '', info = ''] = this.#isInLine ? [] : (opening.exec(line) ?? []);
    if (mark === '') return inert(line);
    this.#fence = { mark, indent: before.length, isQuoted: before.includes('>') };
    // Below its list mark or quote mark, which would make it another fence.
    const word = info.trim().split(/\s/)[0] ?? '';
    return `${before.trim() === '' ? '' : `${before.trimEnd()}\n\n`}${mark}${languageWord.test(word) ? word : ''}`;
  }

  #codeLine(written: string, { mark, indent, isQuoted }: Fence): string {
    const line = isQuoted ? written.replace(/^\s*>\s?/, '') : written;
    const text = line.trim();
    const char = mark.charAt(0);
    if (text.length < mark.length || text !== char.repeat(text.length)) {
      const own = /^[ \t]*/.exec(line)?.[0].length ?? 0;
      // Tags by which an editor lays a block at the door of a file.
      return line.slice(Math.min(own, indent)).replace(/<(?=\/?vscode_)/gi, '<\u200b');
    }
    this.#fence = undefined;
    return text;
  }

  /** As much of a line that is still growing as cannot change any more: up to its last blank outside of a code span. */
  #startOfLine(): string {
    const line = this.#held;
    if (this.#fence !== undefined || (!this.#isInLine && !isPlainStart(line))) return '';
    const cut = settledEnd(line);
    if (cut === 0) return '';
    this.#held = line.slice(cut);
    this.#isInLine = true;
    return inert(line.slice(0, cut));
  }
}

/** Whether a line that is still growing has begun with something that no fence begins with. */
function isPlainStart(line: string): boolean {
  const rest = line.replace(/^(?:\s|>|[-*+]\s|\d{1,9}[.)]\s)*/, '');
  return /^(?:`{1,2}[^`]|~{1,2}[^~]|[-*+]\S|\d{1,9}(?:[^\d.)]|[.)]\S)|\d{10}|[^`~\-*+\d])/.test(rest);
}

/** Behind the last blank that no open code span holds; everything of a line in which a backtick stays open for too long. */
function settledEnd(line: string): number {
  let end = 0;
  for (let at = 0; at < line.length;) {
    if (line[at] === '`') {
      const run = backticksAt(line, at);
      const close = closingAt(line, at + run, run);
      if (close === undefined) return line.length - at > maxSpanChars ? line.lastIndexOf(' ') + 1 : end;
      at = close;
    } else {
      at += 1;
      if (line[at - 1] === ' ') end = at;
    }
  }
  return end;
}

/** The text of a line with everything escaped that could make a link, an image or HTML outside of its code spans. */
function inert(text: string): string {
  let out = '';
  for (let at = 0; at < text.length;) {
    const run = backticksAt(text, at);
    const close = run === 0 ? undefined : closingAt(text, at + run, run);
    if (close !== undefined) {
      out += text.slice(at, close);
      at = close;
    } else if (run > 0) {
      // Another line could close it, and what stands between would look like code here and like text there.
      out += '\\`'.repeat(run);
      at += run;
    } else {
      out += escaped(text, at);
      at += 1;
    }
  }
  return out;
}

function escaped(text: string, at: number): string {
  const char = text.charAt(at);
  const isAddress =
    char === '@' ||
    ((char === ':' || char === '/') && text[at + 1] === '/') ||
    (char === '.' && text.slice(Math.max(0, at - 3), at).toLowerCase() === 'www');
  const isTable = char === '|' || (char === ':' && (text[at + 1] === '-' || text[at - 1] === '-'));
  // A backslash of the model's must not swallow our own.
  return isAddress || isTable || '[]<\\'.includes(char) ? `\\${char}` : char;
}

function backticksAt(text: string, at: number): number {
  let end = at;
  while (text[end] === '`') end += 1;
  return end - at;
}

/** Behind the run of exactly so many backticks that closes a code span. */
function closingAt(text: string, from: number, run: number): number | undefined {
  for (let at = text.indexOf('`', from); at !== -1;) {
    const length = backticksAt(text, at);
    if (length === run) return at + length;
    at = text.indexOf('`', at + length);
  }
  return undefined;
}
