import { describe, expect, it } from 'vitest';
import { CodeText } from '../../../../src/core/context/code/codeText';
import { CodeTexts } from '../../../../src/core/context/code/codeTexts';
import { excerptAround } from '../../../../src/core/context/code/excerpt';
import { useKindAt } from '../../../../src/core/context/code/nameUse';

const usesIn = (path: string, text: string, name: string): string[] => {
  const code = new CodeText(path, text);
  return [...code.uses(name)].map((at) => code.line(code.lineOf(at)).trim());
};
const excerptsIn = (path: string, text: string, name: string): (string | undefined)[] => {
  const code = new CodeText(path, text);
  return [...code.uses(name)].map((at) => excerptAround(code, at)?.text);
};

describe('CodeText', () => {
  it('sees names in code alone: no comments, strings, regular expressions or imports', () => {
    const text = [
      "import { row } from './row'",
      'export { row as line,',
      "  other } from './row'",
      '// row',
      '/* row',
      ' row */',
      'const s = "row" + \'row\' + `row ${row.a}`',
      'const r = /row"/.test(x) && row(1)',
      'const row2 = rows',
    ].join('\n');
    expect(usesIn('a.ts', text, 'row')).toEqual([
      'const s = "row" + \'row\' + `row ${row.a}`',
      'const r = /row"/.test(x) && row(1)',
    ]);
  });

  it.each([
    ['a.py', 'from shop import (\n  Row,\n  Table)\nimport Row\n# Row\n"""Row\nRow"""\nx = Row(1)  # Row'],
    ['a.go', 'package a\nimport (\n\tRow "x/y"\n)\n// Row\nvar s = `Row\nRow`\nx = Row(1)'],
    ['a.java', 'import a.Row;\nString s = """\nRow""";\nx = Row(1)'],
    ['a.rs', "use a::{\n  Row,\n};\nfn f<'a>(c: char) { let q = '\"'; }\n// Row\nx = Row(1)"],
    ['a.rb', "require 'Row'\n=begin\nRow\n=end\n# Row\nx = Row(1)"],
    ['a.php', "<?php\nuse App\\Row;\n# Row\n$s = 'Row\nRow';\nx = Row(1)"],
    ['a.lua', "local Row = require('Row')\n--[[ Row\nRow ]]\n-- Row\nx = Row(1)"],
    ['a.sh', "source Row\n# Row\necho 'Row\nRow' ${#a}\nx = Row(1)"],
    ['a.c', '#include "Row"\n/* Row */\nchar c = \'"\';\nx = Row(1)'],
    ['a.cs', 'using Row.Data;\nvar s = @"Row\nRow";\nx = Row(1)'],
    ['a.kt', 'import a.Row\nval s = """Row\n"Row" """\nx = Row(1)'],
  ])('knows the comments, strings and imports of %s', (path, text) => {
    expect(usesIn(path, text, 'Row').map((line) => line.replace(/\s*#.*/, ''))).toEqual(['x = Row(1)']);
  });

  it('takes whole names, whatever characters they hold', () => {
    expect(usesIn('a.ts', '$el($elements)\n$el.x', '$el')).toEqual(['$el($elements)', '$el.x']);
    expect(usesIn('a.py', 'größe = 1\ngrößen = größe', 'größe')).toEqual(['größe = 1', 'größen = größe']);
    expect(usesIn('a.ts', '𝒳row(row)', 'row')).toEqual(['𝒳row(row)']);
    expect(usesIn('a.rb', 'save!\nsaved', 'save!')).toEqual(['save!']);
    expect(usesIn('a.ts', 'x', '')).toEqual([]);
  });

  it('ends what was never closed with the text', () => {
    expect(usesIn('a.ts', 'row()\n/* row', 'row')).toEqual(['row()']);
    expect(usesIn('a.ts', 'row()\nconst s = `row ${row', 'row')).toEqual(['row()']);
    expect(usesIn('a.py', 'row()\n"""row', 'row')).toEqual(['row()']);
  });
});

describe('texts that nobody writes', () => {
  it.each([
    ['blanks', ' '.repeat(200_000)],
    ['open lists of imports', 'import {\n'.repeat(10_000)],
    ['open brackets', '('.repeat(100_000)],
    ['open strings', '"\\'.repeat(50_000)],
    ['open templates', '`${'.repeat(50_000)],
    ['one line of data', 'a(b,"x"),'.repeat(50_000)],
  ])('%s take no more than their length', (_, text) => {
    const begun = performance.now();
    for (const ending of ['ts', 'py', 'rs', 'go', 'php', 'sh']) new CodeText(`a.${ending}`, text).statementStart(0);
    // Linear work takes some 50 ms each; what goes with the square took minutes.
    expect(performance.now() - begun).toBeLessThan(6_000);
  });
});

describe('CodeTexts', () => {
  const line = 'const row = open(1)\n';

  it('keeps what it made as long as the text is the same', () => {
    const codes = new CodeTexts();
    const files = { read: () => line };
    const first = codes.read('a.ts', files);
    expect(codes.read('a.ts', files)).toBe(first);
    expect(codes.read('a.ts', { read: () => `${line} ` })).not.toBe(first);
    expect(codes.read('a.ts', { read: () => undefined })).toBeUndefined();
  });

  it('reads of a very long text only what is around the cursor, at its true offsets', () => {
    const text = line.repeat(100_000);
    const code = new CodeTexts().around('a.ts', text, 1_000_000);
    const uses = [...code.uses('open')];
    expect(code.code).toHaveLength(text.length);
    expect(uses.length).toBeLessThan(25_000);
    expect(uses.every((at) => text.startsWith('open', at))).toBe(true);
    expect(uses[0]).toBeLessThan(1_000_000 - 100_000);
    expect(uses.at(-1)).toBeGreaterThan(1_000_000 + 100_000);
  });
});

describe('excerptAround', () => {
  it('shows the statement, dedented, with what follows a single line', () => {
    const text = 'function f() {\n    const a = open(1)\n    a.close()\n    b()\n}\n';
    expect(excerptsIn('a.ts', text, 'open')).toEqual(['const a = open(1)\na.close()\n']);
  });

  it('shows arguments over several lines as one statement, in a callback only the inner one', () => {
    const text = "describe('x', () => {\n  it('y', () => {\n    open({\n      a: 1,\n      b: [2],\n    })\n  })\n})\n";
    expect(excerptsIn('a.ts', text, 'open')).toEqual(['open({\n  a: 1,\n  b: [2],\n})\n']);
  });

  it('cuts a long statement around the use and never begins in the middle of an expression', () => {
    const items = Array.from({ length: 12 }, (_, at) => `  k${at}: ${at},`).join('\n');
    const text = `const x = {\n${items}\n  m: flag\n    ? one\n    : open(1),\n${items}\n}\n`;
    const [excerpt = ''] = excerptsIn('a.ts', text, 'open');
    expect(excerpt.startsWith('m: flag\n  ? one\n  : open(1),\n')).toBe(true);
  });

  it('keeps the line breaks of CRLF files out of the lines', () => {
    const text = 'x = 1\r\nif a:\r\n    y = open(\r\n        1,\r\n    )\r\n    z()\r\n';
    expect(excerptsIn('a.py', text, 'open')).toEqual(['y = open(\n    1,\n)\n']);
  });

  it('leaves out lines of data and stays short', () => {
    expect(excerptsIn('a.js', `open(1),${'a'.repeat(5_000)}`, 'open')).toEqual([undefined]);
    const long = `open(${Array.from({ length: 60 }, (_, at) => `\n  value${at}`).join(',')})\n`;
    const [excerpt = ''] = excerptsIn('a.js', long, 'open');
    expect(excerpt.split('\n').length).toBeLessThanOrEqual(9);
  });
});

describe('useKindAt', () => {
  const kindOf = (line: string): string | undefined => {
    const code = new CodeText('a.ts', line);
    const [at = -1] = code.uses('Row');
    return useKindAt(code, at, 'Row');
  };

  it('tells calls, new objects, types, members, decorators and elements', () => {
    expect(kindOf('x = Row(1)')).toBe('call');
    expect(kindOf('x = Row<number>(1)')).toBe('call');
    expect(kindOf('x = new Row(1)')).toBe('new');
    expect(kindOf('let x: Row = y')).toBe('type');
    expect(kindOf('let x: Map<string, Row>')).toBe('value');
    expect(kindOf('class A extends Row {')).toBe('type');
    expect(kindOf('Row.all()')).toBe('member');
    expect(kindOf('@Row()')).toBe('decorator');
    expect(kindOf('return <Row a={1} />')).toBe('element');
  });

  it('passes over properties, keys, keyword arguments and declarations of the same name', () => {
    for (const line of [
      'a.Row(1)',
      'x = { Row: 1 }',
      'f(a, Row=1)',
      'class Row {',
      'const Row = 1',
      'a?.Row',
      'p->Row()',
    ])
      expect(kindOf(line)).toBeUndefined();
    expect(kindOf('f(...Row)')).toBe('value');
  });
});
