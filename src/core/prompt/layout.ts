import type { CompletionPrompt, ContextPiece, PromptFit } from '../../protocol/engine';
import type { Tokenizer } from './tokenizer';

/**
 * Tokens of the parts that stand before the text around the cursor. With markers for repositories and files this is the format that
 * such models are trained on (Qwen2.5-Coder technical report, section 3.2): repository name, other files, path of this file.
 * Without these markers there is no place for other files and everything here is empty.
 */
export function repositoryTokens(tokenizer: Tokenizer, repository: string): readonly number[] {
  const { markers } = tokenizer;
  if (markers.repository === undefined || markers.file === undefined || repository === '') return [];
  return [markers.repository, ...tokenizer.tokenize(`${wellFormed(repository)}\n`)];
}

/** Another file's excerpt with its path. */
export function pieceTokens(tokenizer: Tokenizer, piece: ContextPiece): readonly number[] {
  const text = wellFormed(piece.text);
  return [...pathTokens(tokenizer, piece.path), ...tokenizer.tokenize(text.endsWith('\n') ? text : `${text}\n`)];
}

/** The path of the file that is completed, or of another one; its text follows. */
export function pathTokens(tokenizer: Tokenizer, path: string): readonly number[] {
  if (tokenizer.markers.file === undefined) return [];
  return [tokenizer.markers.file, ...tokenizer.tokenize(`${wellFormed(path)}\n`)];
}

export interface LayoutParts {
  /** Repository name, other files and the path of this file. */
  readonly header: readonly number[];
  readonly prefix: string;
  readonly suffix: string;
  /** Tokens of the hint, and those of the middle that are left after healing. */
  readonly middle: readonly number[];
}

/**
 * The prompt as one token array: everything that stays the same while a line is typed comes first, and the line itself last.
 * Each text is tokenized for itself, so a change in one never moves the tokens of another.
 */
export function layOut(tokenizer: Tokenizer, parts: LayoutParts): number[] {
  const { markers, beginning } = tokenizer;
  return [
    ...(beginning === undefined ? [] : [beginning]),
    ...parts.header,
    markers.prefix,
    ...tokenizer.tokenize(wellFormed(parts.prefix)),
    markers.suffix,
    ...tokenizer.tokenize(wellFormed(parts.suffix)),
    markers.middle,
    ...parts.middle,
  ];
}

/** Tokens that {@link layOut} adds to the texts themselves. */
export function layoutOverhead(tokenizer: Tokenizer): number {
  return tokenizer.beginning === undefined ? 3 : 4;
}

/** The fit that keeps everything. */
export function wholeFit(prompt: CompletionPrompt): PromptFit {
  return { prefixStart: 0, suffixEnd: prompt.suffix.length, context: prompt.context.map((_, index) => index) };
}

/** Unpaired surrogates have no UTF-8 form; each becomes U+FFFD, so that offsets stay true. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
}
