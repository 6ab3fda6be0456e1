import { lineEnd } from '../../text/lines';
import type { ImportedName } from '../../syntax/fileFacts';

const identifier = /^(?!_+$)[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
const word = /[\p{ID_Continue}$\u200c\u200d]/u;
/** Nothing is ever called by a name that they bring in: they change the language, or a compiler calls it. */
const silentModules = new Set(['__future__', 'react', 'preact']);
/** What Kotlin's delegated properties call. */
const silentNames = new Set(['getValue', 'setValue', 'provideDelegate']);

/**
 * Imported names that stand nowhere in a text but in its import statements, not even in a comment or a string, in the order of the text;
 * undefined when there are more than `most`, or the time is over first.
 * @param offset of the cursor: what is being typed there is not yet a use
 */
export function unusedNames(
  imports: readonly ImportedName[],
  { text, offset, most, isLate }: { text: string; offset: number; most: number; isLate: () => boolean },
): ImportedName[] | undefined {
  const found = new Map<string, ImportedName>();
  for (const imported of imports) {
    if (isLate()) return undefined;
    const { name } = imported;
    if (found.has(name) || isSilent(imported, text) || isUsed(name, imports, text, offset)) continue;
    if (found.size === most) return undefined;
    found.set(name, imported);
  }
  return [...found.values()];
}

function isSilent({ name, imported, module, end }: ImportedName, text: string): boolean {
  if (!identifier.test(name) || silentNames.has(name)) return true;
  if (silentModules.has(module) && (module === '__future__' || imported === 'default' || imported === '*')) return true;
  // Imported for what importing does.
  return text.slice(end, lineEnd(text, end)).includes('noqa');
}

function isUsed(name: string, imports: readonly ImportedName[], text: string, offset: number): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (end === offset || word.test(text.charAt(at - 1)) || word.test(text.charAt(end))) continue;
    if (!imports.some((each) => each.start <= at && end <= each.end)) return true;
  }
  return false;
}
