import { describe, expect, it } from 'vitest';
import { importEdit, type ImportLanguage, importStatements } from '../../../src/core/fix/importText';
import { applyEdits } from '../../../src/core/text/minimalEdits';
import type { ImportOrigin } from '../../../src/protocol/context';

function origin(name: string, module: string, imported = name, isType = false): ImportOrigin {
  return { name, module, imported, isType };
}

function added(text: string, language: ImportLanguage, wanted: ImportOrigin | string): string | undefined {
  const edit = importEdit(text, language, wanted, text.length);
  return edit && applyEdits(text, [edit]);
}

describe('importEdit', () => {
  it.each<[what: string, text: string, wanted: ImportOrigin, after: string]>([
    [
      'behind the last import',
      "import { a } from './a';\n\na();\n",
      origin('b', './b'),
      "import { a } from './a';\nimport { b } from './b';\n\na();\n",
    ],
    [
      'in the style of the file',
      'import a from "./a"\n\na()\n',
      origin('b', './b'),
      'import a from "./a"\nimport { b } from "./b"\n\na()\n',
    ],
    [
      'a default',
      "import { a } from './a';\n",
      origin('B', './b', 'default'),
      "import { a } from './a';\nimport B from './b';\n",
    ],
    [
      'a whole module',
      "import { a } from './a';\n",
      origin('fs', 'node:fs', '*'),
      "import { a } from './a';\nimport * as fs from 'node:fs';\n",
    ],
    [
      'under another name',
      "import './a';\n",
      origin('b', './b', 'c'),
      "import './a';\nimport { c as b } from './b';\n",
    ],
    ['a type', "import './a';\n", origin('B', './b', 'B', true), "import './a';\nimport type { B } from './b';\n"],
    [
      'into the braces of the same module',
      "import { a } from './m';\nimport x from './x';\n",
      origin('b', './m'),
      "import { a, b } from './m';\nimport x from './x';\n",
    ],
    [
      'not into braces of types',
      "import type { A } from './m';\n",
      origin('b', './m'),
      "import type { A } from './m';\nimport { b } from './m';\n",
    ],
    [
      'behind imports of several lines',
      "import {\n  a,\n  b,\n} from './a';\n\na(b);\n",
      origin('c', './c'),
      "import {\n  a,\n  b,\n} from './a';\nimport { c } from './c';\n\na(b);\n",
    ],
    [
      'with require where that is the way',
      "const a = require('./a');\n\na();\n",
      origin('b', './b'),
      "const a = require('./a');\nconst { b } = require('./b');\n\na();\n",
    ],
    [
      'below a head comment',
      '#!/usr/bin/env node\n// Licence\n\nb();\n',
      origin('b', './b'),
      "#!/usr/bin/env node\n// Licence\n\nimport { b } from './b';\n\nb();\n",
    ],
    [
      "above a function's own comment",
      '/** Doc. */\nexport const x = 1;\n',
      origin('b', './b'),
      "import { b } from './b';\n\n/** Doc. */\nexport const x = 1;\n",
    ],
    [
      'not behind what only looks like an import',
      "import { a } from './a';\nconst t = `\nimport { x } from './x';\n`;\n",
      origin('b', './b'),
      "import { a } from './a';\nimport { b } from './b';\nconst t = `\nimport { x } from './x';\n`;\n",
    ],
    [
      'with the line breaks of the file',
      "import { a } from './a';\r\na();\r\n",
      origin('b', './b'),
      "import { a } from './a';\r\nimport { b } from './b';\r\na();\r\n",
    ],
    [
      'at the end of a file without a last line break',
      "import { a } from './a';",
      origin('b', './b'),
      "import { a } from './a';\nimport { b } from './b';",
    ],
  ])('script: %s', (_what, text, wanted, after) => {
    expect(added(text, 'script', wanted)).toBe(after);
  });

  it.each<[what: string, text: string, wanted: ImportOrigin, after: string]>([
    [
      'behind the last import',
      'import os\nfrom a import b\n\nb()\n',
      origin('c', 'd'),
      'import os\nfrom a import b\nfrom d import c\n\nb()\n',
    ],
    ['into an import of the same module', 'from a import b  # why\n', origin('c', 'a'), 'from a import b, c  # why\n'],
    ['a module', '"""Doc."""\n\nx = os.sep\n', origin('os', 'os', '*'), '"""Doc."""\nimport os\n\nx = os.sep\n'],
    ['an alias', 'import os\nx = np.pi\n', origin('np', 'numpy', '*'), 'import os\nimport numpy as np\nx = np.pi\n'],
    [
      'a part of a package',
      'import os\nx = 1\n',
      origin('xml', 'xml.etree', '*'),
      'import os\nimport xml.etree\nx = 1\n',
    ],
    [
      'behind brackets of several lines',
      'from a import (\n    b,\n    c,\n)\n\nb(c)\n',
      origin('d', 'e'),
      'from a import (\n    b,\n    c,\n)\nfrom e import d\n\nb(c)\n',
    ],
    [
      'not far down',
      'import os\n\ndef f():\n    pass\n\nimport late\n',
      origin('d', 'e'),
      'import os\nfrom e import d\n\ndef f():\n    pass\n\nimport late\n',
    ],
    [
      'first, below comments',
      '#!/usr/bin/python\n# -*- coding: utf-8 -*-\ndef f():\n    return d\n',
      origin('d', 'e'),
      '#!/usr/bin/python\n# -*- coding: utf-8 -*-\nfrom e import d\n\ndef f():\n    return d\n',
    ],
  ])('Python: %s', (_what, text, wanted, after) => {
    expect(added(text, 'python', wanted)).toBe(after);
  });

  it('does nothing where the import is there already', () => {
    expect(added("import { b as c } from './b';\n", 'script', "import { b as c } from './b';")).toBeUndefined();
  });
});

describe('importStatements', () => {
  it('takes time in proportion to the text', () => {
    const text = 'import {\n' + '  a,\n'.repeat(50_000);
    expect(importStatements(text, 'script')).toEqual([]);
    expect(importStatements('import '.repeat(30_000), 'python').length).toBe(1);
  });
});
