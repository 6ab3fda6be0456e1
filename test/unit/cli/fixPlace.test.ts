import { describe, expect, it } from 'vitest';
import { codeStart, lineInOutput, parseFixPlace, parseReported } from '../../../src/cli/fixPlace';

const text = 'import os\n\ndef area(radius):\n    return radius\n\ndef volume(radius):\n    return 1\n';

describe('lineInOutput', () => {
  it.each<[what: string, output: string, line: number, message: string]>([
    [
      'a Python traceback',
      'Traceback (most recent call last):\n  File "/tmp/plinth-check-x/test_a.py", line 3, in test\n  File "/tmp/plinth-check-x/src/shop.py", line 3, in area\n  File "/tmp/plinth-check-x/src/shop.py", line 4, in area\nNameError: name \'x\' is not defined\n',
      4,
      "NameError: name 'x' is not defined",
    ],
    [
      'a Node stack',
      'TypeError: a is not a function\n    at f (/tmp/x/src/shop.py:4:7)\n    at g (/tmp/x/src/shop.py:7:1)\n',
      4,
      'TypeError: a is not a function',
    ],
    [
      'TypeScript',
      "src/shop.py(7,3): error TS2304: Cannot find name 'x'.\n",
      7,
      "src/shop.py(7,3): error TS2304: Cannot find name 'x'.",
    ],
    [
      'a failed assertion that names a function',
      'test_a.py:5: in test\n    assert volume(2) == 8\nE   assert 1 == 8\n',
      6,
      'E   assert 1 == 8',
    ],
  ])('reads %s', (_what, output, line, message) => {
    expect(lineInOutput(output, 'src/shop.py', text)).toEqual({ line, message });
  });

  it('knows when nothing is named, and does not go beyond the file', () => {
    expect(lineInOutput('FAILED\n', 'src/shop.py', text)).toBeUndefined();
    expect(lineInOutput('other/notshop.py:4: error\n', 'src/shop.py', text)).toBeUndefined();
    expect(lineInOutput('src/shop.py:400: error\n', 'src/shop.py', text)).toBeUndefined();
  });
});

describe('parseReported', () => {
  it('reads TEXT@LINE', () => {
    expect(parseReported('name @x@ is not defined@12')).toEqual({ message: 'name @x@ is not defined', line: 12 });
    for (const bad of ['no line', 'x@0', 'x@y']) expect(() => parseReported(bad)).toThrow('names no line');
  });
});

describe('parseFixPlace', () => {
  it('reads FILE and FILE:LINE', () => {
    expect(parseFixPlace('a:b.py')).toEqual({ file: 'a:b.py', line: undefined });
    expect(parseFixPlace('a.py:12')).toEqual({ file: 'a.py', line: 12 });
    expect(() => parseFixPlace('a.py:0')).toThrow('out of range');
  });
});

describe('codeStart', () => {
  it('is the first character that is no blank', () => {
    expect(codeStart('a\n  b\n', 2)).toBe(4);
    expect(codeStart('a', 2)).toBeUndefined();
  });
});
