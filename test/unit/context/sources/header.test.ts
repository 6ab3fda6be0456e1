import { describe, expect, it } from 'vitest';
import { HeaderSource } from '../../../../src/core/context/sources/header';
import { collect } from './collect';

const rest = ['', 'export function run(input: Input): void {', '  const used = first(input)', '  █', '}', ''];

async function header(...imports: readonly string[]): Promise<string[]> {
  const text = [...imports, ...rest].join('\n');
  const start = text.indexOf('export function');
  const found = await collect(HeaderSource, { 'a.ts': text }, { window: { start, end: text.length } });
  return found.map((snippet) => snippet.text);
}

describe('header', () => {
  it('shows the imports that the window does not hold, each on one line', async () => {
    expect(
      await header('import {', '  first,', '  second as other,', "} from './b'", "import fs from 'node:fs'"),
    ).toEqual(["import { first, second as other } from './b'\nimport fs from 'node:fs'\n"]);
  });

  it('leaves out of a list what is used already, but not near', async () => {
    const far = ['export const old = distant(1)', ...Array.from({ length: 60 }, (_, line) => `// line ${line}`)];
    expect(
      await header("import { distant, unused } from './b'", "import { distant as gone } from './c'", ...far),
    ).toEqual(["import { unused } from './b'\nimport { distant as gone } from './c'\n"]);
  });

  it('says nothing where the window holds the imports', async () => {
    const text = ["import { first } from './b'", ...rest].join('\n');
    expect(await collect(HeaderSource, { 'a.ts': text })).toEqual([]);
  });

  it('stays small', async () => {
    const many = Array.from({ length: 60 }, (_, index) => `import { name${index} } from './module${index}'`);
    const [text = ''] = await header(...many);
    expect(text.length).toBeGreaterThan(300);
    expect(text.length).toBeLessThan(800);
  });
});
