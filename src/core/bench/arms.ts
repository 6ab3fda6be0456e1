import type { SnippetSource } from '../../protocol/context';
import { type ContextRecipe, defaultRecipe, noContextRecipe } from '../context/choose/recipe';

/** One way to make prompts, to be compared with others on the same items. */
export interface BenchArm {
  readonly name: string;
  readonly recipe: ContextRecipe;
  /**
   * `plain`: what stands before the cursor, what stands behind it, and the middle marker right before the answer, as most clients ask. By
   * default as the product does it: the cursor's line behind the middle marker, its last word forced again.
   */
  readonly order?: 'plain';
  /** Whole lines before the cursor's that stand in the middle part, as after so many Enters; by default none. */
  readonly linesInMiddle?: number;
  /** Context as comments of the file, above it or above the cursor's line; by default as files of their own. */
  readonly comments?: 'file' | 'cursor';
}

/** Names that stand for several sources. */
const groups: Readonly<Record<string, readonly SnippetSource[]>> = { signatures: ['imports', 'definitions'] };

/** With a session of its own an item would always have its anchor at the cursor's line. */
const linesArm = /^lines([1-9]\d?)$/;

const placeArm = /^(.*)@(file|cursor|first)$/;

/**
 * The arm of a name: `none`, `plain` (neither context nor the product's order), `lines3` (as `none`, but the last three lines stand in the
 * middle part; any number up to 99), `context` (what the product does), or sources joined by `+`, with the weights that they have in the
 * product: `usages`, `signatures`, `usages+signatures`, `usages+similar`. Behind one with context `@file` and `@cursor` make it comments above the file
 * or the cursor's line, `@first` puts the best first. `undefined` for a name that means nothing.
 */
export function armOf(name: string): BenchArm | undefined {
  if (name === 'none') return { name, recipe: noContextRecipe };
  if (name === 'plain') return { name, recipe: noContextRecipe, order: 'plain' };
  if (name === 'context') return { name, recipe: defaultRecipe };
  const [, base, place] = placeArm.exec(name) ?? [];
  if (base !== undefined) return placed(armOf(base), name, place);
  const lines = linesArm.exec(name)?.[1];
  if (lines !== undefined) return { name, recipe: noContextRecipe, linesInMiddle: Number(lines) };
  const sources = name
    .split('+')
    .flatMap((part): readonly string[] => (Object.hasOwn(groups, part) ? (groups[part] ?? []) : [part]));
  if (!sources.every(isSource)) return undefined;
  const own = Object.fromEntries(sources.map((source) => [source, defaultRecipe.weights[source]]));
  return { name, recipe: { ...defaultRecipe, weights: { ...noContextRecipe.weights, ...own } } };
}

/** Whether an arm asks for any context. */
export function usesContext({ recipe }: BenchArm): boolean {
  return Object.values(recipe.weights).some((weight) => weight > 0);
}

function placed(arm: BenchArm | undefined, name: string, place: string | undefined): BenchArm | undefined {
  if (arm === undefined || !usesContext(arm) || arm.name.includes('@')) return undefined;
  if (place === 'first') return { ...arm, name, recipe: { ...arm.recipe, best: 'first' } };
  return { ...arm, name, comments: place === 'file' ? 'file' : 'cursor' };
}

function isSource(name: string): name is SnippetSource {
  return Object.hasOwn(noContextRecipe.weights, name);
}
