import { expect, it } from 'vitest';
import { lexicalFamilyOf } from '../../../../src/core/context/code/lexicalFamily';
import { languages } from '../../../../src/core/syntax/languages';

it('knows the family of every ending of every language', () => {
  for (const { extensions } of Object.values(languages)) {
    const families = extensions.map((extension) => lexicalFamilyOf(`lib/a.${extension}`));
    expect([extensions, families]).toEqual([extensions, families.map(() => families[0])]);
    expect([extensions, families[0]]).not.toEqual([extensions, 'other']);
  }
  expect(['config.ru', 'a.TSX', 'b.kts', 'c.hpp', 'd.txt', 'Makefile'].map(lexicalFamilyOf)).toEqual([
    'ruby',
    'script',
    'jvm',
    'c',
    'other',
    'other',
  ]);
});
