/** JSON-RPC error codes of our own, outside the range that the specification reserves. */
export const EngineErrorCode = {
  /** The peer did not prove that it knows the secret, or asked for work before it did. */
  notAuthorised: 1001,
  /** Another protocol version or build; the message names both. */
  wrongVersion: 1002,
  /** The model file is missing, cut, foreign or of a kind that the native loader refuses. */
  modelUnusable: 1003,
  /** The model cannot do what was asked: no fill-in-the-middle markers, or no chat template. */
  notCapable: 1004,
  /** The native side failed in the middle of the work; the sequence was thrown away, asking again is safe. */
  decodeFailed: 1005,
  /** The platform cannot load the native library (libc too old, binary missing). */
  platformUnusable: 1006,
} as const;

export type EngineErrorCode = (typeof EngineErrorCode)[keyof typeof EngineErrorCode];

/** Sent as `data` of a JSON-RPC error, so that the other side can show a cure. */
export interface EngineErrorData {
  readonly cure?: string;
}
