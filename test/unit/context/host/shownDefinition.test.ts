import { describe, expect, it } from 'vitest';
import { definitionExcerpt, isLibraryPath, outsidePath } from '../../../../src/core/context/host/shownDefinition';

describe('definitionExcerpt', () => {
  const text = 'a\r\nclass Item:\r\n  name: str\r\n  price: int\r\n\r\nb\r\n';

  it('has the lines of the definition, the first six at most', () => {
    expect(definitionExcerpt(text, 'Item', 1, 4)).toBe('class Item:\n  name: str\n  price: int\n');
    expect(definitionExcerpt(text, 'Item', 1, 100)).toBe('class Item:\n  name: str\n  price: int\n\nb\n');
    const long = Array.from({ length: 50 }, (_, line) => `line${line}`).join('\n');
    expect(definitionExcerpt(long, 'line20', 20, 40)?.trim().split('\n')).toHaveLength(6);
  });

  it('is nothing where the name is not, or the line is not written by hand', () => {
    expect(definitionExcerpt(text, 'Order', 1, 4)).toBeUndefined();
    expect(definitionExcerpt(text, 'Item', 99, 100)).toBeUndefined();
    expect(definitionExcerpt(`var Item=${'x'.repeat(400)}`, 'Item', 0, 1)).toBeUndefined();
  });
});

describe('outsidePath', () => {
  it('begins at the package, and holds nothing of the folders of the user', () => {
    expect(outsidePath('/home/ann/app/node_modules/a/node_modules/@b/c/index.d.ts')).toBe('@b/c/index.d.ts');
    expect(outsidePath('C:\\Users\\ann\\venv\\Lib\\site-packages\\attr\\_make.py')).toBe('attr/_make.py');
    expect(outsidePath('/home/ann/other/orders.py')).toBe('other/orders.py');
    expect(outsidePath('/orders.py')).toBe('orders.py');
  });

  it('knows installed packages', () => {
    expect(isLibraryPath('node_modules/a/index.d.ts')).toBe(true);
    expect(isLibraryPath('venv/lib/python3/site-packages/a.py')).toBe(true);
    expect(isLibraryPath('src/my_node_modules/a.ts')).toBe(false);
    expect(isLibraryPath('dist/a.js')).toBe(false);
  });
});
