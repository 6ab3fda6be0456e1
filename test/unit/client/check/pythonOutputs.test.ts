import { describe, expect, it } from 'vitest';
import { parseCompileOutput } from '../../../../src/client/check/python/compileCheck';
import { parseMypyOutput } from '../../../../src/client/check/python/mypyCheck';
import { parsePyrightOutput } from '../../../../src/client/check/python/pyrightCheck';
import { parseRuffOutput } from '../../../../src/client/check/python/ruffCheck';
import type { CheckProblem } from '../../../../src/protocol/check';

// What pyright 1.1.414, mypy 2.4.1, ruff 0.17.6 and Python 3.11.7 say of this text, shortened to the fields that are read.
const text = `from .other import helper
from pkg.other import helper as h2


def run(x: int) -> int:
    s = "😀"; y = helpr(x); z: int = helper("a")
    return undefined_name
`;

function shown(problems: readonly CheckProblem[] | undefined): string[] | undefined {
  return problems?.map(({ start, end, code, severity }) => `${severity} ${code}: ${text.slice(start, end)}`);
}

describe('outputs of Python checkers', () => {
  it('reads pyright, whose columns are UTF-16 units', () => {
    const at = (line: number, from: number, to: number) => ({
      range: { start: { line, character: from }, end: { line, character: to } },
    });
    const file = '/tmp/s/0/pkg/mod.py';
    const generalDiagnostics = [
      { file, severity: 'error', message: '"helpr" is not defined', ...at(5, 18, 23), rule: 'reportUndefinedVariable' },
      { file, severity: 'warning', message: 'x', ...at(5, 44, 47), rule: 'reportArgumentType' },
      { file, severity: 'information', message: 'x', ...at(5, 44, 47) },
      { file, severity: 'error', message: 'Expected expression', ...at(6, 4, 10) },
      { file: '/tmp/s/0/pkg/other.py', severity: 'error', message: 'x', ...at(0, 0, 1) },
    ];
    const output = `A new version is there.\n${JSON.stringify({ version: '1.1.414', generalDiagnostics })}\n`;
    const copyOf = (each: string) => ({ file: each, text, others: [] });
    const lists = parsePyrightOutput(output, [copyOf(file), copyOf('/tmp/s/1/pkg/mod.py')]);
    expect(lists?.map(shown)).toEqual([
      ['error reportUndefinedVariable: helpr', 'warning reportArgumentType: "a"', 'error syntax: return'],
      [],
    ]);
    const others = [{ file: '/tmp/s/0/pkg/other.py', path: '/w/pkg/other.py', text: 'abc' }];
    const [withUser] = parsePyrightOutput(output, [{ ...copyOf(file), others }]) ?? [];
    expect(withUser?.at(-1)).toMatchObject({ path: '/w/pkg/other.py', start: 0, end: 1 });
    expect(parsePyrightOutput('No configuration file found.', [copyOf(file)])).toBeUndefined();
  });

  it('reads mypy, and means the whole line where columns are not to be trusted', () => {
    const file = '/w/pkg/mod.py';
    const output = [
      `${file}:6:15:6:19: error: Name "helpr" is not defined; did you mean "helper" or "help"?  [name-defined]`,
      `${file}:7:5:7:25: error: Returning Any from function declared to return "int"  [no-any-return]`,
      `${file}:7:12:7:25: error: Name "undefined_name" is not defined  [name-defined]`,
      `${file}:7: error: Something [of] the line`,
      `${file}:7:12:7:25: note: See https://mypy.readthedocs.io`,
      '/w/pkg/other.py:1:1:1:3: error: Elsewhere  [misc]',
      'Found 4 errors in 2 files (checked 1 source file)',
      '',
    ].join('\n');
    const problems = parseMypyOutput(output, file, text);
    expect(shown(problems)).toEqual([
      'error name-defined: s = "😀"; y = helpr(x); z: int = helper("a")',
      'error no-any-return: return undefined_name',
      'error name-defined: undefined_name',
      'error : return undefined_name',
    ]);
    expect(problems[2]?.message).toBe('Name "undefined_name" is not defined');
  });

  it('reads ruff, whose columns are characters', () => {
    const place = (row: number, from: number, to: number) => ({
      location: { row, column: from },
      end_location: { row, column: to },
    });
    const found = [
      { code: 'F841', message: 'Local variable `y` is assigned to but never used', ...place(6, 14, 15) },
      { code: 'F821', message: 'Undefined name `helpr`', ...place(6, 18, 23) },
      { code: null, message: 'SyntaxError: Expected an expression', ...place(7, 12, 26) },
    ];
    expect(shown(parseRuffOutput(JSON.stringify(found), text))).toEqual([
      'warning F841: y',
      'error F821: helpr',
      'error invalid-syntax: undefined_name',
    ]);
    expect(parseRuffOutput('error: unexpected argument', text)).toBeUndefined();
  });

  it("reads what Python's compiler says", () => {
    const broken = 'x = "😀" y\n';
    const found = [[1, 5, 1, 10, 'invalid syntax. Perhaps you forgot a comma?', true]];
    const [problems] = parseCompileOutput(JSON.stringify([found]), [broken]) ?? [];
    expect(problems?.map(({ start, end }) => broken.slice(start, end))).toEqual(['"😀" y']);
    const unknown = parseCompileOutput(
      '[[[null, null, null, null, "source code string cannot contain null bytes", true]]]',
      ['\0'],
    );
    expect(unknown).toMatchObject([[{ start: 0, code: 'SyntaxError' }]]);
    expect(parseCompileOutput('[]', [broken])).toBeUndefined();
    expect(parseCompileOutput('Traceback', [broken])).toBeUndefined();
  });
});
