import { describe, expect, it } from 'vitest';
import { chooseFile, chooseModel, type ModelSettings } from '../../../src/editor/models/modelChoice';

/** Settings that note which model the engine would load after each change, as the model setup does. */
class NotingSettings implements ModelSettings {
  readonly loads: string[] = [];
  refreshes = 0;
  #values = { model: 'auto', modelPath: '' };

  constructor(values: { readonly model: string; readonly modelPath: string }) {
    this.#values = { ...values };
  }

  get(key: 'model' | 'modelPath'): string {
    return this.#values[key];
  }

  set(key: 'model' | 'modelPath', value: string | undefined): Promise<void> {
    const next = value ?? (key === 'model' ? 'auto' : '');
    if (next !== this.#values[key]) {
      this.#values[key] = next;
      this.loads.push(this.#values.modelPath || this.#values.model);
    }
    return Promise.resolve();
  }

  refresh(): Promise<void> {
    return Promise.resolve(void (this.refreshes += 1));
  }
}

describe('chooseModel', () => {
  it('never loads the model of before when an own file was in use', async () => {
    const settings = new NotingSettings({ model: 'small', modelPath: '/own.gguf' });
    await chooseModel('large', settings, settings);
    expect(settings.loads).toEqual(['/own.gguf', 'large']);
    expect(settings.refreshes).toBe(0);
  });

  it('takes the setting back to its default for auto', async () => {
    const settings = new NotingSettings({ model: 'small', modelPath: '' });
    await chooseModel('auto', settings, settings);
    expect(settings.loads).toEqual(['auto']);
  });

  it('looks again when the same is chosen once more', async () => {
    const settings = new NotingSettings({ model: 'small', modelPath: '/own.gguf' });
    await chooseFile('/own.gguf', settings, settings);
    expect([settings.loads, settings.refreshes]).toEqual([[], 1]);
    await chooseFile('/other.gguf', settings, settings);
    expect([settings.loads, settings.refreshes]).toEqual([['/other.gguf'], 1]);
  });
});
