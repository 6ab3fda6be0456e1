import type { Settings } from '../../core/settings';

/** The settings that a choice of a model writes; a change of them makes the model setup look for the model by itself. */
export interface ModelSettings {
  get(key: 'model' | 'modelPath'): string;
  set<K extends 'model' | 'modelPath'>(key: K, value: Settings[K] | undefined): Promise<void>;
}

export interface ModelRefresh {
  refresh(): Promise<unknown>;
}

/** Makes a model of the catalogue, or `auto`, the one to load. */
export async function chooseModel(id: string, settings: ModelSettings, setup: ModelRefresh): Promise<void> {
  await change(settings, setup, async () => {
    // In this order, because an own file wins over `model`: the other way round, the model of before would be loaded in between.
    await settings.set('model', id === 'auto' ? undefined : id);
    await settings.set('modelPath', undefined);
  });
}

/** Makes a file of the user's own the one to load. */
export async function chooseFile(file: string, settings: ModelSettings, setup: ModelRefresh): Promise<void> {
  await change(settings, setup, () => settings.set('modelPath', file));
}

/** Chosen again, the settings stay as they are and nobody looks; the person then wants to see whether the file is right now. */
async function change(settings: ModelSettings, setup: ModelRefresh, write: () => Promise<void>): Promise<void> {
  const before = [settings.get('model'), settings.get('modelPath')];
  await write();
  if (before[0] === settings.get('model') && before[1] === settings.get('modelPath')) await setup.refresh();
}
