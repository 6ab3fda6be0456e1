/** How a language, or a file of it, writes the documentation of a function or class. */
export type DocStyle =
  | 'jsdoc'
  | 'tsdoc'
  | 'javadoc'
  | 'kdoc'
  | 'phpdoc'
  | 'doxygen'
  | 'godoc'
  | 'rustdoc'
  | 'xmldoc'
  | 'yard'
  | 'ldoc'
  | 'google'
  | 'numpy'
  | 'sphinx';

/** The comment around the text: one with stars, a sign before each line, or a string that is the first statement of the body. */
export type DocForm =
  { readonly kind: 'block' } | { readonly kind: 'lines'; readonly sign: string } | { readonly kind: 'docstring' };

const styles: Readonly<Record<string, DocStyle>> = {
  typescript: 'tsdoc',
  typescriptreact: 'tsdoc',
  javascript: 'jsdoc',
  javascriptreact: 'jsdoc',
  java: 'javadoc',
  kotlin: 'kdoc',
  php: 'phpdoc',
  c: 'doxygen',
  cpp: 'doxygen',
  go: 'godoc',
  rust: 'rustdoc',
  csharp: 'xmldoc',
  ruby: 'yard',
  lua: 'ldoc',
};

/** For people and for the model. */
const names: { readonly [S in DocStyle]: string } = {
  jsdoc: 'JSDoc comment',
  tsdoc: 'TSDoc comment',
  javadoc: 'Javadoc comment',
  kdoc: 'KDoc comment',
  phpdoc: 'PHPDoc comment',
  doxygen: 'Doxygen comment',
  godoc: 'Go doc comment',
  rustdoc: 'Rust doc comment',
  xmldoc: 'XML documentation comment',
  yard: 'YARD comment',
  ldoc: 'LDoc comment',
  google: 'docstring in Google style',
  numpy: 'docstring in NumPy style',
  sphinx: 'docstring in Sphinx style',
};

/** The style of a document: that of its language; in Python the one that most of the file's docstrings have, Google's where none has any. */
export function docStyleOf(languageId: string, text: string): DocStyle | undefined {
  if (languageId === 'python') return docstringStyle(text);
  return Object.hasOwn(styles, languageId) ? styles[languageId] : undefined;
}

export function docStyleName(style: DocStyle): string {
  return names[style];
}

/** @param text of the document: C may write its comments with `///` */
export function docFormOf(style: DocStyle, text: string): DocForm {
  switch (style) {
    case 'google':
    case 'numpy':
    case 'sphinx':
      return { kind: 'docstring' };
    case 'rustdoc':
    case 'xmldoc':
      return { kind: 'lines', sign: '///' };
    case 'godoc':
      return { kind: 'lines', sign: '//' };
    case 'yard':
      return { kind: 'lines', sign: '#' };
    case 'ldoc':
      return { kind: 'lines', sign: '---' };
    case 'doxygen':
      return count(text, /^[^\S\n]*\/\/\/(?!\/)/gm) > count(text, /^[^\S\n]*\/\*\*(?!\*)/gm)
        ? { kind: 'lines', sign: '///' }
        : { kind: 'block' };
    default:
      return { kind: 'block' };
  }
}

function docstringStyle(text: string): DocStyle {
  const google = count(text, /^[^\S\n]+(?:Args|Arguments|Returns|Raises|Yields):[^\S\n]*$/gm);
  const numpy = count(text, /^[^\S\n]+(?:Parameters|Returns|Raises|Yields)[^\S\n]*\r?\n[^\S\n]+-{4,}[^\S\n]*$/gm);
  const sphinx = count(text, /^[^\S\n]+:(?:param|returns?|raises?)\b[^:\n]*:/gm);
  if (numpy > google && numpy >= sphinx) return 'numpy';
  return sphinx > google ? 'sphinx' : 'google';
}

function count(text: string, pattern: RegExp): number {
  return (text.match(pattern) ?? []).length;
}
