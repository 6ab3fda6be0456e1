import type { StopVariable } from './debugStop';
import { type Dereference, dereferencesIn, expressionBefore } from './dereferences';
import { natureOf } from './shownValue';

/** What in the guilty line most likely is not what the code expects. */
interface Culprit {
  /** As it stands in the line. */
  readonly expression: string;
  /** Completes a sentence: `is undefined`, `has no key 'EUR'`. */
  readonly says: string;
}

interface Question {
  readonly message: string;
  readonly line: string;
  /** One-based. */
  readonly column: number | undefined;
  readonly variables: readonly StopVariable[];
}

type Rule = readonly [pattern: RegExp, find: (match: RegExpExecArray, question: Question) => Culprit | undefined];

const named = (expression: string | undefined, says: string): Culprit | undefined =>
  expression === undefined || expression === '' ? undefined : { expression, says };

/** What runtimes say of their most frequent errors. The first that matches and finds something counts. */
const rules: readonly Rule[] = [
  [
    /^Cannot destructure property .{1,80} of '(.+?)' as it is (undefined|null)/,
    ([, what, value]) => named(what, `is ${value}`),
  ],
  [
    /^Cannot (?:read|set) propert(?:y|ies)(?: '(.*?)')? of (undefined|null)(?: \((?:reading|setting) '(.*)'\))?/,
    ([, older, value, member], question) => named(holderOf(older ?? member ?? '', question), `is ${value}`),
  ],
  [
    /^(undefined|null) is not an object \(evaluating '(.+)'\)/,
    ([, value, code = '']) => named(dereferencesIn(code).at(-1)?.expression, `is ${value}`),
  ],
  [
    /^(.+) is not (a function|iterable|a constructor)\b/,
    ([, what = '', kind]) => named(valueless(what), `is not ${kind}`),
  ],
  [/^(?:name )?'?([\w$]+)'? is not defined/, ([, what]) => named(what, 'is not defined')],
  [/^(?:local variable|cannot access (?:local|free) variable) '(\w+)'/, ([, what]) => named(what, 'has no value yet')],
  [/^Cannot access '([\w$]+)' before initialization/, ([, what]) => named(what, 'is used before its declaration ran')],
  [
    /^'NoneType' object has no attribute '(\w+)'/,
    ([, member = ''], question) => named(holderOf(member, question), 'is None'),
  ],
  [
    /^'([\w.]+)' object has no attribute '(\w+)'/,
    ([, type, member = ''], question) => named(holderOf(member, question), `is a ${type}, which has no "${member}"`),
  ],
  [
    /^'NoneType' object is not (subscriptable|iterable|callable)/,
    (match, question) =>
      named(
        noneIn(question, match[1] === 'subscriptable' ? 'index' : match[1] === 'callable' ? 'call' : undefined),
        'is None',
      ),
  ],
  [
    /because (?:the return value of )?"(.+?)" is null/,
    ([, what = '']) => named(what.startsWith('<local') ? undefined : what, 'is null'),
  ],
  [
    /called `(?:Option|Result)::(?:unwrap|expect)(?:_err)?\(\)` on an? `(\w+)`/,
    ([, value], { line }) => named(unwrapped(line), `is ${value === 'None' ? 'None' : 'an error'}`),
  ],
  [
    /(?:nil pointer dereference|Object reference not set|NullPointerException|null pointer)/i,
    (_, question) => named(noneIn(question, undefined), 'is null'),
  ],
  [/unsupported operand type\(s\) .*'NoneType'/, (_, question) => named(noneIn(question, undefined, true), 'is None')],
  [
    /index out of range \[(-?\d+)\] with length (\d+)|[Ii]ndex (-?\d+) out of bounds for length (\d+)|the len is (\d+) but the index is (\d+)/,
    outOfBounds,
  ],
  [
    /(?:list|tuple|string|array|bytearray) index out of range|[Ii]ndex was out(?:side| of)/,
    (_, { line }) => named(theOnly(dereferencesIn(line), 'index')?.expression, 'is too short for this index'),
  ],
  [
    /(?:division|modulo) by zero|divide by zero|by zero$|remainder with a divisor of zero|divisor of zero/i,
    (_, question) => named(zeroDivisor(question), 'is 0'),
  ],
];

/** Quoted keys come without any other words: `KeyError: 'EUR'`. */
const keyRule: Rule = [
  /^('.*'|".*"|-?\d+|.{1,60})$/,
  ([key = ''], question) => {
    const indexed = dereferencesIn(question.line).filter(({ kind }) => kind === 'index');
    const asked = indexed.filter(({ member }) => sameText(valueOf(member, question.variables) ?? member, key));
    return named((asked.at(-1) ?? theOnly(indexed, 'index'))?.expression, `has no key ${key}`);
  },
];

/** Reads error and line alone; the values, where there are some, tell which of several expressions it is. */
export function findCulprit(kind: string, question: Question): Culprit | undefined {
  if (question.line === '') return undefined;
  const isKeyError = /(?:^|\.)Key(?:Error|NotFoundException)$/.test(kind);
  for (const [pattern, find] of isKeyError ? [keyRule] : rules) {
    const text = `${question.message}${/NullPointer|NullReference|SIGSEGV/.test(kind) ? ` NullPointerException` : ''}`;
    const match = pattern.exec(text.slice(0, 500));
    const culprit = match === null ? undefined : find(match, question);
    if (culprit !== undefined) return culprit;
  }
  return undefined;
}

/** What stands before `.member` or `["member"]`. V8 tells the column of the member. */
function holderOf(member: string, { line, column, variables }: Question): string | undefined {
  const all = dereferencesIn(line).filter(({ kind }) => kind !== 'call');
  const fits = all.filter((each) => each.member === member || unquoted(each.member) === member);
  const loose = fits.length > 0 ? fits : all.filter((each) => each.kind === 'index');
  const there = loose.find(({ at }) => column !== undefined && (at === column - 1 || at + 1 === column - 1));
  const none = loose.find(({ expression }) => natureOf(valueOf(expression, variables) ?? '') === 'none');
  return (there ?? none ?? (fits.length > 0 ? fits[0] : theOnly(loose, 'index')))?.expression;
}

/** The expression that is known to be null and reached through, else the only one of its kind. */
function noneIn(question: Question, kind: Dereference['kind'] | undefined, isOperand = false): string | undefined {
  const { line, variables } = question;
  const reached = dereferencesIn(line).filter((each) => kind === undefined || each.kind === kind);
  const isNone = (expression: string): boolean => natureOf(valueOf(expression, variables) ?? '') === 'none';
  const known = reached.find(({ expression }) => isNone(expression))?.expression;
  if (known !== undefined) return known;
  const inLine = variables.filter(({ name, value }) => natureOf(value) === 'none' && hasName(line, name));
  if (inLine.length === 1 && (isOperand || kind === undefined || kind === 'index')) return inLine[0]?.name;
  return kind === undefined || variables.length > 0 ? undefined : theOnly(reached, kind)?.expression;
}

function outOfBounds(match: RegExpExecArray, { line, variables }: Question): Culprit | undefined {
  const [, goIndex, goLength, javaIndex, javaLength, rustLength, rustIndex] = match;
  const [index, length] = [goIndex ?? javaIndex ?? rustIndex ?? '', goLength ?? javaLength ?? rustLength];
  const indexed = dereferencesIn(line).filter(({ kind }) => kind === 'index');
  const fits = indexed.filter(({ member }) => (valueOf(member, variables) ?? member) === index);
  const found = fits.length === 1 ? fits[0] : theOnly(indexed, 'index');
  return named(found?.expression, `has ${length} elements, but index ${index} was asked for`);
}

function unwrapped(line: string): string | undefined {
  const calls = dereferencesIn(line).filter(({ member }) => /^(?:unwrap|expect)/.test(member));
  return calls.length === 1 ? calls[0]?.expression : undefined;
}

function zeroDivisor({ line, variables }: Question): string | undefined {
  const divisors = [
    ...line.slice(0, 600).matchAll(/(?:\/\/?|%|\bdiv|\bmod)=?\s*((?:[\w$]+(?:\.|->))*[\w$]+(?:\([^()]*\))?)/g),
  ].map(([, name = '']) => name);
  const zero = divisors.find((name) => natureOf(valueOf(name, variables) ?? '') === 'empty');
  return zero ?? (divisors.length === 1 ? divisors[0] : undefined);
}

/** `undefined` is no name; a call of something is named by what is called. */
function valueless(what: string): string | undefined {
  if (/^(?:undefined|null|\(intermediate value\).*)$/.test(what)) return undefined;
  return expressionBefore(what, what.length) || what;
}

function valueOf(expression: string, variables: readonly StopVariable[]): string | undefined {
  return variables.find(({ name }) => name === expression)?.value;
}

export function hasName(line: string, name: string): boolean {
  for (let at = line.indexOf(name); at !== -1 && name !== ''; at = line.indexOf(name, at + name.length)) {
    const around = line.slice(Math.max(0, at - 1), at) + ' ' + line.slice(at + name.length, at + name.length + 1);
    if (!/[\p{ID_Continue}$]/u.test(around)) return true;
  }
  return false;
}

function theOnly(all: readonly Dereference[], kind: Dereference['kind']): Dereference | undefined {
  const fits = all.filter((each) => each.kind === kind);
  return fits.length === 1 ? fits[0] : undefined;
}

function sameText(a: string, b: string): boolean {
  return unquoted(a) === unquoted(b);
}

function unquoted(text: string): string {
  return /^(["'`]).*\1$/.test(text) ? text.slice(1, -1) : text;
}
