import { describe, expect, it } from 'vitest';
import { plainHint } from '../../../src/core/debug/plainHint';
import { plainHintLines } from '../../../src/core/debug/plainHintText';
import { frameOf, stopOf, variable } from './stops';

function culpritOf(
  error: string,
  line: string,
  values: Readonly<Record<string, string>> = {},
  column?: number,
): string {
  const colon = error.indexOf(': ');
  const [kind, message] = [error.slice(0, colon), error.slice(colon + 2)];
  const variables = Object.entries(values).map(([name, value]) => variable(name, value));
  return plainHint(stopOf({ kind, message, frames: [frameOf(line, 1, 'a.js', column)], variables })).culprit;
}

describe('the culprit of a line', () => {
  it.each<[error: string, line: string, culprit: string, values?: Readonly<Record<string, string>>, column?: number]>([
    [
      "TypeError: Cannot read properties of undefined (reading 'rates')",
      '  return customer.rates.vat * 2;',
      'customer is undefined',
      {},
      19,
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'vat')",
      '  return customer.rates.vat * 2;',
      'customer.rates is undefined',
    ],
    [
      "TypeError: Cannot read properties of null (reading 'x')",
      'f(a.x, b.x, c.x)',
      'b is null',
      { a: '{}', b: 'null', c: '{}' },
    ],
    [
      "TypeError: Cannot read properties of undefined (reading '0')",
      'const first = this.rows[0];',
      'this.rows is undefined',
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'size')",
      'x = find(all, (a) => a.id === 1).size',
      'find(all, (a) => a.id === 1) is undefined',
    ],
    ["TypeError: Cannot read property 'b' of null", 'return a?.b.c + q.b', 'a is null'],
    ["TypeError: Cannot set properties of undefined (setting 'n')", 'cart.items.n = 1', 'cart.items is undefined'],
    [
      "TypeError: Cannot destructure property 'a' of 'options' as it is undefined.",
      'const { a } = options;',
      'options is undefined',
    ],
    ['TypeError: cart.total is not a function', 'cart.total()', 'cart.total is not a function'],
    ['TypeError: rows is not iterable', 'for (const row of rows) {', 'rows is not iterable'],
    ['ReferenceError: nope is not defined', 'return nope;', 'nope is not defined'],
    ["NameError: name 'nope' is not defined", 'return nope', 'nope is not defined'],
    [
      "UnboundLocalError: cannot access local variable 'x' where it is not associated with a value",
      'return x',
      'x has no value yet',
    ],
    ["AttributeError: 'NoneType' object has no attribute 'items'", '    return cart.items', 'cart is None'],
    [
      "AttributeError: 'Cart' object has no attribute 'itmes'",
      '    return cart.itmes',
      'cart is a Cart, which has no "itmes"',
    ],
    ["TypeError: 'NoneType' object is not subscriptable", 'return a[0] + b[1]', 'b is None', { a: '[1]', b: 'None' }],
    ["TypeError: 'NoneType' object is not subscriptable", 'return rates[key]', 'rates is None'],
    [
      "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'",
      'return base + 1',
      'base is None',
      { base: 'None' },
    ],
    [
      "KeyError: 'EUR'",
      'return sum(item["price"] * rates[item["currency"]])',
      "rates has no key 'EUR'",
      { 'item["currency"]': "'EUR'", rates: '{}' },
    ],
    ["KeyError: 'a'", '    return cart["a"] + other["b"]', "cart has no key 'a'"],
    ['IndexError: list index out of range', '    return rows[n]', 'rows is too short for this index'],
    [
      'ZeroDivisionError: division by zero',
      'return total / len(rows) / count',
      'count is 0',
      { count: '0', total: '3' },
    ],
    [
      'java.lang.NullPointerException: Cannot invoke "java.util.List.size()" because "cart.items" is null',
      'return cart.items.size();',
      'cart.items is null',
    ],
    [
      'System.NullReferenceException: Object reference not set to an instance of an object.',
      'return order.Cart.Total();',
      'order.Cart is null',
      { order: '{Order}', 'order.Cart': 'null' },
    ],
    [
      'panic: runtime error: invalid memory address or nil pointer dereference',
      'return c.next.Items[key]',
      'c.next is null',
      { c: '*Cart', 'c.next': 'nil' },
    ],
    [
      'panic: runtime error: index out of range [5] with length 2',
      'return list[i] + other[j]',
      'list has 2 elements, but index 5 was asked for',
      { i: '5', j: '0' },
    ],
    [
      'panic: index out of bounds: the len is 1 but the index is 7',
      'self.items[i]',
      'self.items has 1 elements, but index 7 was asked for',
    ],
    ['panic: called `Option::unwrap()` on a `None` value', 'let n = cart.first().unwrap();', 'cart.first() is None'],
    ['TypeError: fetch failed', 'await fetch(url)', ''],
    ["TypeError: Cannot read properties of undefined (reading 'x')", 'somewhere.else()', ''],
  ])('%s', (error, line, culprit, values = {}, column = undefined) => {
    expect(culpritOf(error, line, values, column)).toBe(culprit);
  });

  it('bears lines of any kind', () => {
    const error = "TypeError: Cannot read properties of undefined (reading 'x')";
    for (const line of [
      '',
      '.x',
      ')))).x',
      '((((['.repeat(500),
      'a.'.repeat(5_000),
      `${'(a)'.repeat(3_000)}.x`,
      '😀.x',
    ])
      expect(typeof culpritOf(error, line)).toBe('string');
  });
});

describe('plainHint', () => {
  const line = '    return cart.items[key] * rates';

  it('says what, where and which values, those of the line first', () => {
    const hint = plainHint(
      stopOf({
        kind: 'AttributeError',
        message: "'NoneType' object has no attribute 'items'",
        frames: [
          { path: '/usr/lib/python3.11/json.py', line: 3, functionName: 'loads', isOwn: false },
          frameOf(`def total(cart, key):\n${line}\n`, 2),
        ],
        variables: [
          variable('unused', '1'),
          variable('helper', '<function helper at 0x1>'),
          variable('self', '<Shop>', 'argument'),
          variable('rates', '3'),
          variable('cart', 'None', 'argument'),
        ],
        related: [{ relation: 'became', kind: 'RuntimeError', message: 'cannot\nload' }],
      }),
    );
    expect(plainHintLines(hint)).toEqual([
      "AttributeError: 'NoneType' object has no attribute 'items'",
      '  Became RuntimeError: cannot load',
      '  at shop.py:2, in total',
      '    return cart.items[key] * rates',
      '  Likely: cart is None.',
      '  cart = None   <- is None',
      '  rates = 3',
      '  self = <Shop>',
      '  unused = 1',
      '  and 1 more',
    ]);
    expect(hint.place).toMatchObject({ uri: 'file:///w/shop.py', isOwn: true });
  });

  it.each([
    ['const quantity = cart.size;', ''],
    ['  quantity: number = cart.size', ''],
    ['quantity = quantity.size', 'is undefined'],
    ['if (quantity == cart.size) {', 'is undefined'],
    ['cart.size = quantity.size', 'is undefined'],
  ])('does not blame what the line is about to set: %s', (line, suspicion) => {
    const message = "Cannot read properties of undefined (reading 'length')";
    const variables = [variable('quantity', 'undefined')];
    const { values } = plainHint(stopOf({ kind: 'TypeError', message, frames: [frameOf(line, 1)], variables }));
    expect(values.map((value) => value.suspicion)).toEqual([suspicion]);
  });

  it('shows twelve of 10,000 variables, each cut, none of its secrets', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => variable(`v${index}`, 'x'.repeat(5_000)));
    const secrets = [
      variable('password', "'hunter2'", 'argument'),
      variable('apiKey', '"abc"', 'argument'),
      variable('headers', "{'Authorization': 'Basic Zm9v', 'Accept': 'a'}", 'argument'),
      variable('address', '"postgres://ann:geheim@db/x"', 'argument'),
      variable('token', 'None', 'argument'),
      variable('tokens', '512', 'argument'),
    ];
    const hint = plainHint(stopOf({ frames: [frameOf(line, 1)], variables: [...many, ...secrets] }));
    expect(hint.values).toHaveLength(12);
    expect(hint.moreValues).toBe(9_994);
    const shown = Object.fromEntries(hint.values.map(({ name, value }) => [name, value]));
    expect(shown).toMatchObject({
      password: '…',
      apiKey: '…',
      token: 'None',
      tokens: '512',
      address: '"postgres://ann:…@db/x"',
    });
    expect(shown['headers']).toBe("{'Authorization': …, 'Accept': 'a'}");
    expect(shown['v0']).toHaveLength(120);
    expect(JSON.stringify(hint)).not.toMatch(/hunter2|Zm9v|geheim/);
  });

  it('masks keys in the message and in the line', () => {
    const token = 'ghp_0123456789abcdefghij';
    const hint = plainHint(stopOf({ kind: 'E', message: `no ${token}`, frames: [frameOf(`f("${token}")`, 1)] }));
    expect(JSON.stringify(hint)).not.toContain(token);
    expect(hint.title).toBe('E: no …');
  });

  it('bears an empty stop, frames without source, lines that are not there, values that are error texts', () => {
    expect(plainHintLines(plainHint(stopOf({})))).toEqual(['The program stopped', '  No place in a file is known.']);
    const foreign = { path: '/opt/a.so', line: 7, functionName: '', isOwn: false };
    expect(plainHintLines(plainHint(stopOf({ kind: 'SIGSEGV', frames: [foreign] })))).toEqual([
      'SIGSEGV',
      '  at /opt/a.so:7 (not a file of this workspace)',
    ]);
    const gone = frameOf('one line', 99);
    const odd = [variable('', 'x'), variable('a', ''), variable('self', '<error: toString() threw>\n\u0000')];
    expect(plainHint(stopOf({ frames: [gone], variables: odd })).place?.code).toBe('');
  });
});
