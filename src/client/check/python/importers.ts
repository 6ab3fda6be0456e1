import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file that imports another one. */
export interface Importer {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** More users of a file are not looked at; a checker reads each of them for each candidate. */
const maxImporters = 12;
const maxImporterChars = 400_000;
/** Somebody waits: what is not found until then is left out. */
const maxFiles = 2_000;
const maxSearchMs = 1_000;
const maxFileBytes = 256 * 1024;
/** Of no use, or not the user's own. */
const skipped = /^\.|^(?:node_modules|__pycache__|site-packages|venv|env|build|dist)$/;

/**
 * Python files below `root` that import a file, those in folders near to it first. Found by their import statements alone, so without what a
 * package hands on or loads at run time. `unsaved`: texts that stand for those on disk. An abort ends it with what was found. Never rejects.
 */
export async function findImporters(
  file: string,
  root: string,
  unsaved: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly Importer[]> {
  const own = modulePath(path.relative(root, file));
  const last = own.at(-1);
  if (last === undefined) return [];
  const isUse = (each: string, text: string): boolean => text.includes(last) && imports(text, root, each, own);
  const found: Importer[] = [];
  const untilMs = performance.now() + maxSearchMs;
  // Folders without a file of Python take time as well.
  const isOver = (): boolean => signal.aborted || performance.now() > untilMs;
  let [files, chars] = [0, 0];
  for await (const each of pythonFiles(path.dirname(file), root, isOver)) {
    files += 1;
    if (files > maxFiles || found.length >= maxImporters || isOver()) break;
    if (path.relative(each, file) === '') continue;
    const text = unsaved[each] ?? (await contentOf(each));
    if (text === undefined || !isUse(each, text)) continue;
    chars += text.length;
    if (chars > maxImporterChars) break;
    found.push({ path: each, text });
  }
  return found;
}

/** From a folder upwards to the root, each with what lies below it and was not met before. */
async function* pythonFiles(from: string, root: string, isOver: () => boolean): AsyncGenerator<string> {
  let done: string | undefined;
  for (let folder = from; ; folder = path.dirname(folder)) {
    yield* below(folder, done, isOver);
    if (isOver() || path.relative(root, folder) === '' || folder === path.dirname(folder)) return;
    done = folder;
  }
}

async function* below(folder: string, done: string | undefined, isOver: () => boolean): AsyncGenerator<string> {
  if (isOver()) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some(({ name }) => name === 'pyvenv.cfg')) return;
  const own = entries.filter(({ name }) => !skipped.test(name));
  for (const entry of own) if (entry.isFile() && /\.pyi?$/.test(entry.name)) yield path.join(folder, entry.name);
  for (const entry of own) {
    const inside = path.join(folder, entry.name);
    // Links are not followed, so there is no circle.
    if (entry.isDirectory() && inside !== done) yield* below(inside, done, isOver);
  }
}

async function contentOf(file: string): Promise<string | undefined> {
  try {
    return (await stat(file)).size > maxFileBytes ? undefined : await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** `pkg/sub/__init__.py` is the module `pkg.sub`. */
function modulePath(name: string): readonly string[] {
  const parts = name.replace(/\.pyi?$/, '').split(path.sep);
  return parts.at(-1) === '__init__' ? parts.slice(0, -1) : parts;
}

function imports(text: string, root: string, importer: string, wanted: readonly string[]): boolean {
  const folder = path.relative(root, path.dirname(importer)).split(path.sep).filter(Boolean);
  return importedModules(text).some((module) => {
    const dots = /^\.*/.exec(module)?.[0].length ?? 0;
    const names = module.slice(dots).split('.').filter(Boolean);
    if (dots > 0) return isSame([...folder.slice(0, Math.max(0, folder.length + 1 - dots)), ...names], wanted);
    // A folder such as `src` may be where imports start from.
    return names.length > 0 && names.length <= wanted.length && isSame(names, wanted.slice(-names.length));
  });
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}

const statement =
  /^[^\S\n]*(?:from[^\S\n]+([.\w]+)[^\S\n]+import[^\S\n]+(\([^)]*\)|[^\n]+)|import[^\S\n]+([^\n#;]+))/gm;

/** Every module that the text names, and for `from a import b` also `a.b`, which may be one. */
function importedModules(text: string): readonly string[] {
  return [...text.matchAll(statement)].flatMap(([, from, names = '', plain = '']) => {
    const each = (list: string): string[] =>
      list.split(',').map(
        (part) =>
          part
            .replace(/[()\\]|#.*/g, '')
            .trim()
            .split(/\s/)[0] ?? '',
      );
    if (from === undefined) return each(plain);
    return [from, ...each(names).map((name) => (from.endsWith('.') ? from + name : `${from}.${name}`))];
  });
}
