import { copyFile, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A folder with more entries is not mirrored. */
const maxEntries = 2_000;
/** Of no use to a checker, and some change while it looks. */
const skipped = /^\.|^(?:node_modules|__pycache__)$/;

/**
 * Makes `to` look like `from` with some texts (by path below `from`) in the place of files: the folders on their way are real, all else is
 * a link. Hidden entries are left out. Nothing is written below `from`. Rejects when a folder on the way is too large or not readable.
 */
export async function mirrorFolder(from: string, to: string, texts: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const below = new Map<string, Map<string, string>>();
  for (const [name, text] of texts) {
    const [first = '', ...rest] = name.split(path.sep);
    if (rest.length === 0) {
      await writeFile(path.join(to, first), text, { mode: 0o600 });
      below.set(first, new Map());
    } else {
      const inside = below.get(first) ?? new Map<string, string>();
      below.set(first, inside.set(rest.join(path.sep), text));
    }
  }
  const entries = await readdir(from, { withFileTypes: true }).catch(() => []);
  if (entries.length > maxEntries) throw new Error(`a folder has ${entries.length} entries`);
  for (const entry of entries) {
    if (below.has(entry.name) || skipped.test(entry.name)) continue;
    await link(path.join(from, entry.name), path.join(to, entry.name), entry.isDirectory());
  }
  for (const [name, inside] of below)
    if (inside.size > 0) await mirrorFolder(path.join(from, name), path.join(to, name), inside);
}

/** Windows lets not everybody make links to files, but junctions to folders. */
async function link(from: string, to: string, isFolder: boolean): Promise<void> {
  try {
    await symlink(from, to, isFolder ? 'junction' : 'file');
  } catch (error) {
    if (isFolder) throw error;
    if (/\.(?:pyi?|toml|cfg|ini|json|typed)$/.test(from)) await copyFile(from, to);
  }
}
