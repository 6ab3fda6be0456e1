/**
 * What an engine process is told at its start: a JSON file with mode 0600 in its private folder, whose path is its only argument.
 * Paths travel only here. Requests over the socket carry text and never name a file to open.
 */
export interface EngineConfig {
  /** Unix socket path (under 100 bytes) or Windows pipe name to listen on. */
  readonly address: string;
  /** Hex-encoded 32 random bytes; both sides prove that they know them. */
  readonly secret: string;
  /** Identifies this build; an engine of another build is never spoken to. */
  readonly buildId: string;
  readonly model: EngineModelConfig;
  /** `off` = CPU only; a number = layers to offload; `auto` = as many as fit. */
  readonly gpu: 'auto' | 'off' | number;
  /** Threads for decoding; 0 = physical cores of this machine. */
  readonly threads: number;
  /** Tokens of context per sequence (completion and chat have one each). */
  readonly contextTokens: number;
  /** Weights are unloaded after this long without a request; 0 = never. */
  readonly unloadAfterMs: number;
  /** The process ends this long after the last client said goodbye, resp. after the connection broke without one. */
  readonly exitAfterGoodbyeMs: number;
  readonly exitAfterLossMs: number;
}

export interface EngineModelConfig {
  /** Catalogue id, or the file name for a user's own file. */
  readonly id: string;
  readonly path: string;
  /** True when the file's sha256 was checked against the catalogue. */
  readonly verified: boolean;
}
