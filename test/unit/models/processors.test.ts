import { describe, expect, it } from 'vitest';
import { linuxPhysicalCores } from '../../../src/core/models/processors';

const cores = (files: Record<string, string>, logical = 64): Promise<number | undefined> =>
  linuxPhysicalCores((path) => Promise.resolve(files[path]), logical);

const topology = (list: string, siblings: readonly string[]): Record<string, string> =>
  Object.fromEntries([
    ['/sys/devices/system/cpu/online', list],
    ...siblings.map((line, cpu) => [`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`, `${line}\n`]),
  ]) as Record<string, string>;

describe('linuxPhysicalCores', () => {
  it('counts sibling threads once', async () => {
    expect(await cores(topology('0-3\n', ['0,2', '1,3', '0,2', '1,3']))).toBe(2);
  });

  it('is never above what the process may use, nor below 1', async () => {
    expect(await cores(topology('0-3', ['0', '1', '2', '3']), 3)).toBe(3);
    expect(await cores({ ...topology('0-1', ['0', '1']), '/sys/fs/cgroup/cpu.max': '20000 100000' })).toBe(1);
  });

  it("honours a container's quota of both versions", async () => {
    const eight = topology('0-7', ['0', '1', '2', '3', '4', '5', '6', '7']);
    expect(await cores({ ...eight, '/sys/fs/cgroup/cpu.max': '250000 100000\n' })).toBe(2);
    expect(await cores({ ...eight, '/sys/fs/cgroup/cpu.max': 'max 100000\n' })).toBe(8);
    const first = { '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '300000', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000' };
    expect(await cores({ ...eight, ...first })).toBe(3);
    expect(await cores({ ...eight, ...first, '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1' })).toBe(8);
  });

  it('falls back to cpuinfo, with and without core numbers', async () => {
    const block = (cpu: number, core: number): string =>
      `processor\t: ${cpu}\nphysical id\t: 0\ncore id\t\t: ${core}\n`;
    expect(await cores({ '/proc/cpuinfo': [block(0, 0), block(1, 0), block(2, 1), block(3, 1)].join('\n') })).toBe(2);
    expect(await cores({ '/proc/cpuinfo': 'processor\t: 0\nBogoMIPS\t: 1\n\nprocessor\t: 1\nBogoMIPS\t: 1\n' })).toBe(
      2,
    );
  });

  it('does not know when no file tells', async () => {
    expect(await cores({})).toBeUndefined();
    expect(await cores({ '/sys/devices/system/cpu/online': 'nonsense,,5-' })).toBeUndefined();
  });
});
