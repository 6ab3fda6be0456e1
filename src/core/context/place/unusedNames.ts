import type { ImportedName } from '../../syntax/fileFacts';

const word = /[\p{ID_Continue}$\u200c\u200d]/u;
/** They change what the language means; nothing is ever called by these names. */
const silentModules = new Set(['__future__']);

/**
 * Imported names that stand nowhere in a text but in its import statements, not even in a comment or a string, in the order of the text.
 * @param offset of the cursor: what is being typed there is not yet a use
 */
export function unusedNames(imports: readonly ImportedName[], text: string, offset: number): string[] {
  const names = new Set<string>();
  for (const { name, module } of imports)
    if (/[\p{ID_Start}_$]/u.test(name) && !silentModules.has(module)) names.add(name);
  return [...names].filter((name) => !isUsed(name, imports, text, offset));
}

function isUsed(name: string, imports: readonly ImportedName[], text: string, offset: number): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (end === offset || word.test(text.charAt(at - 1)) || word.test(text.charAt(end))) continue;
    if (!imports.some((each) => each.start <= at && end <= each.end)) return true;
  }
  return false;
}
