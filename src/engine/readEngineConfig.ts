import { constants, promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import { PlainError } from '../base/errors';
import type { EngineConfig, EngineModelConfig } from '../protocol/engineConfig';

const maxConfigBytes = 64 * 1024;

/**
 * Reads the file that the client wrote for this process. Throws a PlainError (`configUnusable`) unless file and folder belong to this user
 * and to nobody else (mode 0600 and 0700, not a link), and every field has its type.
 */
export async function readEngineConfig(file: string): Promise<EngineConfig> {
  const folder = await fs.lstat(dirname(file)).catch(() => undefined);
  if (folder === undefined || !folder.isDirectory() || !isPrivate(folder)) throw unusable('its folder is not private');
  const handle = await fs.open(file, constants.O_RDONLY | noFollow).catch((error: NodeJS.ErrnoException) => {
    throw unusable(`it cannot be opened (${error.code ?? error.message})`);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || !isPrivate(stat)) throw unusable('it is not private to this user');
    if (stat.size > maxConfigBytes) throw unusable('it is too large');
    return parse(await handle.readFile('utf8'));
  } finally {
    await handle.close();
  }
}

// Windows has neither; there the folder inherits the access list of the user's profile.
const noFollow = constants.O_NOFOLLOW ?? 0;

function isPrivate(stat: { readonly uid: number; readonly mode: number }): boolean {
  if (process.getuid === undefined) return true;
  return stat.uid === process.getuid() && (stat.mode & 0o077) === 0;
}

function parse(text: string): EngineConfig {
  let config: EngineConfig;
  try {
    config = JSON.parse(text) as EngineConfig;
  } catch {
    throw unusable('it is not JSON');
  }
  if (typeof config !== 'object' || config === null) throw unusable('it is not an object');
  if (typeof config.secret !== 'string' || !/^[0-9a-f]{64}$/.test(config.secret)) throw unusable('field secret');
  for (const key of ['address', 'buildId'] as const)
    if (typeof config[key] !== 'string' || config[key] === '') throw unusable(`field ${key}`);
  for (const key of ['threads', 'contextTokens', 'unloadAfterMs', 'exitAfterGoodbyeMs', 'exitAfterLossMs'] as const)
    if (!isAmount(config[key])) throw unusable(`field ${key}`);
  if (config.gpu !== 'auto' && config.gpu !== 'off' && !isAmount(config.gpu)) throw unusable('field gpu');
  if (!isModel(config.model)) throw unusable('field model');
  return config;
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isModel(model: EngineModelConfig | undefined): boolean {
  return typeof model?.id === 'string' && typeof model.path === 'string' && typeof model.verified === 'boolean';
}

function unusable(reason: string): PlainError {
  return new PlainError('configUnusable', `The engine's config file cannot be used: ${reason}.`);
}
