import { describe, expect, it } from 'vitest';
import { chatMannerOf, chatModelOf } from '../../../src/core/chat/chatModel';
import { catalogue } from '../../../src/core/models/catalogue';
import type { EngineView } from '../../../src/core/ports';
import type { ModelFacts } from '../../../src/protocol/engine';
import { readyEngine } from '../../fakes/fakeEngine';

function viewWith(facts: Partial<ModelFacts>, state: EngineView['state'] = 'ready'): EngineView {
  const engine = readyEngine();
  if (engine.model === undefined) throw new Error('the fake has a model');
  return { state, engine: { ...engine, model: { ...engine.model, ...facts } } };
}

describe('the model for other extensions', () => {
  it('has the limits of its context', () => {
    const model = chatModelOf(viewWith({ contextTokens: 4_096 }));
    expect(model).toEqual({
      id: 'fake',
      name: 'Fake',
      family: 'fake',
      version: '1',
      maxInputTokens: 3_008,
      maxOutputTokens: 1_024,
    });
  });

  it('has the name and the revision of the catalogue', () => {
    const [known] = catalogue;
    expect(chatModelOf(viewWith({ id: known?.id ?? '', name: 'model.gguf' }))).toMatchObject({
      name: known?.displayName,
      version: known?.revision.slice(0, 12),
    });
  });

  it('is there while its weights are not in memory', () => {
    expect(chatModelOf(viewWith({}, 'unloaded'))).toBeDefined();
    expect(chatModelOf(viewWith({}, 'starting'))).toBeDefined();
  });

  it('is not there without an engine that can answer, and for a model that cannot chat', () => {
    expect(chatModelOf({ state: 'none' })).toBeUndefined();
    expect(chatModelOf({ state: 'starting' })).toBeUndefined();
    expect(chatModelOf(viewWith({}, 'failed'))).toBeUndefined();
    expect(chatModelOf(viewWith({}, 'gaveUp'))).toBeUndefined();
    expect(chatModelOf(viewWith({ canChat: false }))).toBeUndefined();
  });
});

describe('options of a caller', () => {
  const limits = { maxOutputTokens: 1_000 };

  it('ask for less, never for more', () => {
    expect(chatMannerOf({}, limits)).toEqual({ answerTokens: 1_000 });
    expect(chatMannerOf({ max_tokens: 20 }, limits)).toEqual({ answerTokens: 20 });
    expect(chatMannerOf({ maxTokens: 5_000 }, limits)).toEqual({ answerTokens: 1_000 });
    expect(chatMannerOf({ max_tokens: -1, maxOutputTokens: '7' }, limits)).toEqual({ answerTokens: 1_000 });
  });

  it('may ask for a drawn answer', () => {
    expect(chatMannerOf({ temperature: 0 }, limits)).not.toHaveProperty('sampling');
    expect(chatMannerOf({ temperature: 0.7 }, limits).sampling).toEqual({ temperature: 0.7, seed: 0 });
    expect(chatMannerOf({ temperature: 9, seed: 4 }, limits).sampling).toEqual({ temperature: 2, seed: 4 });
    expect(chatMannerOf({ temperature: NaN }, limits)).not.toHaveProperty('sampling');
    expect(chatMannerOf({ temperature: 'hot' }, limits)).not.toHaveProperty('sampling');
  });
});
