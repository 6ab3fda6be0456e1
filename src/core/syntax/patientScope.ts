import type { ScopeFacts, SyntaxPlace } from '../../protocol/syntax';
import type { Syntax } from '../ports';

/** A document that was just opened needs its first parse, which takes longer than a key may wait. */
const maxAsks = 8;

/**
 * Facts about a place for work that a person asked for: asks again when the answer was late. While typing, ask
 * `scopeAt` itself. Undefined at once where nothing is known, such as for a language without a grammar.
 */
export async function patientScope(syntax: Syntax, place: SyntaxPlace): Promise<ScopeFacts | undefined> {
  for (let ask = 1; ask < maxAsks; ask += 1) {
    const facts = await syntax.scopeAt(place);
    if (facts !== undefined) return facts;
  }
  return syntax.scopeAt(place);
}
