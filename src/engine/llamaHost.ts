import { getLlama, LlamaLogLevel, NoBinaryFoundError, type Llama } from 'node-llama-cpp';
import { describeError, PlainError } from '../base/errors';
import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import type { EngineConfig } from '../protocol/engineConfig';

/** Looking for a graphics driver forks a test process that can hang for minutes on a broken one. */
const GPU_PROBE_MS = 30_000;
/** Drivers that draw on the CPU: slower than the CPU backend itself. */
const softwareDevice = /llvmpipe|lavapipe|swiftshader|softpipe|software rasterizer|basic render/i;

/** The native library, loaded with one backend. */
export interface LlamaHost {
  readonly llama: Llama;
  /** `cpu`, `cuda`, `metal` or `vulkan`. */
  readonly backend: string;
  readonly devices: readonly string[];
}

/**
 * Loads the native library: a prebuilt binary only, never a compilation or a download. With `gpu` other than `off` it takes the best backend
 * with a real device, and the CPU where there is none or the driver does not answer.
 * @throws PlainError `platformUnusable` when not even the CPU backend loads.
 */
export async function openLlama(gpu: EngineConfig['gpu'], threads: number, log: Log, clock: Clock): Promise<LlamaHost> {
  if (gpu !== 'off' && gpu !== 0) {
    const host = await probeGpu(threads, log, clock);
    if (host !== undefined) return host;
  }
  try {
    const llama = await load(false, threads, log);
    return { llama, backend: 'cpu', devices: [] };
  } catch (error) {
    throw platformError(error);
  }
}

async function probeGpu(threads: number, log: Log, clock: Clock): Promise<LlamaHost | undefined> {
  const loading = load('auto', threads, log);
  const timer = new AbortController();
  const late = clock.sleep(GPU_PROBE_MS, timer.signal).then(() => undefined);
  try {
    const llama = await Promise.race([loading, late]);
    if (llama === undefined) {
      void loading.then((found) => found.dispose()).catch(() => undefined);
      log.warn('The graphics driver did not answer in time; using the CPU.');
      return undefined;
    }
    const devices = llama.gpu === false ? [] : await llama.getGpuDeviceNames();
    const real = devices.filter((name) => !softwareDevice.test(name));
    if (llama.gpu !== false && real.length > 0) return { llama, backend: llama.gpu, devices: real };
    if (devices.length > 0) log.info(`Not a graphics processor: ${devices.join(', ')}.`);
    await llama.dispose();
  } catch (error) {
    log.warn(`No graphics backend: ${describeError(error)}`);
  } finally {
    timer.abort();
  }
  return undefined;
}

async function load(gpu: 'auto' | false, threads: number, log: Log): Promise<Llama> {
  return getLlama({
    gpu,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.warn,
    logger: (level, message) => writeNative(log, level, message.trim()),
  });
}

function writeNative(log: Log, level: LlamaLogLevel, message: string): void {
  if (message === '' || level === LlamaLogLevel.disabled) return;
  if (level === LlamaLogLevel.error || level === LlamaLogLevel.fatal) log.error(`llama.cpp: ${message}`);
  else log.debug(`llama.cpp: ${message}`);
}

function platformError(error: unknown): PlainError {
  const text = describeError(error);
  const libc = /GLIBC(?:XX)?_[\d.]+/.exec(text)?.[0];
  if (libc !== undefined)
    return new PlainError(
      'platformUnusable',
      `The native library needs a newer system (${libc}).`,
      'It needs GLIBC 2.34 and GLIBCXX 3.4.30, as in Debian 12, Ubuntu 22.04 or RHEL 9 with a newer libstdc++.',
    );
  if (error instanceof NoBinaryFoundError)
    return new PlainError(
      'platformUnusable',
      `There is no usable native library for this system (${process.platform}-${process.arch}).`,
      process.platform === 'linux'
        ? 'It needs GLIBC 2.34 and GLIBCXX 3.4.30, as in Debian 12 or Ubuntu 22.04; musl systems such as Alpine have none.'
        : 'Install the package of Plinth that is made for this platform.',
    );
  return new PlainError('platformUnusable', `The native library does not load: ${text}`, 'Install Plinth again.');
}
