import type { ExplainDepth } from '../../../protocol/panel';
import { wholeLines } from '../../text/lineSpan';
import type { ParsedDocument } from '../../syntax/trees';
import { calledFunctions } from '../calls/calledFunctions';
import type { KnownCall } from '../calls/knownCalls';
import type { ExplainItem } from './explainItem';
import { signatureLine } from './signatureLine';

/** A function that can be written again and called. */
export interface RoundTripFunction {
  /** Of its whole lines, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly signature: string;
  /** Calls of it to be tried. */
  readonly calls: readonly string[];
}

/** An item whose function is written again from its explanation. */
export interface RoundTripItem {
  readonly item: ExplainItem;
  /** All of the code that the model sees then. */
  readonly signature: string;
  readonly known: readonly KnownCall[];
}

/** What a function is written from: the explanation at a depth, or for comparison nothing but its signature. */
export type RoundTripSource = ExplainDepth | 'signature';

/** The functions of a file that other files can call, with calls that the salt decides. None for a file that does not parse. */
export function roundTripFunctions(document: ParsedDocument, salt: string): RoundTripFunction[] {
  return calledFunctions(document, salt).flatMap(({ node, name, calls }) => {
    const signature = calls.length === 0 ? undefined : signatureLine(node, name, document.text);
    if (signature === undefined) return [];
    return [{ ...wholeLines(document.text, { start: node.startIndex, end: node.endIndex }), signature, calls }];
  });
}
