import type { Span } from './lineSpan';

/** Stands where a key stood. */
const mask = '…';
/** From this length on a run of letters and digits in a string is more likely a key than a name. */
const leastUnits = 20;

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
/** Prefixes of widely used tokens, after gitleaks' rules: OpenAI and Stripe, GitHub, GitLab, Slack, AWS, Google, JSON Web Tokens. */
const knownToken =
  /\b(?:[sr]k[-_][\w-]{8,}|gh[pousr]_\w{8,}|github_pat_\w{8,}|glpat-[\w-]{8,}|xox[abprs]-[\w-]{8,}|AKIA[A-Z0-9]{12,}|AIza[\w-]{20,}|eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]+)?)/g;
/** A password in the address of a server. */
const addressPassword = /(?<=:\/\/[^\s:/@"'`]*:)[^\s/@"'`{}$]+(?=@)/g;
const bearerToken = /(?<=\bbearer\s+)[\w.~+/-]{16,}=*/gi;
const quoted = /(["'`])([\w+=-]+)\1/g;
/** As long as the secret keys of AWS and of others that write 30 bytes in base64. */
const quotedBase64 = /(["'`])([A-Za-z\d+/]{40})\1/g;

/** Letters and digits follow each other this often in a string that was made by chance, not in `Uint8ArrayConstructor`. */
const leastChanges = 3;
/** In forty characters of base64; `src/components/PriceTable/usePriceTable2` has three. */
const leastHumps = 4;

/**
 * Where a text plainly holds a key or a token, in order. To judge what shall be shown: unlike {@link maskKeys} it leaves names alone, those
 * with a number in them and those like `sk_buff_head`.
 */
export function keySpans(text: string): Span[] {
  const spans = spansOf(text, (inside) => isKeyLike(inside) && isByChance(inside));
  return spans.filter(
    ({ start, end }) => !/^[sr]k[-_]/.test(text.slice(start, end)) || isByChance(text.slice(start, end)),
  );
}

/**
 * A text in which what looks like a key or a token is masked. For excerpts of other files: a small model copies what it sees, and a key
 * that somebody left in the code must not turn up in another file.
 */
export function maskKeys(text: string): string {
  let masked = '';
  let done = 0;
  for (const { start, end } of spansOf(text, isKeyLike)) {
    if (end <= done) continue;
    masked += start < done ? '' : text.slice(done, start) + mask;
    done = end;
  }
  return masked + text.slice(done);
}

/** A string counts without its quotes; spans may lie inside of each other. */
function spansOf(text: string, isKey: (inside: string) => boolean): Span[] {
  const strings = [
    ...[...text.matchAll(quoted)].filter(([, , inside = '']) => isKey(inside)),
    ...[...text.matchAll(quotedBase64)].filter(([, , inside = '']) => isBase64(inside)),
  ];
  return [
    ...[privateKey, knownToken, addressPassword, bearerToken].flatMap((pattern) =>
      [...text.matchAll(pattern)].map((found) => spanOf(found, 0)),
    ),
    ...strings.map((found) => spanOf(found, 1)),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
}

function spanOf({ 0: { length }, index }: RegExpExecArray, quoteUnits: number): Span {
  return { start: index + quoteUnits, end: index + length - quoteUnits };
}

function isByChance(text: string): boolean {
  return (text.match(/(?<=[A-Za-z])\d|(?<=\d)[A-Za-z]/g) ?? []).length >= leastChanges;
}

/** Large letters follow small ones as often as in no path of that length. */
function isBase64(text: string): boolean {
  return /\d/.test(text) && (text.match(/[a-z](?=[A-Z])/g) ?? []).length >= leastHumps;
}

function isKeyLike(text: string): boolean {
  return text.length >= leastUnits && /\d/.test(text) && /[A-Za-z]/.test(text);
}
