import { describe, expect, it } from 'vitest';
import { cacheFolder, expandHome, type FolderFacts, modelFolder } from '../../../src/node/folders';

const linux: FolderFacts = { env: {}, platform: 'linux', home: '/home/ana' };

describe('cacheFolder', () => {
  it('follows each platform', () => {
    expect(cacheFolder(linux)).toBe('/home/ana/.cache/plinth');
    expect(cacheFolder({ ...linux, env: { XDG_CACHE_HOME: '/big/cache' } })).toBe('/big/cache/plinth');
    expect(cacheFolder({ ...linux, env: { XDG_CACHE_HOME: 'relative' } })).toBe('/home/ana/.cache/plinth');
    expect(cacheFolder({ env: {}, platform: 'darwin', home: '/Users/ana' })).toBe('/Users/ana/Library/Caches/plinth');
    const windows = { platform: 'win32', home: 'C:\\Users\\ana' } as const;
    expect(cacheFolder({ ...windows, env: { LOCALAPPDATA: 'D:\\local' } })).toBe('D:\\local\\plinth');
    expect(cacheFolder({ ...windows, env: {} })).toBe('C:\\Users\\ana\\AppData\\Local\\plinth');
  });
});

describe('modelFolder', () => {
  it('prefers the setting, then PLINTH_MODELS, then the cache', () => {
    const env = { PLINTH_MODELS: '/models' };
    expect(modelFolder('', linux)).toBe('/home/ana/.cache/plinth/models');
    expect(modelFolder('', { ...linux, env })).toBe('/models');
    expect(modelFolder(' /set here ', { ...linux, env })).toBe('/set here');
    expect(modelFolder('~/models', linux)).toBe('/home/ana/models');
    expect(modelFolder('', { ...linux, env: { PLINTH_MODELS: '' } })).toBe('/home/ana/.cache/plinth/models');
  });
});

describe('expandHome', () => {
  it('only replaces a leading tilde with a slash', () => {
    expect(expandHome('~/a.gguf', '/home/ana')).toBe('/home/ana/a.gguf');
    expect(expandHome('/x/~/a.gguf', '/home/ana')).toBe('/x/~/a.gguf');
    expect(expandHome('~bob/a.gguf', '/home/ana')).toBe('~bob/a.gguf');
  });
});
