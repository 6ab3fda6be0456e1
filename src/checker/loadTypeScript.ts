import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';

/** TypeScript's compiler as an object: everything here gets it handed in, as which one it is is known only at run time. */
export type TypeScript = typeof ts;

/** Loads the compiler of a `typescript` package's folder. Throws when it is not one with an API that is known here (5.0 to 6.x). */
export function loadTypeScript(folder: string): TypeScript {
  const loaded = createRequire(path.join(folder, 'package.json'))('./lib/typescript.js') as Partial<TypeScript>;
  const major = Number(loaded.versionMajorMinor?.split('.')[0]);
  if (loaded.createLanguageService === undefined || !(major === 5 || major === 6))
    throw new Error(`TypeScript ${loaded.version ?? 'of an unknown version'} has no API that is known here`);
  return loaded as TypeScript;
}
