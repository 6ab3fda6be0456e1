import { codeSpans, markdownParts } from '../../text/markdownParts';

const identifier = /[\p{ID_Start}_$][\p{ID_Continue}$]*/gu;

/**
 * Which names an explanation speaks of: those that stand as code in a sentence, and of its words those that can be nothing but a name. Blocks of
 * code do not count: a copy of the selection says nothing about it.
 */
export class Mentions {
  readonly #code: ReadonlySet<string>;
  readonly #prose: ReadonlySet<string>;

  constructor(markdown: string) {
    this.#code = wordsOf(codeSpans(markdown).join('\n'));
    this.#prose = wordsOf(markdownParts(markdown).prose.join('\n'));
  }

  /** `items` in the prose may be any items, `parseItems` and `item_count` are the names. */
  has(written: string): boolean {
    // Private members.
    const name = written.replace(/^#/, '');
    return this.#code.has(name) || (/[\p{Ll}\p{N}]\p{Lu}|[_$\d]/u.test(name) && this.#prose.has(name));
  }
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(identifier)].map(([word]) => word));
}
