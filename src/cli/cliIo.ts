/** The outside of the command line, so that tests can own it. */
export interface CliIo {
  /** Standard output: results only. */
  out(text: string): void;
  /** Standard error: progress, notes, and one line when something failed. */
  err(text: string): void;
  /** True when a person sees standard error, so that progress lines may overwrite themselves. */
  readonly isInteractive: boolean;
  readonly cwd: string;
  /** Aborts at Ctrl+C or when the terminal goes away. */
  readonly signal: AbortSignal;
}
