import type { FunctionParameter } from './programFunctions';

export interface DrawnValuesParts {
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
  readonly code: string;
  readonly text: string;
  readonly family: 'script' | 'python';
}

const plainWords = [
  '',
  'a',
  'b',
  'abc',
  'Hello World',
  'a_b-c',
  '12',
  '3.5',
  '-1',
  ' x ',
  '2024-02-29',
  'a.b.c',
  'A1',
  '%',
  'null',
];
const plainNumbers = ['0', '1', '2', '3', '5', '10', '-1', '0.5', '7', '100'];
/** Methods of texts and of lists tell what a value without a type is. */
const textMembers =
  /^(?:toLowerCase|toUpperCase|trim|startsWith|endsWith|split|replace|replaceAll|charAt|charCodeAt|match|padStart|padEnd|lower|upper|strip|startswith|endswith|find|encode|isdigit|isalpha|substring|codePointAt)$/;
const listMembers =
  /^(?:map|filter|push|pop|shift|forEach|some|every|reduce|join|length|slice|concat|flatMap|sort|reverse|append|extend|entries|at|find|findIndex|includes|indexOf)$/;
const maxDepth = 3;

/** Draws values as expressions of a language. */
export class DrawnValues {
  readonly #random: () => number;
  readonly #code: string;
  readonly #isPython: boolean;
  readonly #words: readonly string[];
  readonly #numbers: readonly string[];

  constructor({ random, code, text, family }: DrawnValuesParts) {
    this.#random = random;
    this.#code = code;
    this.#isPython = family === 'python';
    const own = stringsIn(code);
    // What the function itself compares with leads furthest.
    this.#words = [...own, ...own, ...stringsIn(text).slice(0, 30), ...plainWords];
    this.#numbers = [...(code.match(/(?<![\w.$])\d{1,5}(?:\.\d{1,3})?(?![\w.])/g) ?? []), ...plainNumbers];
  }

  of({ name, type, parts }: FunctionParameter): string {
    if (type !== '' && !/^(?:object|any|Any|unknown|\*)$/i.test(type)) return this.#typed(type, name, 0);
    if (parts.length === 0) return this.#untyped(name, 0);
    return this.#object(
      parts.map((part) => [
        part.name,
        part.type === '' ? this.#untyped(part.name, 1) : this.#typed(part.type, part.name, 1),
      ]),
    );
  }

  #typed(written: string, name: string, depth: number): string {
    const type = withoutBrackets(
      written
        .trim()
        .replace(/^readonly\s+/, '')
        .replace(/[?=!]+$/, '')
        .replace(/^[?!]/, ''),
    );
    const union = splitTop(type, '|');
    if (union.length > 1) return this.#typed(this.#pick(union), name, depth);
    if (/^(['"`]).*\1$|^-?\d+(?:\.\d+)?$/.test(type)) return type;
    if (/=>|^(?:Function|Callable\b)/.test(type))
      return this.#isPython ? '(lambda *a: a[0] if a else None)' : '((x) => x)';
    const plain = this.#plain(type);
    if (plain !== undefined) return plain;
    if (depth >= maxDepth) return this.#none();
    if (/^\{.*\}$/s.test(type))
      return this.#object(fieldsOf(type).map(([key, each]) => [key, this.#typed(each, key, depth + 1)]));
    const element = /^(.*)\[\]$/s.exec(type)?.[1];
    if (element !== undefined) return this.#list(() => this.#typed(element, name, depth + 1));
    const [, outer = '', inner = ''] = /^([\w.]+)[<[](.*)[>\]]$/s.exec(type) ?? [];
    return outer === '' ? this.#untyped(name, depth) : this.#generic(outer, inner, { name, depth });
  }

  #plain(type: string): string | undefined {
    switch (type.toLowerCase()) {
      case 'string':
      case 'str':
        return this.#word();
      case 'number':
      case 'int':
      case 'float':
        return this.#number();
      case 'bigint':
        return this.#isPython ? this.#number() : `${Math.floor(this.#random() * 20)}n`;
      case 'boolean':
      case 'bool':
        return this.#truth();
      case 'null':
      case 'undefined':
      case 'none':
      case 'void':
        return this.#isPython ? 'None' : type === 'null' ? 'null' : 'undefined';
      case 'date':
        return `new Date(${Math.floor(this.#random() * 2e12)})`;
      default:
        return undefined;
    }
  }

  #generic(outer: string, inner: string, { name, depth }: { readonly name: string; readonly depth: number }): string {
    const [first = '', second = first] = splitTop(inner, ',');
    const value = (type: string): string => this.#typed(type, name, depth + 1);
    if (/^(?:Promise|Awaitable|Partial|Readonly|Required|Optional|NonNullable)$/.test(outer)) {
      if (outer === 'Optional' && this.#random() < 0.25) return 'None';
      return outer === 'Promise' ? `Promise.resolve(${value(first)})` : value(first);
    }
    if (outer === 'Union' || outer === 'Literal') return value(this.#pick(splitTop(inner, ',')));
    const list = (): string => this.#list(() => value(first));
    if (/^(?:Set|ReadonlySet|set|frozenset)$/.test(outer))
      return this.#isPython ? `set(${list()})` : `new Set(${list()})`;
    if (/^(?:Array|ReadonlyArray|Iterable|List|list|Sequence|Collection|Tuple|tuple|ArrayLike)$/.test(outer))
      return list();
    const keys = ['a', 'b', 'name'].slice(0, Math.floor(this.#random() * 4));
    const object = (): string => this.#object(keys.map((key) => [key, value(second)]));
    if (/^(?:Record|Dict|dict|Mapping)$/.test(outer)) return object();
    if (/^(?:Map|ReadonlyMap)$/.test(outer)) return `new Map(Object.entries(${object()}))`;
    return this.#untyped(name, depth);
  }

  /** By what the function does with it. */
  #untyped(name: string, depth: number): string {
    const members = new Set(
      name === ''
        ? []
        : [
            ...this.#code.matchAll(new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\??\\.([A-Za-z_]\\w*)`, 'g')),
          ].map((match) => match[1] ?? ''),
    );
    const fields = [...members].filter((each) => !textMembers.test(each) && !listMembers.test(each) && each !== 'get');
    if (fields.length > 0 && depth < maxDepth && !this.#isPython && this.#random() < 0.9)
      return this.#object(fields.map((key) => [key, this.#untyped(key, depth + 1)]));
    if ([...members].some((each) => textMembers.test(each))) return this.#word();
    const isList = [...members].some((each) => listMembers.test(each)) || /s$|list|array/i.test(name);
    const draw = this.#random();
    if (depth < maxDepth && (isList ? draw < 0.8 : draw < 0.12))
      return this.#list(() => (this.#random() < 0.5 ? this.#number() : this.#word()));
    if (draw < 0.5) return this.#word();
    if (draw < 0.85) return this.#number();
    return draw < 0.94 ? this.#truth() : this.#none();
  }

  #list(element: () => string): string {
    return `[${Array.from({ length: Math.floor(this.#random() * 5) }, element).join(', ')}]`;
  }

  #object(fields: readonly (readonly [string, string])[]): string {
    return `{${fields.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(', ')}}`;
  }

  #word(): string {
    return JSON.stringify(this.#pick(this.#words));
  }

  #number(): string {
    return this.#pick(this.#numbers);
  }

  #truth(): string {
    const yes = this.#random() < 0.5;
    return this.#isPython ? (yes ? 'True' : 'False') : `${yes}`;
  }

  #none(): string {
    return this.#isPython ? 'None' : this.#random() < 0.5 ? 'null' : 'undefined';
  }

  #pick(from: readonly string[]): string {
    return from[Math.floor(this.#random() * from.length)] ?? '';
  }
}

function stringsIn(code: string): string[] {
  const found = [...code.matchAll(/'([^'\\\n]{0,30})'|"([^"\\\n]{0,30})"/g)].map((match) => match[1] ?? match[2] ?? '');
  return [...new Set(found)];
}

/** `(A | B)` is `A | B`. */
function withoutBrackets(type: string): string {
  return /^\((?:[^()]|\([^()]*\))*\)$/.test(type) ? withoutBrackets(type.slice(1, -1).trim()) : type;
}

/** Parts between signs that stand in no brackets and no quotes. */
function splitTop(text: string, sign: string): string[] {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (const [at, char] of [...text].entries()) {
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (/["'`]/.test(char)) quote = char;
    else if ('([{<'.includes(char)) depth++;
    else if (')]}'.includes(char) || (char === '>' && text[at - 1] !== '=')) depth--;
    if (char === sign && depth === 0 && quote === '') parts.push('');
    else parts.push((parts.pop() ?? '') + char);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Of `{ a: string; b?: number }`. */
function fieldsOf(type: string): [string, string][] {
  return splitTop(type.slice(1, -1).replaceAll(';', ','), ',').flatMap((field): [string, string][] => {
    const [, key, value] = /^(?:readonly\s+)?['"]?([\w$]+)['"]?\??\s*:\s*(.+)$/s.exec(field) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
}
