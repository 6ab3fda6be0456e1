import { describe, expect, it } from 'vitest';
import type { ImportAnswer } from '../../../src/protocol/context';
import { indexCandidates, noImports } from '../../../src/core/fix/indexCandidates';
import { snapshotOf } from '../../fakes/scriptedChat';

const none: ImportAnswer = { origins: [], similar: [] };

/** What comes of `├name┤` and a message, as new texts. */
async function candidates(
  drawn: string,
  message: string,
  languageId: string,
  answer: ImportAnswer = none,
): Promise<string[]> {
  const text = drawn.replace(/[├┤]/g, '');
  const [start, end] = [drawn.indexOf('├'), drawn.indexOf('┤') - 1];
  const finder = { findImports: () => Promise.resolve(answer) };
  const found = await indexCandidates(snapshotOf(text, languageId), [{ message, source: '', start, end }], finder);
  for (const { source } of found) expect(source).toBe('index');
  return found.map(({ newText }) => newText);
}

describe('indexCandidates', () => {
  it('imports what the index knows, the likeliest first', async () => {
    const origins = [
      { name: 'total', imported: 'total', module: './money', isType: false },
      { name: 'total', imported: 'total', module: './old', isType: false },
    ];
    const text = "import { a } from './a';\n\nexport const x = ├total┤(a);\n";
    expect(await candidates(text, "Cannot find name 'total'.", 'typescript', { origins, similar: [] })).toEqual(
      ['./money', './old'].map(
        (module) => `import { a } from './a';\nimport { total } from '${module}';\n\nexport const x = total(a);\n`,
      ),
    );
  });

  it.each([
    ['x = ├os┤.sep\n', '"os" is not defined', 'import os\n\nx = os.sep\n'],
    [
      'def f(a: ├Optional┤[int]):\n    pass\n',
      'Undefined name `Optional`',
      'from typing import Optional\n\ndef f(a: Optional[int]):\n    pass\n',
    ],
    ['x = ├datetime┤.now()\n', '"datetime" is not defined', 'from datetime import datetime\n\nx = datetime.now()\n'],
    ['x = ├datetime┤.timedelta(1)\n', '"datetime" is not defined', 'import datetime\n\nx = datetime.timedelta(1)\n'],
    ['x = ├np┤.zeros(3)\n', '"np" is not defined', 'import numpy as np\n\nx = np.zeros(3)\n'],
  ])("knows Python's own modules: %j", async (drawn, message, first) => {
    expect((await candidates(drawn, message, 'python'))[0]).toBe(first);
  });

  it.each([
    [
      'typescript',
      'const total = 1;\nuse(├totl┤);\n',
      "Cannot find name 'totl'. Did you mean 'total'?",
      'const total = 1;\nuse(total);\n',
    ],
    [
      'python',
      'def area(radius):\n    return 3 * ├raduis┤\n',
      '"raduis" is not defined',
      'def area(radius):\n    return 3 * radius\n',
    ],
    ['python', 'x = ├lenn┤([1])\n', '"lenn" is not defined', 'x = len([1])\n'],
    ['typescript', 'a.├lenght┤;\n', "Property 'lenght' does not exist on type 'string'.", 'a.length;\n'],
    [
      'python',
      'self.items = []\nself.├itmes┤.append(1)\n',
      'Cannot access attribute "itmes" for class "Cart*"',
      'self.items = []\nself.items.append(1)\n',
    ],
    ['go', 'total := 1\nuse(├totl┤)\n', 'undefined: totl', 'total := 1\nuse(total)\n'],
  ])('finds the name that was meant, in %s: %j', async (languageId, drawn, message, first) => {
    expect((await candidates(drawn, message, languageId))[0]).toBe(first);
  });

  it('finds names of imported modules', async () => {
    const found = await candidates('x.├calcualte┤()\n', 'Cannot access attribute "calcualte"', 'python', {
      origins: [],
      similar: ['calculate'],
    });
    expect(found).toEqual(['x.calculate()\n']);
  });

  it('changes every asked use of one name, and imports several lost names together', async () => {
    const text = 'const total = 1;\nuse(totl, totl);\n';
    const problem = (start: number) => ({ message: "Cannot find name 'totl'.", source: 'ts', start, end: start + 4 });
    const both = [problem(text.indexOf('totl')), problem(text.lastIndexOf('totl'))];
    const [first] = await indexCandidates(snapshotOf(text, 'typescript'), both, noImports);
    expect(first?.newText).toBe('const total = 1;\nuse(total, total);\n');
    const lost = 'import x\n\nPath(os.sep)\n';
    const asked = ['Path', 'os'].map((name) => ({
      message: `"${name}" is not defined`,
      source: '',
      start: lost.indexOf(name),
      end: lost.indexOf(name) + name.length,
    }));
    const [together] = await indexCandidates(snapshotOf(lost, 'python'), asked, noImports);
    expect(together?.newText).toBe('import x\nfrom pathlib import Path\nimport os\n\nPath(os.sep)\n');
  });

  it('asks nobody where no name is lost', async () => {
    const finder = { findImports: () => Promise.reject(new Error('asked')) };
    const problem = { message: "Type 'number' is not assignable to type 'string'.", source: 'ts', start: 0, end: 1 };
    expect(await indexCandidates(snapshotOf('a', 'typescript'), [problem], finder)).toEqual([]);
  });
});
