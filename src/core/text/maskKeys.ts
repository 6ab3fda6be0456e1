/** Stands where a key stood. */
const mask = '…';
/** From this length on a run of letters and digits in a string is more likely a key than a name. */
const leastUnits = 20;

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
/** Prefixes of widely used tokens, after gitleaks' rules: OpenAI and Stripe, GitHub, GitLab, Slack, AWS, Google, JSON Web Tokens. */
const knownToken =
  /\b(?:[sr]k[-_][\w-]{8,}|gh[pousr]_\w{8,}|github_pat_\w{8,}|glpat-[\w-]{8,}|xox[abprs]-[\w-]{8,}|AKIA[A-Z0-9]{12,}|AIza[\w-]{20,}|eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]+)?)/g;
const quoted = /(["'`])([\w+=-]+)\1/g;

/**
 * A text in which what looks like a key or a token is masked. For excerpts of other files: a small model copies what it sees, and a key
 * that somebody left in the code must not turn up in another file.
 */
export function maskKeys(text: string): string {
  return text
    .replace(privateKey, mask)
    .replace(knownToken, mask)
    .replace(quoted, (whole: string, quote: string, inside: string) =>
      isKeyLike(inside) ? `${quote}${mask}${quote}` : whole,
    );
}

function isKeyLike(text: string): boolean {
  return text.length >= leastUnits && /\d/.test(text) && /[A-Za-z]/.test(text);
}
