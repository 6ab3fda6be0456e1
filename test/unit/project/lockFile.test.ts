import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, '../../..');
const text = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, LockEntry>> };

it('names every optional package, else npm ci refuses the lock file', () => {
  const missing = Object.entries(packages).flatMap(([key, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => packages[`${key}/node_modules/${name}`] === undefined && packages[`node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

it('names no download address', () => {
  expect(Object.values(packages).filter((entry) => entry.resolved?.includes('://') ?? false)).toEqual([]);
});

it('puts an empty package in the place of the CUDA binaries', () => {
  const names = Object.keys(packages).filter((key) => key.includes('cuda'));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((key) => packages[key]?.version !== '1.0.0')).toEqual([]);
});
