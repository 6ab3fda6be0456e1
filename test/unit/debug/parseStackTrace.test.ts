import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStackTrace } from '../../../src/core/debug/parseStackTrace';
import type { TraceFrame } from '../../../src/core/debug/stackTrace';

const folder = path.join(import.meta.dirname, '../../cases/debug');

function recorded(name: string): string {
  return readFileSync(path.join(folder, `${name}.txt`), 'utf8');
}

function place({ path: file, line, column, functionName }: TraceFrame): string {
  return `${functionName} ${file}:${line}${column === undefined ? '' : `:${column}`}`.trim();
}

/** Kind and message, the first calls, the causes with the first call of each; as few words as a person needs to check them. */
function summary(text: string): readonly string[] {
  const trace = parseStackTrace(text);
  if (trace === undefined) return [];
  const { language, kind, message, frames, causes } = trace;
  return [
    `${language} ${kind}: ${message}`,
    ...frames.slice(0, 2).map(place),
    ...causes.map(
      (cause) => `${cause.relation} ${cause.kind}: ${cause.message} @ ${cause.frames.slice(0, 1).map(place).join()}`,
    ),
  ];
}

const json = '.pyenv/versions/3.11.7/lib/python3.11/json/decoder.py';

describe('recorded traces', () => {
  it.each<[name: string, ...expected: readonly string[]]>([
    [
      'python-keyError',
      "python KeyError: 'EUR'",
      '<genexpr> /home/ann/shop/shop.py:6',
      'total /home/ann/shop/shop.py:6',
    ],
    [
      'python-directCause',
      'python RuntimeError: cannot load\nsecond line',
      'cause /home/ann/shop/shop.py:16',
      'main /home/ann/shop/main.py:4',
      `cause json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1) @ raw_decode /home/ann/${json}:353`,
    ],
    [
      'python-duringHandling',
      "python ValueError: bad cart: '{'",
      'load /home/ann/shop/shop.py:11',
      'main /home/ann/shop/main.py:4',
      `handled json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1) @ raw_decode /home/ann/${json}:353`,
    ],
    [
      'python-exceptionGroup',
      'python ExceptionGroup: two carts (2 sub-exceptions)',
      'group /home/ann/shop/shop.py:28',
      'main /home/ann/shop/main.py:4',
      `part json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1) @ raw_decode /home/ann/${json}:353`,
      `part json.decoder.JSONDecodeError: Expecting ',' delimiter: line 1 column 3 (char 2) @ raw_decode /home/ann/${json}:353`,
    ],
    [
      'python-recursion',
      'python RecursionError: maximum recursion depth exceeded',
      'deep /home/ann/shop/shop.py:20',
      'deep /home/ann/shop/shop.py:20',
    ],
    ['python-syntaxError', 'python SyntaxError: invalid syntax', '/home/ann/shop/bad.py:1'],
    [
      'python-none',
      "python AttributeError: 'NoneType' object has no attribute 'items'",
      'nothing /home/ann/shop/shop.py:18',
      'main /home/ann/shop/main.py:4',
    ],
    ['pytest-long', "python KeyError: 'a'", 'total test_shop.py:2', 'test_key test_shop.py:7'],
    ['pytest-short', "python KeyError: 'a'", 'total test_shop.py:2', 'test_key test_shop.py:7'],
    [
      'node-cause',
      'javascript Error: cannot load',
      'later file:///home/ann/shop/shop.mjs:7:50',
      'file:///home/ann/shop/main.mjs:2:1',
      "cause SyntaxError: Expected property name or '}' in JSON at position 1 @ later file:///home/ann/shop/shop.mjs:7:14",
    ],
    [
      'node-aggregate',
      'javascript AggregateError: All promises were rejected',
      'part Error: a @ many file:///home/ann/shop/shop.mjs:11:66',
      'part TypeError: b @ many file:///home/ann/shop/shop.mjs:11:98',
    ],
    [
      'node-logged',
      'javascript Error: logged',
      '/home/ann/shop/log.js:1:15',
      'Module._compile node:internal/modules/cjs/loader:1521:14',
      'cause TypeError: inner @ /home/ann/shop/log.js:1:44',
    ],
    [
      'node-syntaxError',
      "javascript SyntaxError: Unexpected token ';'",
      '/home/ann/shop/bad.js:1:11',
      'wrapSafe node:internal/modules/cjs/loader:1464:18',
    ],
    [
      'node-undefined',
      "javascript TypeError: Cannot read properties of undefined (reading 'rates')",
      'total file:///home/ann/shop/shop.mjs:3:19',
      'file:///home/ann/shop/main.mjs:2:1',
    ],
    [
      'node-methods',
      "javascript TypeError: Cannot read properties of undefined (reading 'get')",
      'Shop.find file:///home/ann/shop/shop.mjs:9:89',
      'Shop.get file:///home/ann/shop/shop.mjs:9:36',
    ],
    ['node-thrownText', 'javascript Uncaught: text', '/home/ann/shop/thrown.cjs:2:3'],
    [
      'node-moduleNotFound',
      "javascript Error: Cannot find module '/home/ann/shop/none.mjs' imported from /home/ann/shop/main.mjs [ERR_MODULE_NOT_FOUND]",
      'finalizeResolution node:internal/modules/esm/resolve:283:11',
      'moduleResolve node:internal/modules/esm/resolve:952:10',
    ],
    [
      'vitest-colours',
      "javascript TypeError: Cannot read properties of undefined (reading 'reduce')",
      'total shop.test.ts:3:22',
      'shop.test.ts:7:24',
    ],
    [
      'mocha',
      "javascript TypeError: Cannot read properties of undefined (reading 'length')",
      'total shop.spec.cjs:2:42',
      'shop.spec.cjs:5:24',
    ],
    [
      'jest',
      "javascript TypeError: Cannot read properties of undefined (reading 'reduce')",
      'reduce src/shop.js:2:21',
      'Object.total src/shop.test.js:10:5',
    ],
    [
      'java-causedBy',
      'java java.lang.IllegalStateException: cannot load A1',
      'Shop.load Shop.java:8',
      'Shop.main Shop.java:12',
      'handled java.lang.Exception: closing @ Shop.lambda$main$1 Shop.java:12',
      'cause java.lang.NullPointerException: Cannot invoke "java.util.List.size()" because "cart.items" is null @ Shop.count Shop.java:5',
    ],
    [
      'java-lambda',
      'java java.lang.ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 2',
      'Shop.lambda$main$0 Shop.java:11',
      'Iterable.forEach java/lang/Iterable.java:75',
    ],
    [
      'java-spring',
      'java java.lang.IllegalArgumentException: no rate\nfor EUR',
      'Rates$Table.find com/example/shop/Rates.java:41',
      'CartService.total com/example/shop/CartService.kt:18',
    ],
    [
      'go-nil',
      'go panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a1121]',
      'main.(*Cart).Total /home/ann/g/main.go:4',
      'main.main /home/ann/g/main.go:8',
    ],
    [
      'go-index',
      'go panic: runtime error: index out of range [5] with length 2',
      'main.pick /home/ann/g/main.go:5',
      'main.main /home/ann/g/main.go:9',
    ],
    ['go-goroutine', 'go panic: bad 3', 'main.main.func1 /home/ann/g/main.go:10'],
    [
      'go-repanic',
      'go panic: again: first\n(while handling: first [recovered])',
      'main.main.func2 /home/ann/g/main.go:11',
      'panic /usr/local/go/src/runtime/panic.go:860',
    ],
    ['go-deadlock', 'go fatal error: all goroutines are asleep - deadlock!', 'main.main /home/ann/g/main.go:12'],
    ['rust-plain', 'rust panic: index out of bounds: the len is 1 but the index is 7', 'main.rs:2:57'],
    ['rust-older', 'rust panic: called `Option::unwrap()` on a `None` value', 'src/cart.rs:14:31'],
    [
      'rust-assertion',
      'rust panic: assertion `left == right` failed: how many\n  left: 1\n right: 2',
      '__rustc::rust_begin_unwind /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/std/src/panicking.rs:689:5',
      'core::panicking::panic_fmt /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/panicking.rs:80:14',
    ],
    [
      'csharp-inner',
      'csharp System.InvalidOperationException: Cannot load order A1',
      'Shop.Program.Load /home/ann/shop/Program.cs:24',
      'Shop.Program.<Main>$ /home/ann/shop/Program.cs:5',
      'cause System.NullReferenceException: Object reference not set to an instance of an object. @ Shop.Cart.Total /home/ann/shop/Cart.cs:12',
    ],
    [
      'csharp-windows',
      "csharp System.FormatException: The input string 'x1' was not in a correct format.",
      'Shop.Api.Orders.Find C:\\src\\my shop\\Orders.cs:31',
    ],
  ])('%s', (name, ...expected) => {
    expect(summary(recorded(name))).toEqual(expected);
  });

  it('finds the own calls of Rust behind those of its library, with names', () => {
    for (const [name, file] of [
      ['rust-backtrace', 'main.rs:8:65'],
      ['rust-twoThreads', 'main.rs:11:82'],
      ['rust-fullBacktrace', '/home/ann/r/main.rs:2:57'],
    ] as const)
      expect(
        parseStackTrace(recorded(name))
          ?.frames.map(place)
          .find((text) => text.includes('main::')),
      ).toMatch(new RegExp(`^main::(?:main|Cart::item) ${file}$`));
  });

  it.each([
    ['pytest-short', 1],
    ['mocha', 1],
    ['jest', 1],
    ['vitest-colours', 2],
    ['rust-twoThreads', 1],
    ['python-exceptionGroup', 0],
    ['java-causedBy', 0],
  ])('%s: the last trace counts, %i others are told', (name, others) => {
    expect(parseStackTrace(recorded(name))?.others).toBe(others);
  });
});

describe('a terminal around a trace', () => {
  const names = [
    'python-directCause',
    'node-cause',
    'java-causedBy',
    'go-nil',
    'rust-backtrace',
    'csharp-inner',
    'pytest-long',
  ];

  it.each(names)('%s: prompts, colours and Windows line ends change nothing', (name) => {
    const text = recorded(name);
    const coloured = text.replace(/(\w+(?:Error|Exception))/g, '\u001b[1;31m$1\u001b[0m');
    const noisy = `ann@host:~/shop$ run it\nsome output: 12\n\n${coloured}\nann@host:~/shop$ \u001b]0;title\u0007`;
    expect(summary(noisy.replaceAll('\n', '\r\n'))).toEqual(summary(text));
    const prefixed = noisy.split('\n').map((line) => `web-1  | ${line}`);
    expect(summary(prefixed.join('\n'))).toEqual(summary(text));
  });

  it('takes the last of several languages', () => {
    const all = `${recorded('java-causedBy')}\n${recorded('node-cause')}\n${recorded('python-none')}`;
    expect(parseStackTrace(all)).toMatchObject({ language: 'python', kind: 'AttributeError', others: 2 });
    expect(parseStackTrace(`${all}\n${recorded('go-nil')}`)?.language).toBe('go');
  });

  it('reads a Python trace whose first lines were not selected, and paths of Windows', () => {
    const text = '  File "C:\\Users\\Ann B\\shop.py", line 3, in total\n    return a.b\nAttributeError: x\n';
    expect(summary(text)).toEqual(['python AttributeError: x', 'total C:\\Users\\Ann B\\shop.py:3']);
  });

  it.each([
    ['nothing at all', ''],
    ['plain text', 'make: nothing to be done\nat noon (see a.txt:1)\nError: no\n'],
    ['code', 'throw new Error("x")\n  at = 3\nclass A { at foo(a) }\n'],
    ['a compiler', 'src/a.ts(3,4): error TS2304: Cannot find name\nsrc/b.c:3:4: error: no\n'],
    ['binary', '\0\u0001\u001b[\u001b]\u001b'],
  ])('finds none in %s', (_, text) => {
    expect(parseStackTrace(text)).toBeUndefined();
  });
});

describe('very long texts', () => {
  it('reads 100,000 lines of noise in time that grows with them', () => {
    const noise = [
      '    at ',
      '  File "',
      'Caused by: ',
      'E   ',
      '\tat a.b.c(',
      ' ---> ',
      'x'.repeat(300),
      ' '.repeat(300) + '(',
      "panicked at '",
      '    at f (a:1:2)',
      'a.B: ',
      '  | ',
    ];
    const linesOf = (count: number): string =>
      Array.from({ length: count }, (_, at) => noise[at % noise.length]).join('\n');
    const text = `${linesOf(100_000)}\n${recorded('python-none')}`;
    expect(parseStackTrace(text)?.kind).toBe('AttributeError');
  }, 30_000);

  it('keeps both ends of a stack of 50,000 calls', () => {
    const calls = Array.from({ length: 50_000 }, (_, at) => `    at f${at} (/w/a.js:${at + 1}:1)`);
    const frames = parseStackTrace(`RangeError: deep\n${calls.join('\n')}`)?.frames ?? [];
    expect(frames).toHaveLength(200);
    expect([frames[0]?.functionName, frames.at(-1)?.functionName]).toEqual(['f0', 'f49999']);
  });

  it('cuts a line of a megabyte', () => {
    expect(parseStackTrace(`Error: ${'x'.repeat(1e6)}\n    at f (/w/a.js:1:2)\n`)?.message.length).toBeLessThan(2_001);
  });
});
