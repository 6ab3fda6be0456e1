import type { Clock } from '../base/clock';
import { CodeTexts } from '../core/context/code/codeTexts';
import { IndexContext } from '../core/context/sources/indexContext';
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
import { RootResolvers } from './rootResolvers';

/** Every source of the index, and what resolves module names in each root. */
export function createContextAnswers(clock: Clock, resolvers = new RootResolvers()): AnswerContext {
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
  return (place) => {
    const find = resolvers.forQuestion(place.index, place.files);
    return context.collect({ ...place, resolve: (module, from = place.path) => find(from, module) });
  };
}
