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
}

/** Names that stand for several sources. */
const groups: Readonly<Record<string, readonly SnippetSource[]>> = { signatures: ['imports', 'definitions'] };

/** With a session of its own an item would always have its anchor at the cursor's line. */
const linesArm = /^lines([1-9]\d?)$/;

/**
 * The arm of a name: `none`, `plain` (neither context nor the product's order), `lines3` (as `none`, but the last three lines stand in the
 * middle part; any number up to 99), `context` (what the product does), or sources joined by `+`, with the weights that they have in the
 * product: `usages`, `signatures`, `usages+signatures`, `usages+similar`. `undefined` for a name that means nothing.
 */
export function armOf(name: string): BenchArm | undefined {
  if (name === 'none') return { name, recipe: noContextRecipe };
  if (name === 'plain') return { name, recipe: noContextRecipe, order: 'plain' };
  if (name === 'context') return { name, recipe: defaultRecipe };
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

function isSource(name: string): name is SnippetSource {
  return Object.hasOwn(noContextRecipe.weights, name);
}
