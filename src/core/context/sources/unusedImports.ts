import type { ContextSnippet } from '../../../protocol/context';
import { literalAt } from '../../syntax/literal';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { unusedNames } from '../place/unusedNames';
import { WordsNear } from '../place/wordsNear';

/** A file with more of them imports only to hand on. */
const mostUnused = 8;
/** A small model is led astray by more. */
const maxNames = 3;

/**
 * Names that the file imports and does not use yet: whoever imports a name is about to write it. The nearest to the words around the
 * cursor come first. One snippet each, whose text is the name: they stand beside the cursor, not among the excerpts.
 */
export class UnusedImportsSource implements IndexSource {
  readonly name = 'unused';

  collect({ path, query, facts, document }: IndexPlace): readonly ContextSnippet[] {
    // In a string or comment nothing is used.
    if (literalAt(document, query.offset) !== undefined) return [];
    const unused = unusedNames(facts.imports, document.text, query.offset);
    if (unused.length === 0 || unused.length > mostUnused) return [];
    const near = new WordsNear(document.text, query.offset, facts.imports);
    const byWorth = unused.map((name) => ({ name, relevance: 0.5 + near.affinity(name) / 2 }));
    byWorth.sort((a, b) => b.relevance - a.relevance);
    // No names: it shows that they are there, not what they are, so it makes no other snippet superfluous.
    return byWorth.slice(0, maxNames).map(({ name, relevance }) => ({
      source: this.name,
      path,
      text: `${name}\n`,
      names: [],
      relevance,
      nearness: 1,
    }));
  }
}
