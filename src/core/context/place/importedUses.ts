import type { ImportedName } from '../../syntax/fileFacts';
import type { CursorView } from './cursorView';

/** An imported name and how this file uses it so far. */
export interface WantedName {
  readonly name: string;
  readonly imported: ImportedName;
  /** It stands nowhere in this file but in its import: what is being written is likely to need it. */
  readonly isUnused: boolean;
  /** 0 to 1: how near to the cursor it is used; 0 when it is not used near. */
  readonly near: number;
}

/** The imported names of the cursor's file, those most likely to be needed at the cursor first. */
export function wantedNames(imports: readonly ImportedName[], view: CursorView): WantedName[] {
  const byName = new Map<string, ImportedName>();
  for (const imported of imports) if (/[\p{ID_Start}_$]/u.test(imported.name)) byName.set(imported.name, imported);
  const wanted = [...byName].map(([name, imported]) => {
    const near = view.near.get(name) ?? 0;
    return { name, imported, near, isUnused: near === 0 && !isUsed(name, view) };
  });
  return wanted.sort((a, b) => worth(b, view) - worth(a, view));
}

/** What is being typed at the cursor is not yet a use. */
function isUsed(name: string, { code, line, left }: CursorView): boolean {
  for (const at of code.uses(name)) {
    const isBeingTyped = code.lineOf(at) === line && at - (code.lineStarts[line] ?? 0) === left.length;
    if (!isBeingTyped) return true;
  }
  return false;
}

function worth({ name, isUnused, near }: WantedName, { partial }: CursorView): number {
  const begun = partial !== '' && name.startsWith(partial) ? 2 : 0;
  return begun + (isUnused ? 1 : near * 0.9);
}
