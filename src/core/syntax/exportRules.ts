/** What says in a language that other files can name a definition. */
export interface ExportRule {
  /** At the top level: must stand in front of the name. */
  readonly when?: RegExp;
  /** At the top level: must not stand in front of the name. */
  readonly unless?: RegExp;
  /** In a class and the like: must not stand in front of the name. */
  readonly memberUnless?: RegExp;
  /** In a class and the like: must stand in front of the name. */
  readonly memberWhen?: RegExp;
  /** The name itself must look like this. */
  readonly name?: RegExp;
  /** A list of exported names in the file (`__all__`) is the whole truth about its top level. */
  readonly listIsComplete?: boolean;
}

const marked: ExportRule = { when: /\b(?:export|declare)\b/, memberUnless: /\b(?:private|protected)\b/, name: /^[^#]/ };
const open: ExportRule = {};

/** By the folder of the queries; a language without a row shows everything. */
const rules: Readonly<Record<string, ExportRule>> = {
  typescript: marked,
  javascript: marked,
  python: { name: /^(?:[^_]|__\w+__$)/, listIsComplete: true },
  java: { unless: /\bprivate\b/, memberUnless: /\bprivate\b/ },
  go: { name: /^\p{Lu}/u },
  rust: { when: /\bpub\b/, memberWhen: /\bpub\b/ },
  c: { unless: /\bstatic\b/ },
  cpp: { unless: /\bstatic\b/ },
  csharp: { unless: /\bfile\b/, memberWhen: /\b(?:public|internal|protected)\b/ },
  ruby: { memberUnless: /\bprivate(?:_class_method)?\b/, name: /^[^@]/ },
  php: { memberUnless: /\bprivate\b/ },
  kotlin: { unless: /\bprivate\b/, memberUnless: /\bprivate\b/ },
  lua: { unless: /\blocal\b/ },
};

export function exportRule(queries: string): ExportRule {
  return Object.hasOwn(rules, queries) ? (rules[queries] ?? open) : open;
}

/** Whether a definition can be named by other files, as far as its own header says; a member is also bound to its container. */
export function looksExported(rule: ExportRule, before: string, name: string, isMember: boolean): boolean {
  if (rule.name?.test(name) === false) return false;
  const when = isMember ? rule.memberWhen : rule.when;
  const unless = isMember ? rule.memberUnless : rule.unless;
  return when?.test(before) !== false && unless?.test(before) !== true;
}
