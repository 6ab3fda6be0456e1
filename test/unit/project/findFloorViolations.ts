import type { Floor } from '../../harness/floors.mjs';
import type { FoundImport, SourceTree } from './readImports';

/** One sentence for each import that the table of floors does not allow, in order of files. */
export function findFloorViolations(tree: SourceTree, floors: readonly Floor[]): string[] {
  return tree.imports.flatMap((found) => {
    const floor = floorOf(found.from, floors);
    if (floor === undefined) return [`${found.from} lies on no floor`];
    return found.to === undefined ? checkPackage(found, floor) : checkFile(found, found.to, floor);
  });
}

function floorOf(file: string, floors: readonly Floor[]): Floor | undefined {
  return floors.find(({ folder }) => isWithin(file, [folder]));
}

function checkFile({ from, typeOnly }: FoundImport, to: string, floor: Floor): string[] {
  if (isWithin(to, [floor.folder, ...floor.imports])) return [];
  if (!isWithin(to, floor.typesFrom ?? [])) return [`${from} imports ${to}`];
  return typeOnly ? [] : [`${from} imports ${to}, of which only types are allowed`];
}

function checkPackage({ from, specifier, typeOnly }: FoundImport, { packages, typePackages = [] }: Floor): string[] {
  const isOf = (name: string): boolean =>
    name === 'node:*' ? specifier.startsWith('node:') : specifier === name || specifier.startsWith(`${name}/`);
  if (packages.some(isOf)) return [];
  if (!typePackages.some(isOf)) return [`${from} imports ${specifier}`];
  return typeOnly ? [] : [`${from} imports ${specifier}, of which only types are allowed`];
}

function isWithin(file: string, places: readonly string[]): boolean {
  return places.some((place) => file === `${place}.ts` || file.startsWith(`${place}/`));
}
