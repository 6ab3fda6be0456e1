/** What a name stands for in a lookup; the same text has another hash in each. */
export type NameRole = 'defined' | 'imported' | 'baseName';

/** Offset bases, one for each role: the standard one of FNV-1a, and two other odd numbers. */
const bases: Readonly<Record<NameRole, number>> = { defined: 0x811c9dc5, imported: 0x2b6d8f4b, baseName: 0x6c62272f };

/** 32-bit FNV-1a over UTF-16 units. Different names may share a hash, so whoever looks one up compares the names too. */
export function nameHash(role: NameRole, name: string): number {
  let hash = bases[role];
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
