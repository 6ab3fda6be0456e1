import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { readFully } from '../base/readFully';
import type { StandingInstructions } from '../core/ports';
import { looksBinary } from '../core/text/binary';

/** The first of them that is there counts. */
const names = ['.github/copilot-instructions.md', 'AGENTS.md', '.plinth/instructions.md'] as const;
/** Far more than what goes into a prompt, where the rest is cut off. */
const maxBytes = 64 * 1_024;

/**
 * The user's standing instructions, from the workspace folder of a document. They are the folder's own words, put before the model as the user's:
 * only for folders that the user trusts.
 */
export class InstructionFiles implements StandingInstructions {
  readonly #trustedFolderOf: (uri: string) => string | undefined;

  /** @param trustedFolderOf absolute path of a document's workspace folder; undefined without one, and where the user does not trust it */
  constructor(trustedFolderOf: (uri: string) => string | undefined) {
    this.#trustedFolderOf = trustedFolderOf;
  }

  /** Looks on the disk each time, so that a change counts at once. */
  async forDocument(uri: string): Promise<string> {
    const folder = this.#trustedFolderOf(uri);
    if (folder === undefined) return '';
    for (const name of names) {
      const text = await readInside(folder, name);
      if (text !== undefined) return text;
    }
    return '';
  }
}

/** Undefined for a file that is not there, cannot be read, is no text, or is a link out of the folder. */
async function readInside(folder: string, name: string): Promise<string | undefined> {
  try {
    const file = await realpath(path.join(folder, name));
    const relative = path.relative(await realpath(folder), file);
    if (relative.startsWith('..') || path.isAbsolute(relative)) return undefined;
    const handle = await open(file, 'r');
    try {
      if (!(await handle.stat()).isFile()) return undefined;
      const text = new TextDecoder('utf-8').decode(await readFully(handle, 0, maxBytes));
      return looksBinary(text, 0) ? undefined : text;
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}
