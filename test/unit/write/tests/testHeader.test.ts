import { describe, expect, it } from 'vitest';
import type { FrameworkId } from '../../../../src/core/write/tests/frameworks';
import { headerFor } from '../../../../src/core/write/tests/headerFor';
import { splitImports, testFileText } from '../../../../src/core/write/tests/testText';
import { ProjectInMemory } from '../../../fakes/projectInMemory';

interface Case {
  readonly id: FrameworkId;
  readonly languageId: string;
  readonly path: string;
  readonly text: string;
  readonly entry: string;
  readonly test: string;
  /** What the model wrote. */
  readonly answer: string;
  readonly example?: string;
  readonly root?: string;
  readonly others?: Readonly<Record<string, string>>;
}

async function written(given: Case): Promise<string> {
  const { id, languageId, path, text, entry, test, answer, example = '', root = '', others = {} } = given;
  const header = await headerFor({
    snapshot: { uri: `file:///w/${path}`, path, repository: 'w', languageId, version: 1, text },
    subject: {
      kind: entry === 'Sum' ? 'class' : 'function',
      name: entry,
      containers: [],
      entry,
      code: text,
      span: { start: 0, end: text.length },
    },
    framework: { id, root, foundIn: '' },
    place: { path: test, taken: '', example: example === '' ? '' : test },
    example,
    files: new ProjectInMemory({ [path]: text, ...others }),
  });
  return typeof header === 'string' ? header : testFileText(header, splitImports(answer, languageId));
}

const ts = { languageId: 'typescript', path: 'src/sum.ts', entry: 'add', test: 'test/a/sum.test.ts' } as const;
const added = 'export function add(a: number, b: number) {}\nexport const zero = 0;\nexport interface Money {}\n';
const body = "it('adds', () => {\n  expect(add(zero, 1)).toBe(1);\n});";

describe('the imports of tests in TypeScript and JavaScript', () => {
  it.each<readonly [string, Partial<Case>, string]>([
    ['are added', {}, "import { expect, it } from 'vitest';\nimport { add, zero } from '../../src/sum';"],
    [
      'replace wrong ones and keep others',
      {
        answer: `import { add } from './sum.js';\nimport assert from 'assert';\nimport {\n  readFileSync,\n} from 'node:fs';\nimport { it, vi } from '@jest/globals';\nimport idle from './idle';\nimport { zero } from './zero';\n\n${body.replace('1))', 'readFileSync()))')}`,
      },
      "import { expect, it } from 'vitest';\nimport {\n  readFileSync,\n} from 'node:fs';\nimport { add, zero } from '../../src/sum';",
    ],
    ['are none of the framework where it needs none', { id: 'jest' }, "import { add, zero } from '../../src/sum';"],
    [
      'have the endings, quotes and semicolons of the tests that are there',
      { example: 'import { b } from "../../src/b.js"\n' },
      'import { expect, it } from "vitest"\nimport { add, zero } from "../../src/sum.js"',
    ],
    [
      'have the endings of the sources',
      { text: `import { b } from './b.ts';\n${added}` },
      "import { expect, it } from 'vitest';\nimport { add, zero } from '../../src/sum.ts';",
    ],
    [
      'have the endings that Node wants',
      { id: 'nodeTest', answer: "test('adds', () => {\n  assert.equal(add(0, 1), 1);\n});" },
      "import { test } from 'node:test';\nimport assert from 'node:assert/strict';\nimport { add } from '../../src/sum.ts';",
    ],
    [
      'of types are marked',
      { answer: "it('adds', () => {\n  const a: Money = expect(add(1, 2));\n});" },
      "import { expect, it } from 'vitest';\nimport { add, type Money } from '../../src/sum';",
    ],
    [
      'may be of the whole module',
      { answer: "import * as sum from '../sum';\nit('adds', () => {\n  expect(sum.add(1, 2)).toBe(3);\n});" },
      "import { expect, it } from 'vitest';\nimport * as sum from '../../src/sum';",
    ],
    [
      'are default ones where the source has that',
      { text: 'function add(a, b) {}\nexport default add;\nexport const zero = 0;\n' },
      "import { expect, it } from 'vitest';\nimport add, { zero } from '../../src/sum';",
    ],
    [
      'are by `require` where the source hands out by it',
      {
        id: 'mocha',
        languageId: 'javascript',
        path: 'src/sum.js',
        test: 'test/sum.test.js',
        text: 'function add() {}\nmodule.exports = { add, sub };\n',
        answer:
          "const { add } = require('./sum');\nconst assert = require('assert');\nit('adds', () => assert.equal(add(1, 2), 3));",
      },
      "const assert = require('node:assert/strict');\nconst { add } = require('../src/sum');",
    ],
    [
      'of modules keep the ending of JavaScript where Node reads it',
      {
        id: 'ava',
        languageId: 'javascript',
        path: 'src/sum.js',
        text: 'export { plus as add };\n',
        answer: "test('a', (t) => t.is(add(1, 2), 3));",
      },
      "import test from 'ava';\nimport { add } from '../../src/sum.js';",
    ],
  ])('%s', async (_title, change, expected) => {
    const text = await written({ ...ts, id: 'vitest', text: added, answer: body, ...change });
    expect(text.slice(0, text.indexOf('\n\n'))).toBe(expected);
  });

  it('are impossible for what is not exported', async () => {
    const text = '// export function add\nfunction add() {}\nexport { other };\n';
    expect(await written({ ...ts, id: 'vitest', text, answer: body })).toBe('notExported');
  });
});

describe('the imports of tests in Python', () => {
  const python = { id: 'pytest', languageId: 'python', entry: 'add', test: 'tests/test_sum.py' } as const;
  const code = 'ZERO = 0\n\ndef add(a, b):\n    return a + b\n';
  const plain = 'def test_add():\n    assert add(ZERO, 1) == 1';
  it.each<readonly [string, Partial<Case>, string]>([
    [
      'of a package',
      { path: 'src/shop/sum.py', others: { 'src/shop/__init__.py': '' } },
      'from shop.sum import add, ZERO',
    ],
    ['of a file at the root', { path: 'sum.py' }, 'from sum import add, ZERO'],
    ['of folders that are no packages', { path: 'shop/core/sum.py' }, 'from shop.core.sum import add, ZERO'],
    ['of `src` without packages', { path: 'src/shop/sum.py' }, 'from shop.sum import add, ZERO'],
    [
      'as the tests that are there',
      { path: 'backend/shop/sum.py', example: 'from shop.cart import Cart\n' },
      'from shop.sum import add, ZERO',
    ],
    ['of a folder whose name is none', { path: 'my-tools/sum.py' }, 'from sum import add, ZERO'],
    ['of a package itself', { path: 'shop/__init__.py' }, 'from shop import add, ZERO'],
    [
      'without wrong ones',
      {
        path: 'shop/sum.py',
        answer: `import pytest\nfrom sum import (\n    add,\n    sub,\n)\nimport os\n\n${plain}\n\n\ndef test_b():\n    with pytest.raises(ValueError):\n        add(os, 1)`,
      },
      'import pytest\nimport os\nfrom shop.sum import add, ZERO',
    ],
    [
      'by the name of the module',
      { path: 'shop/sum.py', answer: 'import sum\n\ndef test_add():\n    assert sum.add(1, 2) == 3' },
      'from shop import sum',
    ],
  ])('%s', async (_title, change, expected) => {
    const text = await written({ ...python, path: '', text: code, answer: plain, ...change });
    expect(text.slice(0, text.indexOf('\n\n'))).toBe(expected);
  });
});

describe('the head of tests in other languages', () => {
  it.each<readonly [string, Case, string]>([
    [
      'Go: the same package, and no import that is not used',
      {
        id: 'goTesting',
        languageId: 'go',
        path: 'sum/sum.go',
        text: 'package sum\n\nfunc Add() {}\n',
        entry: 'Add',
        test: 'sum/sum_test.go',
        answer:
          'package main\n\nimport (\n\t"fmt"\n\t"strings"\n\t"testing"\n)\n\nfunc TestAdd(t *testing.T) {\n\tt.Error(strings.ToUpper("x"))\n}',
      },
      'package sum\n\nimport (\n\t"strings"\n\t"testing"\n)\n\nfunc TestAdd(t *testing.T) {\n\tt.Error(strings.ToUpper("x"))\n}\n',
    ],
    [
      'Rust: from the library crate',
      {
        id: 'rustTest',
        languageId: 'rust',
        path: 'src/math/sum.rs',
        text: 'pub fn add() {}\n',
        entry: 'add',
        test: 'tests/sum.rs',
        others: { 'Cargo.toml': '[package]\nname = "my-shop"\n', 'src/lib.rs': '' },
        answer: 'use super::*;\nuse std::fs;\n\n#[test]\nfn adds() {}',
      },
      'use my_shop::math::sum::add;\nuse std::fs;\n\n#[test]\nfn adds() {}\n',
    ],
    [
      'Rust: nothing of a program',
      {
        id: 'rustTest',
        languageId: 'rust',
        path: 'src/main.rs',
        text: 'pub fn add() {}\n',
        entry: 'add',
        test: 'tests/main.rs',
        others: { 'Cargo.toml': '[package]\nname = "shop"\n' },
        answer: '',
      },
      'noLibrary',
    ],
    [
      'Java: the same package, and the version that the project has',
      {
        id: 'junit5',
        languageId: 'java',
        path: 'src/main/java/a/b/Sum.java',
        text: 'package a.b;\n\npublic class Sum {}\n',
        entry: 'Sum',
        test: 'src/test/java/a/b/SumTest.java',
        answer:
          'package x;\n\nimport org.junit.Test;\nimport static org.junit.Assert.*;\nimport java.util.List;\nimport x.Sum;\n\nclass SumTest {\n    @Test\n    void adds() { assertEquals(3, new Sum().add()); }\n}',
      },
      'package a.b;\n\nimport org.junit.jupiter.api.Test;\nimport static org.junit.jupiter.api.Assertions.*;\nimport java.util.List;\n\nclass SumTest {\n    @Test\n    void adds() { assertEquals(3, new Sum().add()); }\n}\n',
    ],
    [
      'Ruby: the helper of the project and the source',
      {
        id: 'rspec',
        languageId: 'ruby',
        path: 'lib/shop/sum.rb',
        text: 'class Sum\nend\n',
        entry: 'Sum',
        test: 'spec/shop/sum_spec.rb',
        others: { 'spec/spec_helper.rb': '' },
        answer: "require 'rspec'\nrequire 'sum'\nrequire 'json'\n\nRSpec.describe Sum do\nend",
      },
      "require 'spec_helper'\nrequire 'json'\nrequire_relative '../../lib/shop/sum'\n\nRSpec.describe Sum do\nend\n",
    ],
    [
      'PHP: the class by its name',
      {
        id: 'phpunit',
        languageId: 'php',
        path: 'src/Sum.php',
        text: '<?php\n\nnamespace Shop;\n\nclass Sum {}\n',
        entry: 'Sum',
        test: 'tests/SumTest.php',
        example: '<?php\n\nnamespace Shop\\Tests;\n',
        answer: '<?php\nuse PHPUnit\\Framework\\TestCase;\nuse App\\Sum;\n\nclass SumTest extends TestCase {}',
      },
      '<?php\n\nnamespace Shop\\Tests;\n\nuse PHPUnit\\Framework\\TestCase;\nuse Shop\\Sum;\n\nclass SumTest extends TestCase {}\n',
    ],
    [
      'C#: the namespace of the source',
      {
        id: 'xunit',
        languageId: 'csharp',
        path: 'Shop/Sum.cs',
        text: 'namespace Shop.Math;\n\npublic class Sum {}\n',
        entry: 'Sum',
        test: 'Shop.Tests/SumTests.cs',
        answer: 'using System;\nusing NUnit.Framework;\n\npublic class SumTests {}',
      },
      'using System;\nusing Xunit;\nusing Shop.Math;\n\npublic class SumTests {}\n',
    ],
    [
      'C++: the header beside the source',
      {
        id: 'gtest',
        languageId: 'cpp',
        path: 'src/sum.cpp',
        text: 'int add(int a, int b) {}\n',
        entry: 'add',
        test: 'tests/sum_test.cpp',
        others: { 'src/sum.hpp': '' },
        answer: '#include "gtest/gtest.h"\n#include "sum.hpp"\n#include <vector>\n\nTEST(Add, Adds) {}',
      },
      '#include <gtest/gtest.h>\n#include <vector>\n#include "../src/sum.hpp"\n\nTEST(Add, Adds) {}\n',
    ],
    [
      'C: no test without a header',
      {
        id: 'gtest',
        languageId: 'c',
        path: 'src/sum.c',
        text: 'int add(int a, int b) {}\n',
        entry: 'add',
        test: 'tests/sum_test.cpp',
        answer: '',
      },
      'noLibrary',
    ],
    [
      'Lua: the module under the name that the tests use',
      {
        id: 'busted',
        languageId: 'lua',
        path: 'src/shop/sum.lua',
        text: 'local M = {}\nfunction M.add() end\nreturn M\n',
        entry: 'add',
        test: 'spec/sum_spec.lua',
        answer: "local sum = require('sum')\n\nit('adds', function()\n  assert.equal(3, sum.add(1, 2))\nend)",
      },
      'local sum = require("shop.sum")\n\nit(\'adds\', function()\n  assert.equal(3, sum.add(1, 2))\nend)\n',
    ],
    [
      'Bash: the script beside the tests',
      {
        id: 'bats',
        languageId: 'shellscript',
        path: 'bin/sum.sh',
        text: 'add() { :; }\n',
        entry: 'add',
        test: 'test/sum.bats',
        answer: '#!/usr/bin/env bats\nload helper\nsource ./sum.sh\n\n@test "adds" {\n  run add 1 2\n}',
      },
      '#!/usr/bin/env bats\nload helper\nsource "$BATS_TEST_DIRNAME/../bin/sum.sh"\n\n@test "adds" {\n  run add 1 2\n}\n',
    ],
  ])('%s', async (_title, given, expected) => {
    expect(await written(given)).toBe(expected);
  });
});
