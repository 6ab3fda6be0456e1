import { describe, expect, it } from 'vitest';
import { AnswerCache } from '../../../src/core/completion/answerCache';
import { placeOf } from '../../../src/core/completion/completionPlace';
import type { FlightOrder } from '../../../src/core/completion/answerFlight';
import { Flights } from '../../../src/core/completion/flights';
import { requestAt } from '../../fakes/completionRequests';
import { FakeClock } from '../../fakes/fakeClock';
import { type FakeAnswer, FakeEngine } from '../../fakes/fakeEngine';

const at = (drawn: string, path = 'src/a.ts') => placeOf(requestAt(drawn, { path }));
const prompt = {
  session: 's',
  anchor: 1,
  repository: 'w',
  path: 'src/a.ts',
  context: [],
  prefix: '',
  suffix: '',
  hint: '',
  middle: 'a = ',
};

/** Flights with an engine that writes a piece each 10 ms. */
function stage(chunks: readonly string[], more: Partial<FakeAnswer> = {}) {
  const clock = new FakeClock();
  const engine = new FakeEngine({ clock, complete: () => ({ chunks, chunkMs: 10, ...more }) });
  const answers = new AnswerCache();
  const flights = new Flights({ engine, clock, answers });
  const limits = { promptTokens: 100, answerTokens: 50 };
  const start = (drawn: string, change: Partial<FlightOrder> = {}) =>
    flights.start({ place: at(drawn), origin: 'm', prompt, limits, onResult: () => undefined, ...change });
  return { clock, engine, answers, flights, start };
}

async function readAll(texts: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const text of texts) all.push(text);
  return all;
}

describe('AnswerFlight', () => {
  const forever = new AbortController().signal;

  it('is read by each of its readers from his own place', async () => {
    const { clock, start } = stage(['fo', 'o(', 'a)', ';']);
    const flight = start('x = █');
    flight.board();
    const whole = readAll(flight.follow(at('x = █'), forever));
    await clock.advance(25);
    flight.board();
    const late = clock.run(readAll(flight.follow(at('x = foo█'), forever)));
    expect(await late).toEqual(['(', '(a)', '(a);']);
    expect(await whole).toEqual(['fo', 'foo(', 'foo(a)', 'foo(a);']);
  });

  it('fits where what has been typed is a beginning of what has been written, and a bracket that the editor closed', async () => {
    const { clock, start } = stage(['fo', 'o(', 'a)', ';']);
    const flight = start('x = █\nb');
    expect(flight.fits(at('x = █\nb'))).toBe(true);
    expect(flight.fits(at('x = f█\nb'))).toBe(false);
    await clock.advance(25);
    expect(flight.fits(at('x = f█\nb'))).toBe(true);
    expect(flight.fits(at('x = foo(█)\nb'))).toBe(true);
    expect(flight.fits(at('x = foo(a█)\nb'))).toBe(false);
    expect(flight.fits(at('x = fa█\nb'))).toBe(false);
    expect(flight.fits(at('x = f█\nc'))).toBe(false);
    expect(flight.fits(at('y = f█\nb'))).toBe(false);
    expect(flight.fits(at('x = f█\nb', 'src/b.ts'))).toBe(false);
  });

  it('has the likelihoods of what is left at each place', async () => {
    const { clock, start } = stage(['fo', 'o(', 'a)', ';'], { probabilities: [0.25, 0.9, 0.8, 0.7] });
    const flight = start('x = █\nb');
    await clock.advance(35);
    const left = (drawn: string): string[] =>
      flight.piecesAt(at(drawn)).map(({ text, probability }) => `${text} ${probability}`);
    expect(left('x = █\nb')).toEqual(['fo 0.25', 'o( 0.9', 'a) 0.8']);
    expect(left('x = f█\nb')).toEqual(['o 0.5', 'o( 0.9', 'a) 0.8']);
    expect(left('x = foo(█)\nb')).toEqual(['a) 0.8']);
  });

  it('writes as the document does', async () => {
    const { clock, start } = stage(['a {\n', '  b', '\n}']);
    const flight = start('{\r\n\tx\r\n}\r\nif █');
    flight.board();
    const texts = clock.run(readAll(flight.follow(at('{\r\n\tx\r\n}\r\nif a {\r\n\t█'), forever)));
    expect((await texts).at(-1)).toBe('b\r\n}');
  });

  it('takes for typed what is shown of an answer that repeats the indentation', async () => {
    const { clock, start } = stage(['    foo', '();\n', '    bar']);
    const flight = start('{\n    █\n}');
    await clock.advance(12);
    expect(flight.fits(at('{\n    f█\n}'))).toBe(true);
    flight.board();
    const texts = clock.run(readAll(flight.follow(at('{\n    f█\n}'), forever)));
    expect((await texts).slice(0, 2)).toEqual(['oo', 'oo();\n']);
  });

  it('waits a moment for the next reader, and ends without one', async () => {
    const { clock, engine, start } = stage(['a', 'b'], { prefillMs: 1_000 });
    const flight = start('█');
    flight.board();
    flight.part('linger');
    await clock.advance(140);
    expect(flight.isOver).toBe(false);
    flight.board();
    await clock.advance(300);
    expect(flight.isOver).toBe(false);
    flight.part('linger');
    await clock.advance(149);
    expect(flight.isOver).toBe(false);
    await clock.advance(1);
    expect(flight.end).toBe('aborted');
    expect(engine.requests[0]).toMatchObject({ aborted: true, sent: 0 });
  });

  it('ends at once when its reader wants no more, unless another one reads', async () => {
    const { clock, start } = stage(['a', 'b', 'c']);
    const flight = start('█');
    flight.board();
    flight.board();
    flight.part('stop');
    await clock.advance(10);
    expect(flight.isOver).toBe(false);
    flight.part('stop');
    expect(flight.end).toBe('aborted');
  });

  it('goes on for one line after what is shown, and keeps it', async () => {
    const { clock, engine, answers, start } = stage(['foo', '();\n', 'bar', '();\n', 'baz', '();\n']);
    const flight = start('█\n');
    flight.board();
    await clock.advance(20);
    flight.partAhead(at('█\n'), 'foo();');
    await clock.advance(100);
    expect(engine.requests[0]).toMatchObject({ sent: 4, aborted: true });
    expect(answers.find(at('f█\n'), 'm')).toEqual([]);
    const pieces = ['bar', '();\n'].map((text) => ({ text, probability: 1 }));
    const next = { text: 'bar();\n', pieces, isWhole: false, sources: [] };
    expect(answers.findStream(at('foo();\n█\n'), 'm')).toEqual(next);
    expect(answers.findStream(at('foo();\n█\n'), 'other')).toBeUndefined();
    expect(answers.findStream(at('foo();\nbar();█\n'), 'm')).toBeUndefined();
  });

  it('does not go on where what is shown is no beginning of it, or beyond the depth of the cursor', async () => {
    const { clock, engine, start } = stage(['foo', '();\n', 'return', '();\n', 'baz', '();\n']);
    const other = start('█\n');
    other.board();
    await clock.advance(10);
    other.partAhead(at('█\n'), 'fob');
    expect(other.end).toBe('aborted');
    const deep = start('{\n  █\n}');
    deep.board();
    await clock.advance(20);
    deep.partAhead(at('{\n  █\n}'), 'foo();');
    await clock.advance(100);
    expect(engine.requests[1]).toMatchObject({ sent: 3, aborted: true });
  });

  it('says how it ended', async () => {
    const { clock, answers, start } = stage(['a'], { error: new Error('broken') });
    const flight = start('█');
    await clock.advance(50);
    expect(flight.end).toMatchObject({ failure: 'broken' });
    expect(answers.findStream(at('█'), 'm')).toBeUndefined();
    const whole = stage(['a']);
    const landed = whole.start('█');
    await whole.clock.advance(50);
    expect(landed.end).toMatchObject({ result: { stop: 'end' } });
    expect(whole.answers.findStream(at('█'), 'm')).toMatchObject({ text: 'a', isWhole: true, sources: [] });
  });
});

describe('Flights', () => {
  it('has one at a time: another place, document or model ends it', async () => {
    const { clock, flights, start } = stage(['foo', '()']);
    for (const [place, origin] of [
      [at('x = f█'), 'm'],
      [at('█', 'src/b.ts'), 'm'],
      [at('x = █'), 'other'],
    ] as const) {
      const flight = start('x = █');
      expect(flights.at(at('x = █'), 'm')).toBe(flight);
      expect(flights.at(place, origin)).toBeUndefined();
      expect(flight.end).toBe('aborted');
      expect(flights.isBusy).toBe(false);
    }
    const first = start('x = █');
    const second = start('y = █');
    expect(first.end).toBe('aborted');
    await clock.advance(100);
    expect(second.end).toMatchObject({ result: { stop: 'end' } });
    expect(flights.isBusy).toBe(false);
  });

  it('ends with its owner', () => {
    const { flights, start } = stage(['foo']);
    const flight = start('█');
    flights.dispose();
    expect(flight.end).toBe('aborted');
  });
});
