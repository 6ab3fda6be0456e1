/** Makes bytes smaller, and whole again. */
export interface BytePacker {
  /** Bytes of their own or the same ones; longer ones where there is nothing to win. */
  pack(bytes: Uint8Array): Uint8Array;
  /** What was packed, `length` bytes. @throws RangeError when the packed bytes are damaged or give another length */
  unpack(packed: Uint8Array, length: number): Uint8Array;
}

/** Leaves bytes as they are. */
export const plainBytes: BytePacker = {
  pack: (bytes) => bytes,
  unpack: (packed, length) => {
    if (packed.length !== length) throw new RangeError('These bytes are not of that length.');
    return packed;
  },
};
