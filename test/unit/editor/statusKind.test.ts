import { describe, expect, it } from 'vitest';
import { type StatusFacts, statusKind } from '../../../src/editor/status/statusKind';

const model = { id: 'm', path: '/m.gguf', verified: true };
const ready: StatusFacts = {
  engine: { state: 'ready' },
  model: { kind: 'found', model },
  isDownloading: false,
  isPaused: false,
  isBusy: false,
  isLanguageOff: false,
};

describe('statusKind', () => {
  it.each<[string, Partial<StatusFacts>, string]>([
    ['all is well', {}, 'ready'],
    ['the weights were unloaded', { engine: { state: 'unloaded' } }, 'asleep'],
    ['work runs', { isBusy: true }, 'busy'],
    ['the language is off', { isLanguageOff: true }, 'languageOff'],
    ['paused while busy', { isPaused: true, isBusy: true }, 'paused'],
    ['loading', { engine: { state: 'starting' } }, 'starting'],
    ['the model is known, but the engine has not begun', { engine: { state: 'none' } }, 'starting'],
    ['nothing is known yet', { model: { kind: 'resolving' }, engine: { state: 'none' } }, 'starting'],
    ['no model', { model: { kind: 'missing' }, engine: { state: 'none' }, isPaused: true }, 'noModel'],
    ['no model, on its way', { model: { kind: 'missing' }, isDownloading: true }, 'downloading'],
    ['another model is downloaded', { isDownloading: true }, 'ready'],
    ['a broken file', { model: { kind: 'broken', problem: 'cut' }, engine: { state: 'ready' } }, 'modelProblem'],
    ['failed, also when paused', { engine: { state: 'failed' }, isPaused: true }, 'failed'],
    ['gave up', { engine: { state: 'gaveUp' }, isBusy: true }, 'gaveUp'],
  ])('%s', (_name, facts, kind) => {
    expect(statusKind({ ...ready, ...facts })).toBe(kind);
  });
});
