/** Reads a small system file; undefined where there is none. */
export type ReadSystemFile = (path: string) => Promise<string | undefined>;

/**
 * Physical cores of a Linux machine that a process with `logical` processors at its disposal may use, never less than 1; undefined where the
 * system's files do not tell. A container's quota counts.
 */
export async function linuxPhysicalCores(read: ReadSystemFile, logical: number): Promise<number | undefined> {
  const cores = (await coresFromTopology(read)) ?? coresFromCpuinfo(await read('/proc/cpuinfo'));
  if (cores === undefined) return undefined;
  return Math.max(1, Math.min(cores, logical, (await processorQuota(read)) ?? Infinity));
}

async function coresFromTopology(read: ReadSystemFile): Promise<number | undefined> {
  const online = (await read('/sys/devices/system/cpu/online'))?.trim() ?? '';
  const siblings = new Set<string>();
  for (const cpu of expandRanges(online)) {
    const list = await read(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`);
    if (list !== undefined) siblings.add(list.trim());
  }
  return siblings.size === 0 ? undefined : siblings.size;
}

/** Counts the pairs of package and core; ARM kernels do not name them, there each processor is a core. */
function coresFromCpuinfo(text: string | undefined): number | undefined {
  const processors = (text ?? '').split(/\n\s*\n/).filter((block) => /^processor\s*:/m.test(block));
  const cores = processors.map((block, index) => {
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    const chip = /^physical id\s*:\s*(\d+)/m.exec(block)?.[1] ?? '0';
    return core === undefined ? `cpu ${index}` : `${chip}/${core}`;
  });
  return cores.length === 0 ? undefined : new Set(cores).size;
}

/** Whole processors that a control group allows (version 2, then 1), or undefined without a limit. */
async function processorQuota(read: ReadSystemFile): Promise<number | undefined> {
  const second = (await read('/sys/fs/cgroup/cpu.max'))?.trim().split(' ');
  const [quota, period] = second ?? [
    await read('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'),
    await read('/sys/fs/cgroup/cpu/cpu.cfs_period_us'),
  ];
  const processors = Number(quota) / Number(period);
  return Number.isFinite(processors) && processors > 0 ? Math.max(1, Math.floor(processors)) : undefined;
}

/** Numbers in a list such as `0-3,8`; at most 4,096 of them. */
function expandRanges(list: string): number[] {
  const numbers = list.split(',').flatMap((part) => {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (range === null) return [];
    const first = Number(range[1]);
    const count = Math.min(4096, Number(range[2] ?? first) - first + 1);
    return Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
  });
  return numbers.slice(0, 4096);
}
