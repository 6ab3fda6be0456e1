import type { Definition } from '../../syntax/fileFacts';
import { lexicalFamilyOf } from '../code/lexicalFamily';
import type { IndexPlace } from '../place/indexPlace';

/** Also of the object that is made for it: `var app = module.exports = {}`. */
const scriptDefault =
  /\bexport\s+default\s+(?:abstract\s+)?(?:async\s+)?(?:function\s*\*?\s*|class\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)|\bmodule\.exports\s*=\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)|\b(?:const|let|var)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=\s*(?:exports\s*=\s*)?module\.exports\s*=/u;
const luaReturn = /^return\s+([A-Za-z_]\w*)\s*;?\s*$/m;

/** The name of what a script hands out as its default, or of the table that a Lua module returns; facts do not hold it. */
export function handedOutName(path: string, files: IndexPlace['files']): string | undefined {
  const family = lexicalFamilyOf(path);
  if (family !== 'script' && family !== 'lua') return undefined;
  const found = (family === 'lua' ? luaReturn : scriptDefault).exec(files.read(path) ?? '');
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

/** What can be reached through a module that is imported as a whole: what it exports, or the members of the object or table that it is. */
export function moduleDefinitions(path: string, { index, files }: Pick<IndexPlace, 'index' | 'files'>): Definition[] {
  const definitions = index.facts(path)?.definitions ?? [];
  const name = handedOutName(path, files);
  const members = name === undefined ? [] : definitions.filter(({ container }) => container === name);
  // What a Lua file does not return is its own.
  if (members.length > 0 && lexicalFamilyOf(path) === 'lua') return members;
  const exported = definitions.filter((each) => each.container === '' && each.exported);
  return members.length === 0 ? exported : [...exported.filter((each) => each.name !== name), ...members];
}
