import type { ImportOrigin } from '../../protocol/context';
import {
  nodeModules,
  pythonAliases,
  pythonBuiltins,
  pythonMembers,
  pythonModules,
  pythonNames,
  scriptGlobals,
  scriptMembers,
} from '../context/code/libraryNames';
import type { ImportLanguage } from './importText';

/** Names that every program of a language has without an import. */
export function standardNames(language: ImportLanguage, isMember: boolean): readonly string[] {
  if (language === 'python') return isMember ? pythonMembers : pythonBuiltins;
  return isMember ? scriptMembers : scriptGlobals;
}

/** How a name may come out of the language's own library; `use` is the text behind the name where it stands. */
export function standardOrigins(language: ImportLanguage, name: string, use: string): readonly ImportOrigin[] {
  const whole = (module: string): ImportOrigin => ({ name, imported: '*', module, isType: false });
  if (language === 'script')
    return nodeModules.includes(name) ? [{ ...whole(`node:${name}`), imported: 'default' }] : [];
  const isModule = pythonModules.includes(name) ? [whole(name)] : [];
  const inside = Object.entries(pythonNames)
    .filter(([, names]) => names.split(/\s+/).includes(name))
    .map(([module]): ImportOrigin => ({ name, imported: name, module, isType: false }));
  const alias = Object.hasOwn(pythonAliases, name) ? [whole(pythonAliases[name] ?? '')] : [];
  // `datetime.now()` is the class, `datetime.timedelta` the module.
  const namesIt = /^\s*\.\s*(\w+)/.exec(use)?.[1] ?? '';
  const ownNames = (Object.hasOwn(pythonNames, name) ? (pythonNames[name] ?? '') : '').split(/\s+/);
  return inside.length > 0 && isModule.length > 0 && !ownNames.includes(namesIt)
    ? [...inside, ...isModule]
    : [...isModule, ...inside, ...alias];
}
