import { ModuleResolver } from '../../../../src/core/context/resolve/moduleResolver';
import type { FileFacts } from '../../../../src/core/syntax/fileFacts';
import { FactsIndex, TextsInMemory } from '../../../fakes/parsedWorkspace';

const empty: FileFacts = { definitions: [], imports: [], reExports: [] };
/** Configuration is read, but not indexed. */
const isSource = (path: string): boolean => !/\.(?:json|ya?ml|toml|mod|work)$/.test(path);

function world(texts: Readonly<Record<string, string>>): { resolver: ModuleResolver; files: TextsInMemory } {
  const files = new TextsInMemory(texts);
  const known = Object.keys(texts)
    .filter(isSource)
    .map((path) => [path, empty] as const);
  return { resolver: new ModuleResolver(new FactsIndex(new Map(known)), files), files };
}

/** One question to a workspace of these files. */
function question(texts: Readonly<Record<string, string>>): (from: string, module: string) => readonly string[] {
  return world(texts).resolver.forQuestion();
}

export const resolverOf = Object.assign(question, { world });
