import { describe, expect, it } from 'vitest';
import { SimilarSource } from '../../../../src/core/context/sources/similar';
import { collect } from './collect';

const near = [
  "import { rows } from './rows'",
  '',
  'export function exportInvoice(invoice: Invoice) {',
  '  const header = invoiceHeader(invoice)',
  '  const lines = invoiceLines(invoice)',
  '  writeDocument(header, lines)',
  '  markExported(invoice)',
  '}',
].join('\n');
const other = Array.from(
  { length: 8 },
  (_, at) => `export function paintPixel${at}(canvas: Canvas) {\n  return canvas.at(${at})\n}`,
).join('\n');
const cursor = 'export function exportOrder(invoice: Invoice) {\n  const header = invoiceHeader(invoice)\n  █\n}\n';

describe('similar', () => {
  it('finds the window that shares names with the cursor, without its imports', async () => {
    const found = await collect(SimilarSource, { 'src/a.ts': cursor, 'src/b.ts': near, 'src/c.ts': other });
    expect(found[0]?.path).toBe('src/b.ts');
    expect(found[0]?.text).toContain('writeDocument(header, lines)');
    expect(found[0]?.text).not.toContain('import');
    expect(found.every(({ path }) => path !== 'src/a.ts')).toBe(true);
  });

  it('looks into recent files of other folders, but not into others', async () => {
    const drawn = { 'src/a.ts': cursor, 'lib/b.ts': near, 'src/c.ts': other };
    expect(await collect(SimilarSource, drawn)).toEqual([]);
    const found = await collect(SimilarSource, drawn, { recent: ['lib/b.ts'] });
    expect(found[0]?.path).toBe('lib/b.ts');
  });

  it('gives nothing where nothing is alike', async () => {
    expect(await collect(SimilarSource, { 'src/a.ts': cursor, 'src/c.ts': other })).toEqual([]);
    expect(await collect(SimilarSource, { 'src/a.ts': '█', 'src/b.ts': near })).toEqual([]);
  });
});
