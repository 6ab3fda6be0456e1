import type { SettingSpec } from '../core/settings';

/** A value as the settings file holds it, made usable: of the default's type and within the limits, else the default. */
export function coerceSetting<T>(value: unknown, spec: SettingSpec<T>): T {
  const fallback: T = spec.default;
  if (spec.choices !== undefined) return spec.choices.find((choice) => choice === value) ?? fallback;
  if (typeof fallback === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return fallback;
    const limited = Math.min(spec.maximum ?? Infinity, Math.max(spec.minimum ?? -Infinity, value));
    return (spec.whole === true ? Math.trunc(limited) : limited) as T;
  }
  if (typeof fallback === 'object' && fallback !== null) return isSwitches(value) ? ({ ...value } as T) : fallback;
  return typeof value === typeof fallback ? (value as T) : fallback;
}

function isSwitches(value: unknown): value is Readonly<Record<string, boolean>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => typeof each === 'boolean');
}
