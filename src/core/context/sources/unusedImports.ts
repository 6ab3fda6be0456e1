import type { ContextSnippet } from '../../../protocol/context';
import type { ImportedName } from '../../syntax/fileFacts';
import { literalAt } from '../../syntax/literal';
import { lineEnd, lineStart } from '../../text/lines';
import { lexicalFamilyOf } from '../code/lexicalFamily';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { unusedNames } from '../place/unusedNames';
import { WordsNear } from '../place/wordsNear';
import { originsOf } from '../symbols/origins';

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

  collect(place: IndexPlace): readonly ContextSnippet[] {
    const { path, facts, document, isLate } = place;
    const { offset } = place.query;
    const { text } = document;
    if (facts.imports.length === 0 || path.endsWith('__init__.py') || !isCode(place) || isAmongImports(place))
      return [];
    const unused = unusedNames(facts.imports, { text, offset, most: mostUnused, isLate }) ?? [];
    const near = new WordsNear(text, offset, facts.imports);
    const byWorth = unused
      .filter((imported) => !isOperator(imported, place) && !mayBeTrait(imported, place))
      .map(({ name }) => ({ name, relevance: 0.5 + near.affinity(name) / 2 }));
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

/** Nothing is used in a string or comment, and a comment in the text of a page would be text. */
function isCode({ document, query: { offset } }: IndexPlace): boolean {
  if (literalAt(document, offset) !== undefined) return false;
  const node = document.tree.rootNode.descendantForIndex(Math.max(0, offset - 1), offset);
  return [node, node?.parent].every((each) => !/^(?:jsx_|text)/.test(each?.type ?? ''));
}

/** More than one word at a line's start that may become an import statement in some language. */
const importStart = /^(?:#\s*include|import|from|use|using|require\w*|include\w*|source|open|package)\b/;

/** In an import statement, between two of them, or right below one where the next would be written. */
function isAmongImports({ document: { text }, facts, query: { offset } }: IndexPlace): boolean {
  const start = lineStart(text, offset);
  const end = lineEnd(text, offset);
  const isImport = (at: number): boolean => facts.imports.some((each) => each.start <= at && at < each.end);
  if (facts.imports.some((each) => each.start < end && each.end > start)) return true;
  if (isImport(end + text.slice(end).search(/\S|$/))) return true;
  if (start === 0 || /[ \t]/.test(text.charAt(start))) return false;
  const written = text.slice(start, offset).trim();
  if (/[^\w#]/.test(written) && !importStart.test(written)) return false;
  const above = lineStart(text, start - 1);
  return isImport(above + text.slice(above, start).trimEnd().length - 1);
}

/** Functions that Kotlin calls where an operator, a loop or `by` stands. */
const kotlinOperator =
  /^(?:plus|minus|times|div|rem|not|inc|dec|unaryPlus|unaryMinus|(?:plus|minus|times|div|rem)Assign|rangeTo|rangeUntil|contains|get|set|invoke|compareTo|iterator|component\d+|getValue|setValue|provideDelegate)$/;

function isOperator({ imported }: ImportedName, { path }: IndexPlace): boolean {
  return /\.kts?$/.test(path) && kotlinOperator.test(imported);
}

/** Traits are imported for their methods, which are called without their name. */
function mayBeTrait(imported: ImportedName, place: IndexPlace): boolean {
  if (lexicalFamilyOf(place.path) !== 'rust') return false;
  const kinds = originsOf(imported, { workspace: place }).map(({ definition }) => definition.kind);
  return kinds.length === 0 || kinds.includes('interface');
}
