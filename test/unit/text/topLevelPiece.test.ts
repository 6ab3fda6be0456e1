import { describe, expect, it } from 'vitest';
import { topLevelPiece } from '../../../src/core/text/topLevelPiece';

/** The piece around the mark. */
function pieceOf(marked: string, maxChars = 1_000): string | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const piece = topLevelPiece(text, offset, maxChars);
  return piece && text.slice(piece.start, piece.end);
}

describe('the piece of a text around the cursor', () => {
  it('goes from one line at the left edge to the next', () => {
    expect(pieceOf('const a = 1;\nfunction f() {\n  a|b();\n}\n\nfunction g() {\n}\n')).toBe(
      'function f() {\n  ab();\n}\n\n',
    );
  });

  it('goes on over closers, comments, labels and preprocessor lines', () => {
    const piece = 'class A {\npublic:\n#ifdef X\n  void f|();\n#endif\n/* so\n * and so */\n};\n';
    expect(pieceOf(`int b;\n${piece}int c;\n`)).toBe(piece.replace('|', ''));
  });

  it('begins with the own line and ends with the text', () => {
    expect(pieceOf('a();\nb(|)')).toBe('b()');
    expect(pieceOf('|')).toBe('');
    expect(pieceOf('  deep|')).toBe('  deep');
    expect(pieceOf('a {\r\n  |b\r\n}\r\nc')).toBe('a {\r\n  b\r\n}\r\n');
  });

  it('is nothing where it would be too long', () => {
    expect(pieceOf(`f() {\n${'  a();\n'.repeat(30)}  |\n}\n`, 100)).toBeUndefined();
    expect(pieceOf(`f() {\n  |\n${'  a();\n'.repeat(30)}}\n`, 100)).toBeUndefined();
  });
});
