import { noContext } from '../../../src/core/context/choose/contextSource';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { CompletionService } from '../../../src/core/completion/service';
import type { Outcome } from '../../../src/core/completion/outcome';
import { settingSpecs } from '../../../src/core/settings';
import type { StopReason } from '../../../src/protocol/engine';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeEngine } from '../../fakes/fakeEngine';
import { type DrawnCase, drawOutcome, parseCases, printCases, readyCase } from './drawnCase';

/** Draws what happens. The model streams `chunkChars` units at a time; the result must not depend on it. */
async function play(drawn: DrawnCase, chunkChars: number): Promise<Outcome> {
  const { request, answer, scope } = readyCase(drawn);
  const clock = new FakeClock();
  const chunks = answer.match(new RegExp(`[^]{1,${chunkChars}}`, 'g')) ?? [];
  const stop = (drawn.options['stop'] ?? 'end') as StopReason;
  const service = new CompletionService({
    context: noContext,
    engine: new FakeEngine({ clock, complete: () => ({ chunks, chunkMs: 20, prefillMs: 100, stop }) }),
    syntax: {
      scopeAt: () => Promise.resolve(scope),
      cut: () => Promise.resolve(undefined),
      parse: () => Promise.resolve(undefined),
    },
    clock,
    log: nullLog,
    settings: () => ({
      'completion.enabled': true,
      'completion.languages': settingSpecs['completion.languages'].default,
      'completion.multiline': drawn.options['multiline'] !== 'off',
      'completion.frequency': 'often',
    }),
  });
  return clock.run(service.suggest(request, new AbortController().signal));
}

const folder = import.meta.dirname;
for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.txt'))) {
  const file = path.join(folder, name);
  const cases = parseCases(fs.readFileSync(file, 'utf8'));
  const isUpdate = process.env['UPDATE'] === '1';

  describe(`drawn completions: ${name}`, () => {
    it('holds cases', () => expect(cases.length).toBeGreaterThan(2));

    if (isUpdate) {
      it('rewrites what is expected', async () => {
        const redrawn: DrawnCase[] = [];
        for (const drawn of cases)
          redrawn.push({ ...drawn, ...drawOutcome(await play(drawn, 3), readyCase(drawn).request) });
        fs.writeFileSync(file, printCases(redrawn));
        expect(parseCases(fs.readFileSync(file, 'utf8'))).toEqual(redrawn);
      });
      return;
    }

    it.each(cases.map((drawn) => [drawn.title, drawn] as const))('%s', async (_, drawn) => {
      for (const chunkChars of [1, 3, 7, 1_000]) {
        const { verdict, expected } = drawOutcome(await play(drawn, chunkChars), readyCase(drawn).request);
        expect(`${verdict}\n${expected}`).toBe(`${drawn.verdict}\n${drawn.expected}`);
      }
    });
  });
}
