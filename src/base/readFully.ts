/** The part of an open file that {@link readFully} needs; Node's file handles have it. */
export interface ReadableFile {
  read(buffer: Uint8Array, at: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
}

/** Reads `length` bytes from `position` on, in as many reads as the system needs for them; fewer only at the file's end. */
export async function readFully(file: ReadableFile, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
