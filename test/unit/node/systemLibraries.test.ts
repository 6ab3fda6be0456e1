import { describe, expect, it } from 'vitest';
import { libraryProblem, newestGlibcxx, readSystemLibraries } from '../../../src/node/systemLibraries';

const good = { platform: 'linux', glibc: '2.36', glibcxx: '3.4.30' } as const;

describe('libraryProblem', () => {
  it('finds nothing wrong with new enough libraries and other systems', () => {
    expect(libraryProblem(good)).toBeUndefined();
    expect(libraryProblem({ ...good, glibc: '2.34' })).toBeUndefined();
    expect(libraryProblem({ ...good, glibc: '3.0' })).toBeUndefined();
    expect(libraryProblem({ ...good, glibcxx: undefined })).toBeUndefined();
    expect(libraryProblem({ platform: 'darwin', glibc: undefined, glibcxx: undefined })).toBeUndefined();
  });

  it.each([
    ['Debian 11', { ...good, glibc: '2.31', glibcxx: '3.4.28' }, /glibc 2\.31; the engine needs 2\.34/],
    ['versions that compare wrong as text', { ...good, glibc: '2.4' }, /glibc 2\.4;/],
    ['an old libstdc++', { ...good, glibcxx: '3.4.9' }, /GLIBCXX 3\.4\.9/],
    ['Alpine', { ...good, glibc: undefined }, /no GNU C library/],
  ])('names the cure for %s', (_what, libraries, message) => {
    const problem = libraryProblem(libraries);
    expect(problem?.message).toMatch(message);
    expect(problem?.cure).toMatch(/Debian 12/);
  });
});

describe('newestGlibcxx', () => {
  it('compares by number', () => {
    expect(
      newestGlibcxx('\0GLIBCXX_3.4\0GLIBCXX_3.4.9\0GLIBCXX_3.4.30\0GLIBCXX_DEBUG_MESSAGE_LENGTH\0GLIBCXX_3.4.29'),
    ).toBe('3.4.30');
    expect(newestGlibcxx('nothing')).toBeUndefined();
  });
});

describe('readSystemLibraries', () => {
  it('answers for the system that runs this test', async () => {
    const libraries = await readSystemLibraries();
    expect(libraries.platform).toBe(process.platform);
    const report = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
    expect(libraries.glibc).toBe(process.platform === 'linux' ? report.header.glibcVersionRuntime : undefined);
    if (libraries.glibcxx !== undefined) expect(libraries.glibcxx).toMatch(/^3\.4\.\d+$/);
  });
});
