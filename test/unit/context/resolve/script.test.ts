import { describe, expect, it } from 'vitest';
import { resolverOf } from './resolverOf';

describe('modules of TypeScript and JavaScript', () => {
  it('finds relative files with and without endings, folders and compiled names', () => {
    const resolve = resolverOf({
      'src/a.ts': '',
      'src/b.tsx': '',
      'src/c.mts': '',
      'src/plain.js': '',
      'src/deep/index.ts': '',
      'src/types.d.ts': '',
      'lib/x.ts': '',
    });
    expect(resolve('src/a.ts', './b')).toEqual(['src/b.tsx']);
    expect(resolve('src/a.ts', './b.js')).toEqual(['src/b.tsx']);
    expect(resolve('src/a.ts', './c.mjs')).toEqual(['src/c.mts']);
    expect(resolve('src/a.ts', './plain.js')).toEqual(['src/plain.js']);
    expect(resolve('src/a.ts', './deep')).toEqual(['src/deep/index.ts']);
    expect(resolve('src/a.ts', './types')).toEqual(['src/types.d.ts']);
    expect(resolve('src/deep/index.ts', '..')).toEqual([]);
    expect(resolve('src/deep/index.ts', '../../lib/x')).toEqual(['lib/x.ts']);
    expect(resolve('src/a.ts', './b?raw')).toEqual(['src/b.tsx']);
  });

  it('answers nothing for what lies outside or above the workspace', () => {
    const resolve = resolverOf({ 'a.ts': '', 'react.ts': '' });
    expect(resolve('a.ts', 'lodash')).toEqual([]);
    expect(resolve('a.ts', '../../etc/passwd')).toEqual([]);
    expect(resolve('a.ts', '')).toEqual([]);
    expect(resolve('a.ts', '(*+[')).toEqual([]);
  });

  it('follows tsconfig paths through comments, `extends` and `references`, the longest pattern first', () => {
    const resolve = resolverOf({
      'tsconfig.base.json':
        '{ "compilerOptions": { /* all */ "baseUrl": ".", "paths": { "@/*": ["src/*"], "@/ui/*": ["ui/src/*"], }, } }',
      'app/tsconfig.json': '{\n  // own\n  "extends": "../tsconfig.base",\n}',
      'app/main.ts': '',
      'src/util.ts': '',
      'src/ui/button.ts': '',
      'ui/src/button.ts': '',
      'web/tsconfig.json': '{"files": [], "references": [{"path": "./tsconfig.app.json"}]}',
      'web/tsconfig.app.json': '{"compilerOptions": {"paths": {"~/*": ["./lib/*"]}}}',
      'web/main.ts': '',
      'web/lib/x.ts': '',
    });
    expect(resolve('app/main.ts', '@/util')).toEqual(['src/util.ts']);
    expect(resolve('app/main.ts', '@/ui/button')).toEqual(['ui/src/button.ts']);
    expect(resolve('app/main.ts', 'src/util')).toEqual(['src/util.ts']);
    expect(resolve('web/main.ts', '~/x')).toEqual(['web/lib/x.ts']);
  });

  it('survives a tsconfig that extends itself, and a broken one', () => {
    const resolve = resolverOf({
      'tsconfig.json': '{"extends": "./tsconfig.json", "compilerOptions": {"paths": {"$/*": ["lib/*"]}}}',
      'a.ts': '',
      'lib/b.ts': '',
      'broken/tsconfig.json': '{"compilerOptions": ',
      'broken/a.ts': '',
    });
    expect(resolve('a.ts', '$/b')).toEqual(['lib/b.ts']);
    expect(resolve('broken/a.ts', '$/b')).toEqual([]);
  });

  it('finds packages of the workspace by name, exports, main and the sources of what is built', () => {
    const resolve = resolverOf({
      'package.json': '{"workspaces": ["packages/*"]}',
      'packages/core/package.json':
        '{"name": "@acme/core", "exports": {".": {"types": "./dist/index.d.ts", "import": "./dist/index.js"}, "./*": "./dist/*.js"}}',
      'packages/core/src/index.ts': '',
      'packages/core/src/rows.ts': '',
      'packages/old/package.json': '{"name": "old", "main": "lib/main.js"}',
      'packages/old/lib/main.js': '',
      'packages/app/package.json': '{"name": "app", "imports": {"#db/*": "./src/db/*.ts"}}',
      'packages/app/src/main.ts': '',
      'packages/app/src/db/rows.ts': '',
    });
    const from = 'packages/app/src/main.ts';
    expect(resolve(from, '@acme/core')).toEqual(['packages/core/src/index.ts']);
    expect(resolve(from, '@acme/core/rows')).toEqual(['packages/core/src/rows.ts']);
    expect(resolve(from, 'old')).toEqual(['packages/old/lib/main.js']);
    expect(resolve(from, '#db/rows')).toEqual(['packages/app/src/db/rows.ts']);
    expect(resolve(from, '@acme/none')).toEqual([]);
  });

  it('reads the package list of pnpm', () => {
    const resolve = resolverOf({
      'pnpm-workspace.yaml': 'packages:\n  # all\n  - \'libs/**\'\n  - "!libs/old"\ncatalog:\n  - x\n',
      'libs/deep/kit/package.json': '{"name": "kit"}',
      'libs/deep/kit/index.ts': '',
      'main.ts': '',
    });
    expect(resolve('main.ts', 'kit')).toEqual(['libs/deep/kit/index.ts']);
  });

  it('sees a changed configuration at the next question, and reads each file once for one', () => {
    const texts: Record<string, string> = {
      'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["one/*"]}}}',
      'main.ts': '',
      'one/a.ts': '',
      'two/a.ts': '',
    };
    const { resolver, files } = resolverOf.world(texts);
    const first = resolver.forQuestion();
    expect(first('main.ts', '@/a')).toEqual(['one/a.ts']);
    texts['tsconfig.json'] = '{"compilerOptions": {"paths": {"@/*": ["two/*"]}}}';
    expect(first('main.ts', '@/a')).toEqual(['one/a.ts']);
    expect(files.asked.filter((path) => path === 'tsconfig.json')).toHaveLength(1);
    expect(resolver.forQuestion()('main.ts', '@/a')).toEqual(['two/a.ts']);
  });
});
