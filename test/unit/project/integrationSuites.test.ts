import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const integration = path.resolve(import.meta.dirname, '../../integration');

it('bundles every suite of the extension host, so that none is forgotten in silence', () => {
  const bundle = fs.readFileSync(path.join(integration, 'suite.test.ts'), 'utf8');
  const bundled = [...bundle.matchAll(/^import '\.\/suite\/(.+)';$/gm)].map(([, name]) => `${name}.ts`);
  const written = fs.readdirSync(path.join(integration, 'suite')).filter((name) => name.endsWith('.test.ts'));
  expect(bundled.toSorted()).toEqual(written.toSorted());
});
