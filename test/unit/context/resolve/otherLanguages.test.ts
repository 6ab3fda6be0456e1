import { describe, expect, it } from 'vitest';
import { resolverOf } from './resolverOf';

describe('modules of Go', () => {
  const resolve = resolverOf({
    'go.mod': 'module example.com/shop\n\ngo 1.22\n',
    'main.go': '',
    'store/store.go': '',
    'store/rows.go': '',
    'store/store_test.go': '',
    'tools/go.mod': 'module example.com/tools\n',
    'tools/gen/gen.go': '',
    'go.work': 'go 1.22\nuse (\n\t.\n\t./tools\n)\n',
  });

  it('takes all files of the folder but its tests', () => {
    expect(resolve('main.go', 'example.com/shop/store')).toEqual(['store/store.go', 'store/rows.go']);
    expect(resolve('store/store.go', 'example.com/shop')).toEqual(['main.go']);
    expect(resolve('main.go', 'example.com/tools/gen')).toEqual(['tools/gen/gen.go']);
    expect(resolve('main.go', 'fmt')).toEqual([]);
    expect(resolve('main.go', 'github.com/other/store')).toEqual([]);
  });
});

describe('modules of Java and Kotlin', () => {
  const resolve = resolverOf({
    'app/src/main/java/com/acme/Order.java': '',
    'app/src/main/java/com/acme/util/Text.java': '',
    'app/src/main/java/com/acme/util/Dates.java': '',
    'kt/src/rows/Table.kt': '',
  });
  const from = 'app/src/main/java/com/acme/Order.java';

  it('finds classes, static members, wildcards and packages', () => {
    expect(resolve(from, 'com.acme.util.Text')).toEqual(['app/src/main/java/com/acme/util/Text.java']);
    expect(resolve(from, 'com.acme.util.Text.trim')).toEqual(['app/src/main/java/com/acme/util/Text.java']);
    expect(resolve(from, 'com.acme.util.*')).toEqual([
      'app/src/main/java/com/acme/util/Text.java',
      'app/src/main/java/com/acme/util/Dates.java',
    ]);
    expect(resolve(from, 'com.acme.util')).toHaveLength(2);
    expect(resolve(from, 'java.util.List')).toEqual([]);
  });

  it('lets Kotlin leave out the packages that all files share', () => {
    expect(resolve('kt/src/rows/Table.kt', 'com.acme.rows.Table')).toEqual(['kt/src/rows/Table.kt']);
  });
});

describe('modules of Rust', () => {
  const resolve = resolverOf({
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
    'crates/row-store/Cargo.toml': '[package]\nversion = "1.0.0"\nname = "row-store"\n',
    'crates/row-store/src/lib.rs': '',
    'crates/row-store/src/table.rs': '',
    'crates/row-store/src/disk/mod.rs': '',
    'crates/row-store/src/disk/page.rs': '',
    'crates/cli/Cargo.toml': '[package]\nname = "cli"\n',
    'crates/cli/src/main.rs': '',
    'crates/cli/src/args.rs': '',
  });
  const page = 'crates/row-store/src/disk/page.rs';

  it('follows crate, self, super and items at the end of a path', () => {
    expect(resolve(page, 'crate::table::Table')).toEqual(['crates/row-store/src/table.rs']);
    expect(resolve(page, 'super')).toEqual(['crates/row-store/src/disk/mod.rs']);
    expect(resolve(page, 'super::super::table')).toEqual(['crates/row-store/src/table.rs']);
    expect(resolve('crates/row-store/src/disk/mod.rs', 'self::page')).toEqual([page]);
    expect(resolve('crates/row-store/src/lib.rs', 'disk::page::Page')).toEqual([page]);
    expect(resolve(page, 'crate')).toEqual(['crates/row-store/src/lib.rs']);
  });

  it('finds crates of the workspace by the name in Cargo.toml', () => {
    expect(resolve('crates/cli/src/main.rs', 'row_store::table')).toEqual(['crates/row-store/src/table.rs']);
    expect(resolve('crates/cli/src/main.rs', 'row_store::Table')).toEqual(['crates/row-store/src/lib.rs']);
    expect(resolve('crates/cli/src/main.rs', 'std::fmt')).toEqual([]);
  });
});

describe('modules by name', () => {
  it('C: beside the file, then by suffix', () => {
    const resolve = resolverOf({ 'src/a.c': '', 'src/a.h': '', 'include/lib/io.h': '', 'b.h': '' });
    expect(resolve('src/a.c', 'a.h')).toEqual(['src/a.h']);
    expect(resolve('src/a.c', 'lib/io.h')).toEqual(['include/lib/io.h']);
    expect(resolve('src/a.c', '<lib/io.h>')).toEqual(['include/lib/io.h']);
    expect(resolve('src/a.c', '../b.h')).toEqual(['b.h']);
    expect(resolve('src/a.c', 'stdio.h')).toEqual([]);
  });

  it('Ruby, Lua and Bash: paths without endings, dots, variables', () => {
    const resolve = resolverOf({
      'lib/shop/order.rb': '',
      'app.rb': '',
      'lua/ui/init.lua': '',
      'lua/row.lua': '',
      'sh/lib/log.sh': '',
    });
    expect(resolve('app.rb', 'shop/order')).toEqual(['lib/shop/order.rb']);
    expect(resolve('lua/row.lua', 'ui')).toEqual(['lua/ui/init.lua']);
    expect(resolve('lua/ui/init.lua', 'row')).toEqual(['lua/row.lua']);
    expect(resolve('sh/run.sh', '$(dirname "$0")/lib/log.sh')).toEqual(['sh/lib/log.sh']);
    expect(resolve('sh/run.sh', './lib/log.sh')).toEqual(['sh/lib/log.sh']);
  });

  it('PHP: classes of a namespace whatever its folder is called', () => {
    const resolve = resolverOf({ 'app/Models/User.php': '', 'app/Http/Kernel.php': '' });
    expect(resolve('app/Http/Kernel.php', 'App\\Models\\User')).toEqual(['app/Models/User.php']);
    expect(resolve('app/Http/Kernel.php', 'Vendor\\Thing')).toEqual([]);
  });

  it('C#: folders of a namespace', () => {
    const resolve = resolverOf({ 'Shop/Data/Rows.cs': '', 'Shop/Main.cs': '' });
    expect(resolve('Shop/Main.cs', 'Acme.Shop.Data')).toEqual(['Shop/Data/Rows.cs']);
    expect(resolve('Shop/Main.cs', 'System.Linq')).toEqual([]);
  });
});
