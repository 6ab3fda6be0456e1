import type { RelatedError, StopVariable } from './debugStop';
import type { TraceFrame } from './stackTrace';

/**
 * What a debug adapter answers, in the words of the Debug Adapter Protocol (https://microsoft.github.io/debug-adapter-protocol/specification).
 * Adapters leave things out and add others, so every field is looked at before it is believed; nothing here throws.
 */
export interface AdapterFrame extends TraceFrame {
  readonly id: number;
}

export interface AdapterVariable {
  readonly name: string;
  readonly value: string;
  readonly type: string;
  /** 0 = it has no parts. */
  readonly reference: number;
  /** Its value is only found out by a request of its own, which may run code of the program. */
  readonly isLazy: boolean;
}

interface AdapterScope {
  readonly reference: number;
  readonly role: StopVariable['role'];
}

interface AdapterException {
  readonly kind: string;
  readonly message: string;
  readonly related: readonly RelatedError[];
}

/** Longer ones are cut before anything else is done with them. */
const maxTextChars = 4_000;
const maxScopes = 4;
const maxInner = 4;
const signalName = /\bSIG[A-Z]{2,8}\b/;
/** Groups that debugpy and others put among the variables. */
const groupName = /^(?:special|function|class|return|protected|private) (?:variables|values|attributes)$|^\(return\)/i;

/** Frames with a line, innermost first; separators of asynchronous calls and frames without a file are left out. */
export function readFrames(body: unknown): readonly AdapterFrame[] {
  return listOf(body, 'stackFrames').flatMap((frame): readonly AdapterFrame[] => {
    const id = numberOf(frame, 'id');
    const line = numberOf(frame, 'line') ?? 0;
    const source = frame['source'];
    const path = isRecord(source) ? textOf(source, 'path') || nameOfMemory(source) : '';
    if (id === undefined || line < 1 || frame['presentationHint'] === 'label') return [];
    const column = numberOf(frame, 'column') ?? 0;
    return [{ id, line, path, functionName: textOf(frame, 'name'), ...(column > 0 ? { column } : {}) }];
  });
}

/** The scopes that hold arguments and locals, at most four; never those that are expensive to read. */
export function readScopes(body: unknown): readonly AdapterScope[] {
  const scopes = listOf(body, 'scopes').flatMap((scope): readonly AdapterScope[] => {
    const reference = numberOf(scope, 'variablesReference') ?? 0;
    const hint = textOf(scope, 'presentationHint');
    const name = textOf(scope, 'name');
    if (reference <= 0 || scope['expensive'] === true) return [];
    if (hint === 'arguments' || /^arg/i.test(name)) return [{ reference, role: 'argument' }];
    const isLocal = hint === 'locals' || /^(?:local|block|catch|with|closure|parameters)/i.test(name);
    return isLocal ? [{ reference, role: 'local' }] : [];
  });
  return scopes.slice(0, maxScopes);
}

/** All variables of an answer that have a value by themselves. */
export function readVariables(body: unknown): readonly AdapterVariable[] {
  return listOf(body, 'variables').flatMap((variable): readonly AdapterVariable[] => {
    const name = textOf(variable, 'name');
    const hint = variable['presentationHint'];
    if (name === '' || groupName.test(name) || (isRecord(hint) && hint['kind'] === 'virtual')) return [];
    return [
      {
        name,
        value: textOf(variable, 'value'),
        type: textOf(variable, 'type'),
        reference: numberOf(variable, 'variablesReference') ?? 0,
        isLazy: isRecord(hint) && hint['lazy'] === true,
      },
    ];
  });
}

/** What `exceptionInfo` says; undefined when it says nothing of use. */
export function readException(body: unknown): AdapterException | undefined {
  if (!isRecord(body)) return undefined;
  const details = isRecord(body['details']) ? body['details'] : {};
  const named = textOf(details, 'typeName') || textOf(body, 'exceptionId') || textOf(details, 'fullTypeName');
  const explained = textOf(details, 'message') || textOf(body, 'description');
  // js-debug has no other place for the message than the id: `TypeError: Cannot read …`.
  const isWhole = explained === '' && /^[\w$.]+: /.test(named);
  const [kind, said] = isWhole ? ['', named] : [named, explained];
  if (kind === '' && said === '') return undefined;
  const related = innerErrors(details).map((error): RelatedError => ({ relation: 'cause', ...error }));
  return { ...plainError(kind, said), related };
}

/**
 * What the event `stopped` itself says, for adapters without `exceptionInfo`.
 * @returns undefined for a stop that is neither an exception nor a signal: a breakpoint, a step, a pause
 */
export function readStopped(
  body: unknown,
): { readonly threadId: number; readonly kind: string; readonly message: string } | undefined {
  if (!isRecord(body)) return undefined;
  const [reason, description, text] = ['reason', 'description', 'text'].map((key) => textOf(body, key));
  const signal = signalName.exec(`${text} ${description} ${reason}`)?.[0];
  if (reason !== 'exception' && reason !== 'signal' && signal === undefined) return undefined;
  const said = text || (/^paused on/i.test(description ?? '') ? '' : (description ?? ''));
  const named = /^([A-Za-z_][\w.:]*(?:Error|Exception))\b:?\s*/.exec(said);
  const kind = signal ?? named?.[1] ?? '';
  return { threadId: numberOf(body, 'threadId') ?? 0, ...plainError(kind, said) };
}

/** A message without the type in front of it and without the stack that some adapters put behind it. */
function plainError(kind: string, said: string): { readonly kind: string; readonly message: string } {
  const lines = said.split('\n');
  const stack = lines.findIndex((line, index) => index > 0 && /^\s+at /.test(line));
  const message = (stack === -1 ? lines : lines.slice(0, stack)).join('\n').trim();
  const bare = message.replace(/^Uncaught (?:\(in promise\) )?/, '');
  const typed = /^([A-Z][\w$]*(?:Error|Exception)): /.exec(bare);
  // js-debug calls every error "Error" where the message knows better.
  const best =
    typed !== null && (kind === '' || kind === 'Error' || kind === 'all' || kind === 'uncaught')
      ? (typed[1] ?? kind)
      : kind;
  return { kind: best, message: bare.startsWith(`${best}: `) ? bare.slice(best.length + 2) : bare };
}

function innerErrors(details: Record<string, unknown>): readonly { readonly kind: string; readonly message: string }[] {
  const errors: { readonly kind: string; readonly message: string }[] = [];
  let [inner] = listOf(details, 'innerException');
  while (inner !== undefined && errors.length < maxInner) {
    errors.push(plainError(textOf(inner, 'typeName') || textOf(inner, 'fullTypeName'), textOf(inner, 'message')));
    [inner] = listOf(inner, 'innerException');
  }
  return errors;
}

/** Code that is no file is called in a way that no path has. */
function nameOfMemory(source: Record<string, unknown>): string {
  const name = textOf(source, 'name');
  return name === '' ? '' : `<${name}>`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function listOf(value: unknown, key: string): readonly Record<string, unknown>[] {
  const list = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function textOf(value: Record<string, unknown>, key: string): string {
  const text = value[key];
  return typeof text === 'string' ? text.slice(0, maxTextChars) : '';
}

function numberOf(value: Record<string, unknown>, key: string): number | undefined {
  const number = value[key];
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
