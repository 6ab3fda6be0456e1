import type { Clock } from '../base/clock';
import { CodeTexts } from '../core/context/code/codeTexts';
import type { FileIndex } from '../core/context/index/fileIndex';
import { IndexContext } from '../core/context/sources/indexContext';
import { ModuleResolver } from '../core/context/resolve/moduleResolver';
import { CounterpartSource } from '../core/context/sources/counterpart';
import { DefinitionsSource } from '../core/context/sources/definitions';
import { HeaderSource } from '../core/context/sources/header';
import { EditsSource } from '../core/context/sources/edits';
import { ImportsSource } from '../core/context/sources/imports';
import { MembersSource } from '../core/context/sources/members';
import { OutlineSource } from '../core/context/sources/outline';
import { SimilarSource } from '../core/context/sources/similar';
import { UnusedImportsSource } from '../core/context/sources/unusedImports';
import { UsagesSource } from '../core/context/sources/usages';
import { referencesIn } from '../core/syntax/references';
import type { AnswerContext } from './contextDesk';

/** Every source of the index, and what resolves module names in each root. */
export function createContextAnswers(clock: Clock): AnswerContext {
  const codes = new CodeTexts();
  const context = new IndexContext(
    [
      new UnusedImportsSource(),
      new UsagesSource(codes),
      new HeaderSource(codes),
      new ImportsSource(codes),
      new DefinitionsSource(codes, referencesIn),
      new MembersSource(codes, referencesIn),
      new EditsSource(codes),
      new SimilarSource(codes),
      new CounterpartSource(codes),
      new OutlineSource(codes),
    ],
    clock,
  );
  // They live as long as the index of their root.
  const resolvers = new WeakMap<FileIndex, ModuleResolver>();
  return (place) => {
    const resolver = resolvers.get(place.index) ?? new ModuleResolver(place.index, place.files);
    resolvers.set(place.index, resolver);
    const find = resolver.forQuestion();
    return context.collect({ ...place, resolve: (module, from = place.path) => find(from, module) });
  };
}
