import { describe, expect, it } from 'vitest';
import type { DebugStop, StopFrame } from '../../../src/core/debug/debugStop';
import { plainHint } from '../../../src/core/debug/plainHint';
import { inquireStop } from '../../../src/core/debug/stopInquiry';
import type { TraceFrame } from '../../../src/core/debug/stackTrace';
import { FakeClock } from '../../fakes/fakeClock';
import { frameOf } from './stops';

const line = '  return cart.items[0] + rates';
const stopped = {
  reason: 'exception',
  threadId: 3,
  text: 'Uncaught TypeError: early words',
  description: 'Paused on exception',
};
type Answers = Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => unknown>>;

const variables: Readonly<Record<number, readonly object[]>> = {
  10: [
    { name: 'special variables', value: '', variablesReference: 99 },
    { name: 'unused', value: '1', type: 'number', variablesReference: 0 },
    { name: 'getter', value: '', variablesReference: 98, presentationHint: { lazy: true } },
    { name: 'cart', value: '{…}', type: 'Cart', variablesReference: 20 },
    { name: 'big', value: '{…}', variablesReference: 97 },
  ],
  11: [{ name: 'rates', value: 'undefined', variablesReference: 0 }],
  20: [
    { name: 'items', value: 'null', variablesReference: 0 },
    { name: '[[Prototype]]', value: 'x' },
    { name: 'me', value: '[Circular]', variablesReference: 20 },
  ],
};
const whole: Answers = {
  exceptionInfo: () => ({
    exceptionId: 'TypeError',
    description: 'd',
    details: {
      message: "TypeError: Cannot read properties of null (reading '0')\n    at f (/w/a.js:1:2)",
      innerException: [{ typeName: 'E', message: 'inner' }],
    },
  }),
  stackTrace: () => ({
    stackFrames: [
      { id: 1, name: 'lib', line: 5, column: 1, source: { path: '/w/node_modules/x.js' } },
      { id: 2, name: 'await', line: 0, presentationHint: 'label' },
      { id: 4, name: 'total', line: 1, column: 3, source: { path: '/w/shop.js' } },
    ],
  }),
  scopes: () => ({
    scopes: [
      { name: 'Local: total', variablesReference: 10, expensive: false },
      { name: 'Block', variablesReference: 11 },
      { name: 'Locals', variablesReference: 12, expensive: true },
      { name: 'Global', variablesReference: 13, expensive: false },
    ],
  }),
  variables: ({ variablesReference }) => ({ variables: variables[Number(variablesReference)] ?? [] }),
};

class Adapter {
  readonly asked: string[] = [];
  readonly clock = new FakeClock();

  constructor(
    readonly answers: Answers,
    readonly isKept = false,
  ) {}

  inquire(event: unknown = stopped, signal = new AbortController().signal): Promise<DebugStop | undefined> {
    const ask = (command: string, args: Readonly<Record<string, unknown>>): Promise<unknown> => {
      this.asked.push(`${command} ${String(args['variablesReference'] ?? args['frameId'] ?? args['threadId'])}`);
      return Promise.resolve().then(() => this.answers[command]?.(args));
    };
    const locate = (frames: readonly TraceFrame[]): Promise<readonly StopFrame[]> =>
      Promise.resolve(
        frames.map((frame) => ({
          ...frame,
          ...(frame.path === '/w/shop.js' ? this.#shopFrame() : { isOwn: false }),
        })),
      );
    return this.clock.run(inquireStop(event, { ask, locate, clock: this.clock, deadlineMs: 300 }, signal));
  }

  /** A file that is kept from the model has no document. */
  #shopFrame(): StopFrame {
    const { document, ...frame } = frameOf(line, 1, 'shop.js');
    return { ...frame, ...(this.isKept || document === undefined ? {} : { document }) };
  }
}

describe('inquireStop', () => {
  it('asks for exception, stack, own scopes and what the line names, nothing else', async () => {
    const adapter = new Adapter(whole);
    const stop = await adapter.inquire();
    expect(adapter.asked).toEqual([
      'exceptionInfo 3',
      'stackTrace 3',
      'scopes 4',
      'variables 10',
      'variables 11',
      'variables 20',
    ]);
    expect(stop).toMatchObject({
      kind: 'TypeError',
      message: "Cannot read properties of null (reading '0')",
      related: [{ relation: 'cause', kind: 'E', message: 'inner' }],
    });
    expect(stop?.frames.map(({ isOwn }) => isOwn)).toEqual([false, true]);
    expect(stop?.variables.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'cart={…}',
      'rates=undefined',
      'unused=1',
      'big={…}',
      'cart.items=null',
      'cart.me=[Circular]',
    ]);
  });

  it('asks for no values in a file that is kept from the model', async () => {
    const adapter = new Adapter(whole, true);
    const stop = await adapter.inquire();
    expect(stop).toMatchObject({ kind: 'TypeError', variables: [] });
    expect(adapter.asked).toEqual(['exceptionInfo 3', 'stackTrace 3']);
  });

  it.each([{ reason: 'breakpoint' }, { reason: 'step' }, { reason: 'pause' }, {}, undefined, 7])(
    'asks nothing at %j',
    async (event) => {
      const adapter = new Adapter(whole);
      expect(await new Adapter(whole).inquire(event ?? null)).toBeUndefined();
      expect(adapter.asked).toEqual([]);
    },
  );

  it('finds the message in the id of js-debug, which has none elsewhere', async () => {
    const exceptionId = "TypeError: Cannot read properties of undefined (reading 'length')";
    const answers = { exceptionInfo: () => ({ exceptionId, details: { stackTrace: `${exceptionId}\n    at f` } }) };
    const stop = await new Adapter(answers).inquire();
    expect(stop).toMatchObject({ kind: 'TypeError', message: exceptionId.slice('TypeError: '.length) });
  });

  it('knows a signal from what the event says', async () => {
    const stop = await new Adapter({}).inquire({
      reason: 'exception',
      description: 'signal SIGSEGV: invalid address',
      threadId: 1,
    });
    expect(stop).toMatchObject({
      kind: 'SIGSEGV',
      message: 'signal SIGSEGV: invalid address',
      frames: [],
      variables: [],
    });
  });

  it.each<[string, Partial<Answers>, Partial<DebugStop>]>([
    [
      'never answers for the exception',
      { exceptionInfo: () => new Promise(() => undefined) },
      { kind: 'TypeError', message: 'early words' },
    ],
    ['hangs at the variables', { variables: () => new Promise(() => undefined) }, { kind: 'TypeError', variables: [] }],
    ['dies at the scopes', { scopes: () => Promise.reject(new Error('gone')) }, { kind: 'TypeError', variables: [] }],
    [
      'dies at once',
      {
        exceptionInfo: () => {
          throw new Error('x');
        },
        stackTrace: () => {
          throw new Error('x');
        },
      },
      { message: 'early words', frames: [] },
    ],
    [
      'answers nonsense',
      { exceptionInfo: () => 'no', stackTrace: () => ({ stackFrames: [null, 3, { id: 'x', line: {} }] }) },
      { message: 'early words', frames: [] },
    ],
    [
      'answers nonsense for values',
      { variables: () => ({ variables: [null, { name: 4 }, { name: 'a' }] }) },
      {
        variables: [
          { name: 'a', value: '', type: '', role: 'local' },
          { name: 'a', value: '', type: '', role: 'local' },
        ],
      },
    ],
  ])('survives a debugger that %s', async (_, broken, expected) => {
    const adapter = new Adapter({ ...whole, ...(broken as Answers) });
    expect(await adapter.inquire()).toMatchObject(expected);
    expect(adapter.clock.now()).toBeLessThanOrEqual(300);
  });

  it('keeps at most 500 of 10,000 locals, with those of the line', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({
      name: `v${at}`,
      value: `${at}`,
      variablesReference: at,
    }));
    const adapter = new Adapter({
      ...whole,
      variables: ({ variablesReference: at }) => ({
        variables: at === 10 ? [...many, { name: 'rates', value: 'x' }] : [],
      }),
    });
    const stop = await adapter.inquire();
    expect(stop?.variables).toHaveLength(500);
    expect(stop?.variables[0]?.name).toBe('rates');
  });

  it('keeps what a toString that throws leaves of its object, and the other values', async () => {
    const thrown = '<error: Error: no text for you\n    at Cart.toString (/w/shop.js:3:9)>';
    const held = [
      { name: 'cart', value: thrown, type: 'Cart', variablesReference: 20 },
      { name: 'rates', value: 'undefined', variablesReference: 0 },
    ];
    const adapter = new Adapter({
      ...whole,
      variables: ({ variablesReference: at }) =>
        at === 20 ? Promise.reject(new Error('Cart.toString failed')) : { variables: at === 10 ? held : [] },
    });
    const stop = await adapter.inquire();
    if (stop === undefined) throw new Error('there is no stop');
    expect(stop.variables.map(({ name }) => name)).toEqual(['cart', 'rates']);
    const cart = plainHint(stop).values.find(({ name }) => name === 'cart');
    expect(cart?.value).toMatch(/^<error: Error: no text for you at /);
  });

  it('looks into an object that holds itself once', async () => {
    const ring = [{ name: 'cart', value: '{…}', variablesReference: 20 }];
    const adapter = new Adapter({ ...whole, variables: () => ({ variables: ring }) });
    const stop = await adapter.inquire();
    // In each of the two scopes.
    expect(stop?.variables.map(({ name }) => name)).toEqual(['cart', 'cart', 'cart.cart', 'cart.cart']);
    expect(adapter.asked).toHaveLength(7);
  });

  it('opens at most three objects of the line', async () => {
    const named = ['cart', 'items', 'rates', 'return'].map((name, at) => ({
      name,
      value: '{…}',
      variablesReference: 30 + at,
    }));
    const adapter = new Adapter({
      ...whole,
      variables: ({ variablesReference: at }) => ({ variables: at === 10 ? named : [] }),
    });
    await adapter.inquire();
    expect(adapter.asked.filter((asked) => /variables 3\d/.test(asked))).toHaveLength(3);
  });

  it('ends at an abort', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await new Adapter(whole).inquire(stopped, controller.signal)).toBeUndefined();
  });
});
