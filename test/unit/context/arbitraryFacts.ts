import fc from 'fast-check';
import type { Definition, FileFacts } from '../../../src/core/syntax/fileFacts';

const name = fc.constantFrom('total', 'Order', 'größe', '日本', 'x', 'constructor', '__proto__', '😀', '');
const text = fc.oneof(name, fc.string({ unit: 'grapheme', maxLength: 40 }));
const span = fc.tuple(fc.nat(600_000), fc.nat(9_000)).map(([start, length]) => ({ start, end: start + length }));

const definition: fc.Arbitrary<Definition> = fc
  .record({
    name,
    kind: fc.constantFrom('function', 'method', 'class', 'type', 'macro'),
    container: fc.oneof(fc.constantFrom('', 'Order', 'Order.x', 'total'), text),
    signature: fc.oneof(
      text,
      name.map((each) => `export function ${each}(a)`),
    ),
    doc: text,
    exported: fc.boolean(),
    span,
  })
  .map(({ span: { start, end }, ...rest }) => ({ ...rest, kind: rest.kind, start, end }));

/** Facts as strange as the types allow. */
export const arbitraryFacts: fc.Arbitrary<FileFacts> = fc.record({
  definitions: fc.array(definition, { maxLength: 12 }),
  imports: fc.array(
    fc
      .record({ name, imported: fc.oneof(name, fc.constant('*')), module: fc.constantFrom('', './a', 'os.path'), span })
      .map(({ span: { start, end }, ...rest }) => ({ ...rest, start, end })),
    { maxLength: 6 },
  ),
  reExports: fc.array(fc.record({ name, imported: name, module: text }), { maxLength: 4 }),
});

/** Facts with one function of each name, and imports of others. */
export function factsOf(defined: readonly string[], imported: readonly string[] = []): FileFacts {
  return {
    definitions: defined.map((each, index) => ({
      name: each,
      kind: 'function',
      container: '',
      signature: `export function ${each}()`,
      doc: '',
      start: 30 * index,
      end: 30 * index + 20,
      exported: true,
    })),
    imports: imported.map((each) => ({ name: each, imported: each, module: './m', start: 0, end: 10 })),
    reExports: [],
  };
}
