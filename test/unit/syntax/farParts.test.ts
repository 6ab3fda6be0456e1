import { describe, expect, it } from 'vitest';
import { Parser } from 'web-tree-sitter';
import { farParts } from '../../../src/core/syntax/farParts';
import { FoldedText } from '../../../src/core/syntax/foldedText';
import { createGrammars } from '../../cases/syntax/grammarFiles';
import { longFiles, longText } from './longFiles';

const grammars = createGrammars();

async function fold(
  languageId: string,
  text: string,
  offset: number,
): Promise<{ folded: FoldedText; errors: boolean }> {
  const { language } = (await grammars.load(languageId)) ?? {};
  const parser = new Parser().setLanguage(language ?? null);
  const tree = parser.parse(text);
  if (tree === null) throw new Error('no tree');
  const folded = FoldedText.without(text, farParts(tree.rootNode, text, offset));
  const small = parser.parse(folded.text);
  const errors = small?.rootNode.hasError ?? true;
  for (const each of [tree, small, parser]) each?.delete();
  return { folded, errors };
}

describe('farParts', () => {
  it.each(Object.keys(longFiles))('leaves most of a long file out, without an error: %s', async (name) => {
    const file = longFiles[name];
    if (file === undefined) throw new Error('no file');
    const { text, start } = longText(file, 400);
    for (const offset of [0, file.head.length, start, text.length]) {
      const { folded, errors } = await fold(name.split(' ')[0] as string, text, offset);
      expect(folded.text.length, `${name} at ${offset} of ${text.length}`).toBeLessThan(14_000);
      expect(errors).toBe(false);
      expect(folded.covers(offset, offset, 1_500)).toBe(true);
    }
  });

  it('keeps head and end of every node around the place', async () => {
    const { text, start } = longText(longFiles['csharp'] as (typeof longFiles)[string], 300);
    const { folded } = await fold('csharp', text, start);
    expect(folded.text).toContain('namespace Shop\n{\n  public class Orders : Store\n  {\n');
    expect(folded.text.endsWith('  }\n}\n')).toBe(true);
  });

  it('keeps the beginning of a block that no bracket opens', async () => {
    const { text, start } = longText(longFiles['python class'] as (typeof longFiles)[string], 300);
    const { folded } = await fold('python', text, start);
    expect(folded.text).toContain('class Orders(Store):\n    """Keeps orders."""\n');
    expect(folded.text).toContain('    def add299(self');
  });

  it('folds what is long beside the place, and leaves out nothing where lines do not repeat', async () => {
    const long = (name: string): string => `function ${name}() {\n${'  call(1);\n'.repeat(3_000)}}\n`;
    const text = `${long('a')}\nlet b;\n\n${long('c')}`;
    const { folded, errors } = await fold('typescript', text, text.indexOf('let b'));
    expect(folded.text.length).toBeLessThan(10_000);
    expect(folded.text).toContain('function a() {\n');
    expect(folded.text).toContain('let b;');
    expect(errors).toBe(false);
    const oneLine = 'call(1);'.repeat(5_000);
    expect((await fold('typescript', oneLine, 20_000)).folded.text).toBe(oneLine);
  });
});
