import { wrapLine } from '../../text/wrapLine';
import { type DocToRender, entryRows, paragraphRows } from './docLayout';
import { docstringRows } from './docstringRows';
import type { DocStyle } from './docStyle';
import type { DocEntry } from './docText';

/** The rows of a documentation, without the signs of the comment around it. */
export function docRows(order: DocToRender): readonly string[] {
  switch (order.style) {
    case 'google':
    case 'numpy':
    case 'sphinx':
      return docstringRows(order);
    case 'xmldoc':
      return xmlRows(order);
    case 'godoc':
      return goRows(order);
    case 'rustdoc':
      return rustRows(order);
    default:
      return tagRows(order);
  }
}

type TagStyle = Exclude<DocStyle, 'google' | 'numpy' | 'sphinx' | 'xmldoc' | 'godoc' | 'rustdoc'>;

const tagForms: {
  readonly [S in TagStyle]: {
    readonly parameter: (name: string) => string;
    readonly typeParameter: (name: string) => string;
    readonly returns: string;
    readonly throws: (name: string) => string;
  };
} = {
  jsdoc: {
    parameter: (name) => `@param ${name} - `,
    typeParameter: (name) => `@template ${name} - `,
    returns: '@returns ',
    throws: (name) => (name === '' ? '@throws ' : `@throws {${name}} `),
  },
  tsdoc: {
    parameter: (name) => `@param ${name} - `,
    typeParameter: (name) => `@typeParam ${name} - `,
    returns: '@returns ',
    throws: (name) => `@throws ${name === '' ? '' : `${name} `}`,
  },
  javadoc: plainTags((name) => `@param <${name}> `),
  kdoc: plainTags((name) => `@param ${name} `),
  doxygen: plainTags((name) => `@tparam ${name} `),
  phpdoc: { ...plainTags((name) => `@template ${name} `), parameter: (name) => `@param $${name} ` },
  yard: {
    ...plainTags((name) => `@param ${name} `),
    throws: (name) => `@raise ${name === '' ? '' : `[${name}] `}`,
  },
  ldoc: { ...plainTags((name) => `@param ${name} `), throws: () => '@raise ' },
};

function plainTags(typeParameter: (name: string) => string) {
  return {
    parameter: (name: string) => `@param ${name} `,
    typeParameter,
    returns: '@return ',
    throws: (name: string) => `@throws ${name === '' ? '' : `${name} `}`,
  };
}

function tagRows({ doc, style, columns }: DocToRender): readonly string[] {
  const form = tagForms[style as TagStyle];
  const rows = (head: string, { text }: Pick<DocEntry, 'text'>): readonly string[] =>
    entryRows(head, text, columns, '  ');
  const tags = [
    ...doc.typeParameters.flatMap((entry) => rows(form.typeParameter(entry.name), entry)),
    ...doc.parameters.flatMap((entry) => rows(form.parameter(entry.name), entry)),
    ...(doc.returns === '' ? [] : rows(form.returns, { text: doc.returns })),
    ...doc.throws.flatMap((entry) => rows(form.throws(entry.name), entry)),
    ...doc.tags.flatMap((tag) => tag.split('\n')),
  ];
  const text = paragraphRows(doc.paragraphs, columns);
  return text.length > 0 && tags.length > 0 ? [...text, '', ...tags] : [...text, ...tags];
}

function xmlRows({ doc, columns }: DocToRender): readonly string[] {
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const named = (text: string): string => escaped(text).replaceAll('"', '&quot;');
  const element = (open: string, text: string): readonly string[] => {
    const close = `</${/^\w+/.exec(open)?.[0] ?? ''}>`;
    return entryRows(`<${open}>`, `${escaped(text)}${close}`, columns, '');
  };
  const [summary = '', ...rest] = doc.paragraphs;
  return [
    '<summary>',
    ...wrapLine(escaped(summary), columns),
    '</summary>',
    ...doc.typeParameters.flatMap(({ name, text }) => element(`typeparam name="${named(name)}"`, text)),
    ...doc.parameters.flatMap(({ name, text }) => element(`param name="${named(name)}"`, text)),
    ...(doc.returns === '' ? [] : element('returns', doc.returns)),
    ...doc.throws.flatMap(({ name, text }) => (name === '' ? [] : element(`exception cref="${named(name)}"`, text))),
    ...(rest.length === 0 ? [] : ['<remarks>', ...paragraphRows(rest.map(escaped), columns), '</remarks>']),
  ];
}

/** Go has no tags: the text begins with the name and tells the rest in sentences. */
function goRows({ doc, name, columns }: DocToRender): readonly string[] {
  const [summary = '', ...rest] = doc.paragraphs;
  const plain = summary.replace(/^(?:this|the)\s+(?:function|method|type|struct|interface)\s+/i, '');
  const begins = new RegExp(`^\`?${name.replace(/[^\w]/g, '')}\`?\\b\\s*[-:]?\\s*`).exec(plain);
  const said = begins === null ? decapitalized(plain) : plain.slice(begins[0].length);
  const all = [`${name} ${said}`.trim(), ...rest];
  const returns = doc.returns !== '' && !all.some((text) => /\breturns?\b/i.test(text));
  return paragraphRows(returns ? [...all, `It returns ${decapitalized(doc.returns)}`] : all, columns);
}

function rustRows({ doc, returnType, columns }: DocToRender): readonly string[] {
  const section = (title: string, rows: readonly string[]): readonly string[] =>
    rows.length === 0 ? [] : ['', `# ${title}`, '', ...rows];
  const item = ({ name, text }: DocEntry): readonly string[] => entryRows(`* \`${name}\` - `, text, columns, '  ');
  const failures = doc.throws.flatMap(({ name, text }) =>
    wrapLine(name === '' ? text : `\`${name}\`: ${text}`, columns),
  );
  const mayFail = /\bResult\b/.test(returnType);
  return [
    ...paragraphRows(doc.paragraphs, columns),
    ...section('Arguments', doc.parameters.flatMap(item)),
    ...section('Returns', doc.returns === '' ? [] : wrapLine(doc.returns, columns)),
    ...section(mayFail ? 'Errors' : 'Panics', failures),
  ];
}

function decapitalized(text: string): string {
  return text.replace(/^\p{Lu}(?=\p{Ll})/u, (char) => char.toLowerCase());
}
