import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PlainError } from '../base/errors';

/** Versions of the C and C++ libraries of this system; `undefined` = not found or not known. */
export interface SystemLibraries {
  readonly platform: NodeJS.Platform;
  /** Such as `2.36`; undefined on musl systems (Alpine) and outside Linux. */
  readonly glibc: string | undefined;
  /** Newest GLIBCXX symbol version that libstdc++ offers, such as `3.4.30`. */
  readonly glibcxx: string | undefined;
}

/** What the Linux binaries of node-llama-cpp 3.21.1 are linked against. */
export const neededGlibc = '2.34';
export const neededGlibcxx = '3.4.30';

/** Asks Node and the library file itself. Linux only; elsewhere both versions are undefined. Never rejects. */
export async function readSystemLibraries(): Promise<SystemLibraries> {
  const { platform } = process;
  if (platform !== 'linux') return { platform, glibc: undefined, glibcxx: undefined };
  const report = processReport();
  const loaded = report.sharedObjects.filter((file) => /\/libstdc\+\+\.so/.test(file));
  const multiarch =
    { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu', arm: 'arm-linux-gnueabihf' }[process.arch as string] ?? '';
  const folders = [
    `/usr/lib/${multiarch}`,
    `/lib/${multiarch}`,
    '/usr/lib64',
    '/lib64',
    '/usr/lib',
    '/usr/local/lib64',
    '/usr/local/lib',
  ];
  let glibcxx: string | undefined;
  for (const file of [...loaded, ...folders.map((folder) => path.join(folder, 'libstdc++.so.6'))]) {
    const content = await readFile(file, 'latin1').catch(() => undefined);
    if (content === undefined) continue;
    glibcxx = newestGlibcxx(content);
    if (glibcxx !== undefined) break;
  }
  return { platform, glibc: report.glibc, glibcxx };
}

/** The newest `GLIBCXX_x.y.z` that a library's bytes (as latin1 text) name. */
export function newestGlibcxx(content: string): string | undefined {
  const versions = [...content.matchAll(/GLIBCXX_(\d+(?:\.\d+)+)/g)].map((match) => match[1] ?? '');
  return versions.toSorted(compareVersions).at(-1);
}

/**
 * Why the native library cannot be loaded on this system, or undefined when nothing speaks against it. Call before the engine is started;
 * what is not known is not held against the system, except a Linux without glibc.
 */
export function libraryProblem(libraries: SystemLibraries): PlainError | undefined {
  if (libraries.platform !== 'linux') return undefined;
  const cure = 'Use a newer system (Debian 12, Ubuntu 22.04, Fedora 36, RHEL 9 or later), or a container of one.';
  if (libraries.glibc === undefined)
    return new PlainError(
      'platformUnusable',
      `This system has no GNU C library; the engine needs glibc ${neededGlibc}.`,
      cure,
    );
  if (compareVersions(libraries.glibc, neededGlibc) < 0)
    return new PlainError(
      'platformUnusable',
      `This system has glibc ${libraries.glibc}; the engine needs ${neededGlibc}.`,
      cure,
    );
  if (libraries.glibcxx !== undefined && compareVersions(libraries.glibcxx, neededGlibcxx) < 0)
    return new PlainError(
      'platformUnusable',
      `The libstdc++ of this system offers GLIBCXX ${libraries.glibcxx}; the engine needs ${neededGlibcxx}.`,
      `Install libstdc++ of GCC 12 or later. ${cure}`,
    );
  return undefined;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function processReport(): { readonly glibc: string | undefined; readonly sharedObjects: readonly string[] } {
  // Else the report looks up the names of all network peers, which takes seconds.
  const before = Reflect.get(process.report, 'excludeNetwork') as unknown;
  Reflect.set(process.report, 'excludeNetwork', true);
  const report: unknown = process.report.getReport();
  Reflect.set(process.report, 'excludeNetwork', before);
  const { header, sharedObjects } = report as { header?: { glibcVersionRuntime?: unknown }; sharedObjects?: unknown };
  const glibc = header?.glibcVersionRuntime;
  const files = Array.isArray(sharedObjects)
    ? sharedObjects.filter((file): file is string => typeof file === 'string')
    : [];
  return { glibc: typeof glibc === 'string' ? glibc : undefined, sharedObjects: files };
}
