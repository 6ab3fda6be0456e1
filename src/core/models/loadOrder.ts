import type { CatalogueModel } from './catalogue';
import { fitsMachine, type MachineFacts, recommend } from './recommend';

/** The downloaded models in the order in which `auto` tries them: the recommended one, those that fit from large to small, then the rest. */
export function loadOrder<E extends { readonly model: CatalogueModel }>(
  present: readonly E[],
  machine: MachineFacts,
  models: readonly CatalogueModel[],
): E[] {
  const wanted = recommend(machine, models).model;
  const bySize = present.toSorted((a, b) => a.model.bytes - b.model.bytes);
  const first = bySize.filter((entry) => entry.model === wanted);
  const others = bySize.filter((entry) => entry.model !== wanted);
  const fitting = others.filter((entry) => fitsMachine(entry.model, machine)).reverse();
  return [...first, ...fitting, ...others.filter((entry) => !fitsMachine(entry.model, machine))];
}
