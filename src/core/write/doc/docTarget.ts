import type { Syntax } from '../../ports';
import { codeOnly } from '../../text/codeOnly';
import { indentationOf, lineEnd } from '../../text/lines';
import type { Span } from '../../text/lineSpan';
import { definitionAt, type DefinitionRequest } from '../definitionAt';
import { type DocForm, docFormOf, type DocStyle, docStyleOf } from './docStyle';
import { definitionStart, docAbove, docstringPlace } from './existingDoc';
import { type Signature, signatureIn } from './parameters';

/** A function or class, and where its documentation stands or belongs. */
export interface DocTarget {
  readonly kind: 'function' | 'class';
  readonly name: string;
  /** The definition with what belongs to it, without the documentation above it. */
  readonly code: string;
  /** Where `code` stands in the document. */
  readonly span: Span;
  readonly signature: Signature;
  readonly style: DocStyle;
  readonly form: DocForm;
  /** The documentation that is there, as it stands; empty without. */
  readonly existing: string;
  /** Whole lines that the new documentation replaces; empty where there is none yet. */
  readonly place: Span;
  readonly indentation: string;
}

/** `noStyle`: nobody knows how this language is documented; `oneLine`: the body has no line of its own for a docstring. */
export type NoDocTarget = 'noStyle' | 'noDefinition' | 'oneLine';

/** Finds what is to be documented: the definition that begins on the line of the cursor or below it, else the innermost named one around it. */
export async function chooseDocTarget(
  request: DefinitionRequest,
  syntax: Syntax,
  signal?: AbortSignal,
): Promise<DocTarget | NoDocTarget> {
  const { snapshot } = request;
  const { text, languageId } = snapshot;
  const style = docStyleOf(languageId, text);
  if (style === undefined) return 'noStyle';
  const found = await definitionAt(request, syntax, signal);
  if (found === undefined) return 'noDefinition';
  const start = definitionStart(text, found.start);
  const form = docFormOf(style, text);
  const code = text.slice(start, found.end);
  const signature = signatureIn(code, found.name, languageId);
  const span = { start, end: found.end };
  const base = { kind: found.kind, name: found.name, code, span, signature, style, form } as const;
  if (form.kind === 'docstring') {
    const masked = codeOnly(text, languageId) ?? text;
    const head = signature.end > 0 ? start + signature.end : behindName(masked, start, found.name);
    const place = docstringPlace(text, masked, head, found.end);
    if (place === undefined) return 'oneLine';
    const existing = text.slice(place.span.start, place.span.end);
    return { ...base, existing, place: place.span, indentation: place.indentation };
  }
  const place = docAbove(text, start, form) ?? { start, end: start };
  const indentation = indentationOf(text.slice(start, lineEnd(text, start)));
  return { ...base, existing: text.slice(place.start, place.end), place, indentation };
}

function behindName(masked: string, start: number, name: string): number {
  const at = masked.indexOf(name, start);
  return at === -1 ? start : at + name.length;
}
