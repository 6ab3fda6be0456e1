import { type CatalogueModel, catalogue } from '../../../src/core/models/catalogue';

/** A model of the real catalogue by its size, such as `0.5b`. */
export function knownModel(size: string): CatalogueModel {
  const model = catalogue.find(({ id }) => id === `qwen2.5-coder-${size}`);
  if (model === undefined) throw new Error(`no model of size ${size}`);
  return model;
}
