import type { EngineModelConfig } from '../../protocol/engineConfig';

/** What is known about the model file that the engine should load. */
export type ModelState =
  | { readonly kind: 'resolving' }
  | { readonly kind: 'found'; readonly model: EngineModelConfig }
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly problem: string };
