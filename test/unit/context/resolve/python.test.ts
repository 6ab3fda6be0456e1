import { describe, expect, it } from 'vitest';
import { resolverOf } from './resolverOf';

const files = {
  'src/shop/__init__.py': '',
  'src/shop/orders.py': '',
  'src/shop/models/__init__.py': '',
  'src/shop/models/item.py': '',
  'src/shop/stubs.pyi': '',
  'src/space/part/tool.py': '',
  'tests/test_orders.py': '',
  'scripts/helper.py': '',
  'scripts/run.py': '',
  'pkg/setup.py': '',
};

describe('modules of Python', () => {
  const resolve = resolverOf(files);

  it('follows relative dots', () => {
    expect(resolve('src/shop/models/item.py', '..orders')).toEqual(['src/shop/orders.py']);
    expect(resolve('src/shop/models/item.py', '.')).toEqual(['src/shop/models/__init__.py']);
    expect(resolve('src/shop/orders.py', '.models')).toEqual(['src/shop/models/__init__.py']);
    expect(resolve('src/shop/orders.py', '.models.item')).toEqual(['src/shop/models/item.py']);
    expect(resolve('scripts/run.py', '.....x')).toEqual([]);
  });

  it('finds absolute names in the package roots, in `src/` and in stubs', () => {
    expect(resolve('tests/test_orders.py', 'shop.orders')).toEqual(['src/shop/orders.py']);
    expect(resolve('tests/test_orders.py', 'shop')).toEqual(['src/shop/__init__.py']);
    expect(resolve('src/shop/orders.py', 'shop.models.item')).toEqual(['src/shop/models/item.py']);
    expect(resolve('src/shop/orders.py', 'shop.stubs')).toEqual(['src/shop/stubs.pyi']);
    expect(resolve('scripts/run.py', 'helper')).toEqual(['scripts/helper.py']);
  });

  it('finds modules of namespace packages, and nothing for what is not here', () => {
    expect(resolve('tests/test_orders.py', 'space.part.tool')).toEqual(['src/space/part/tool.py']);
    expect(resolve('tests/test_orders.py', 'numpy')).toEqual([]);
    expect(resolve('tests/test_orders.py', 'os.path')).toEqual([]);
  });
});
