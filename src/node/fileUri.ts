import { fileURLToPath } from 'node:url';

/** The path of a document; `undefined` for one that is no file of this machine. */
export function filePathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
