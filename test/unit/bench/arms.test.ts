import { describe, expect, it } from 'vitest';
import { armOf, usesContext } from '../../../src/core/bench/arms';
import { defaultRecipe, indexSourcesOf, noContextRecipe } from '../../../src/core/context/choose/recipe';

describe('armOf', () => {
  it('knows the two that need no explanation', () => {
    expect(armOf('none')).toEqual({ name: 'none', recipe: noContextRecipe });
    expect(armOf('plain')).toEqual({ name: 'plain', recipe: noContextRecipe, order: 'plain' });
    expect(armOf('context')).toEqual({ name: 'context', recipe: defaultRecipe });
  });

  it('switches on just the sources that are named', () => {
    const arm = armOf('usages+signatures');
    expect(arm === undefined ? [] : indexSourcesOf(arm.recipe).sort()).toEqual(['definitions', 'imports', 'usages']);
    expect(arm?.recipe.weights.usages).toBe(defaultRecipe.weights.usages);
  });

  it('puts lines that were typed since into the middle part', () => {
    expect(armOf('lines8')).toEqual({ name: 'lines8', recipe: noContextRecipe, linesInMiddle: 8 });
  });

  it('places context elsewhere', () => {
    const signatures = armOf('signatures');
    expect(armOf('signatures@file')).toEqual({ ...signatures, name: 'signatures@file', comments: 'file' });
    expect(armOf('signatures@cursor')).toEqual({ ...signatures, name: 'signatures@cursor', comments: 'cursor' });
    expect(armOf('context@first')?.recipe).toEqual({ ...defaultRecipe, best: 'first' });
  });

  it.each([
    'lines',
    'lines0',
    'lines100',
    'lines-1',
    'nothing',
    'usages+',
    '',
    'constructor',
    'usages,imports',
    'none@file',
    '@file',
    'usages@',
    'usages@first@file',
  ])('refuses %j', (name) => {
    expect(armOf(name)).toBeUndefined();
  });

  it('tells who asks for context', () => {
    expect(
      ['none', 'context', 'usages'].map((name) => usesContext(armOf(name) ?? { name, recipe: noContextRecipe })),
    ).toEqual([false, true, true]);
  });
});
