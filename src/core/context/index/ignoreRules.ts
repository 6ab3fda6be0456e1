import ignore, { type Ignore } from 'ignore';

/** The package remembers each path that it was asked about; beyond this many a fresh object takes over the rules. */
const maxRemembered = 10_000;

/**
 * Rules of .gitignore syntax that hold in one folder: those of the folders around it and its own, deeper ones last, so that they win. Paths
 * are relative to the top folder of all rules, with forward slashes.
 */
export class IgnoreRules {
  readonly #ignoreCase: boolean;
  #rules: Ignore;
  #asked = 0;

  private constructor(rules: Ignore, ignoreCase: boolean) {
    this.#rules = rules;
    this.#ignoreCase = ignoreCase;
  }

  /** No rules yet. Where a missed rule would be worse than one too many, ignore the case of letters. */
  static none(ignoreCase: boolean): IgnoreRules {
    return new IgnoreRules(ignore({ ignoreCase }), ignoreCase);
  }

  /**
   * These rules and those of an ignore file in `folder` (relative to the top, empty for the top itself). A line that is no pattern is passed
   * over.
   */
  with(folder: string, content: string): IgnoreRules {
    const rules = this.#copy();
    for (const line of content.replace(/^\uFEFF/, '').split(/\r?\n/)) {
      const pattern = rebase(line, folder);
      if (pattern !== undefined) rules.add(pattern);
    }
    return new IgnoreRules(rules, this.#ignoreCase);
  }

  /** True when the path, or a folder above it, is to be passed over. */
  ignores(path: string, isFolder: boolean): boolean {
    if (path === '') return false;
    if (++this.#asked > maxRemembered) {
      this.#rules = this.#copy();
      this.#asked = 0;
    }
    return this.#rules.ignores(isFolder ? `${path}/` : path);
  }

  #copy(): Ignore {
    return ignore({ ignoreCase: this.#ignoreCase }).add(this.#rules);
  }
}

/** A pattern of a file in `folder` as the same pattern of a file at the top; `undefined` for a blank line and a comment. */
function rebase(line: string, folder: string): string | undefined {
  if (line.trim() === '' || line.startsWith('#')) return undefined;
  if (folder === '') return line;
  const isNegative = line.startsWith('!');
  const pattern = isNegative ? line.slice(1) : line;
  const slash = pattern.trimEnd().indexOf('/');
  const isAnchored = slash !== -1 && slash < pattern.trimEnd().length - 1;
  const base = folder.replace(/[\\*?[\]! #]/g, '\\$&');
  const rest = isAnchored ? pattern.replace(/^\//, '') : `**/${pattern}`;
  return `${isNegative ? '!' : ''}/${base}/${rest}`;
}
