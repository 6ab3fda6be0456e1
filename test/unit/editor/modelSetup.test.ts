import { beforeEach, describe, expect, it } from 'vitest';
import { PlainError } from '../../../src/base/errors';
import { Emitter } from '../../../src/base/event';
import { nullLog } from '../../../src/base/log';
import { type Settings, settingSpecs } from '../../../src/core/settings';
import type { ModelLibrary } from '../../../src/editor/models/modelLibrary';
import { type EngineRunner, ModelSetup } from '../../../src/editor/models/modelSetup';
import type { EngineModelConfig } from '../../../src/protocol/engineConfig';

interface Look {
  readonly model: string;
  readonly signal: AbortSignal;
  readonly answer: (found: EngineModelConfig | undefined) => void;
  readonly fail: (error: Error) => void;
}

const model = (id: string): EngineModelConfig => ({ id, path: `/models/${id}.gguf`, verified: true });
const changes = new Emitter<(key: keyof Settings) => boolean>();
let settings: { -readonly [K in keyof Settings]: Settings[K] };
let looks: Look[];
let engine: EngineRunner & { readonly runs: (string | undefined)[]; readonly endStop: () => void };
let setup: ModelSetup;

beforeEach(() => {
  settings = Object.fromEntries(Object.entries(settingSpecs).map(([key, spec]) => [key, spec.default])) as never;
  looks = [];
  const runs: (string | undefined)[] = [];
  let endStop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (endStop = resolve));
  engine = {
    runs,
    endStop,
    configure: (options) => void runs.push(options?.model.id),
    stop: () => stopped,
  };
  const library = {
    folder: '/models',
    resolve: (wish: { readonly model: string }, signal: AbortSignal) =>
      new Promise<EngineModelConfig | undefined>((answer, fail) => {
        signal.addEventListener('abort', () => fail(new Error('aborted')));
        looks.push({ model: wish.model, signal, answer, fail });
      }),
  };
  setup = new ModelSetup({
    configuration: { get: (key) => settings[key], onChange: changes.event },
    engine,
    openLibrary: () => library as unknown as ModelLibrary,
    log: nullLog,
  });
});

function change(value: string): void {
  settings.model = value;
  changes.fire((key) => key === 'model');
}

describe('ModelSetup', () => {
  it('ends a look that was overtaken, and gives its caller the newest state', async () => {
    const first = setup.refresh();
    change('small');
    change('large');
    expect(looks.map((look) => [look.model, look.signal.aborted])).toEqual([
      ['auto', true],
      ['small', true],
      ['large', false],
    ]);
    looks[2]?.answer(model('large'));
    expect(await first).toEqual({ kind: 'found', model: model('large') });
    expect(engine.runs).toEqual(['large']);
  });

  it('tells apart what is missing and what is broken', async () => {
    const missing = setup.refresh();
    looks[0]?.answer(undefined);
    expect(await missing).toEqual({ kind: 'missing' });
    const broken = setup.refresh();
    looks[1]?.fail(new PlainError('modelUnusable', 'Cut.', 'Again.'));
    expect(await broken).toEqual({ kind: 'broken', problem: 'Cut. Again.' });
    expect(engine.runs).toEqual([undefined, undefined]);
  });

  it('waits for the end of the engine when it lets the file go, and drops a look under way', async () => {
    const look = setup.refresh();
    let isReleased = false;
    const release = setup.release().then(() => (isReleased = true));
    expect(await look).toEqual({ kind: 'resolving' });
    expect([isReleased, engine.runs]).toEqual([false, []]);
    engine.endStop();
    await release;
    expect(isReleased).toBe(true);
  });
});
