import type { TestContext } from 'vitest';
import { hasModel } from '../harness/setUp/model.mjs';

/** The folder of models that `npm test` names; empty when the test was started in another way. */
export const modelFolder = process.env['PLINTH_MODELS'] ?? '';
export const isModelThere = modelFolder !== '' && hasModel(modelFolder);

/** Skips the running test, with its reason, when the real model is not there. */
export function requireModel(context: TestContext): void {
  if (!isModelThere) context.skip('the real model is not in PLINTH_MODELS');
}
