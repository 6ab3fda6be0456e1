import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coerceSetting } from '../../../src/editor/coerceSetting';
import { type SettingSpec, settingSpecs } from '../../../src/core/settings';

describe('coerceSetting', () => {
  it('keeps good values', () => {
    expect(coerceSetting(true, settingSpecs['completion.enabled'])).toBe(true);
    expect(coerceSetting('qwen2.5-coder-0.5b', settingSpecs.model)).toBe('qwen2.5-coder-0.5b');
    expect(coerceSetting({ python: false }, settingSpecs['completion.languages'])).toEqual({ python: false });
    expect(coerceSetting(4, settingSpecs.threads)).toBe(4);
  });

  it('brings numbers within their limits', () => {
    expect(coerceSetting(-3, settingSpecs.threads)).toBe(0);
    expect(coerceSetting(9999, settingSpecs.threads)).toBe(256);
    expect(coerceSetting(NaN, settingSpecs.threads)).toBe(0);
    expect(coerceSetting(2.5, settingSpecs.threads)).toBe(2);
    expect(coerceSetting(2.5, settingSpecs.unloadAfterMinutes)).toBe(2.5);
  });

  it.each([undefined, null, 7, 'yes', [], { python: 'off' }])('falls back to the default for %j', (value) => {
    expect(coerceSetting(value, settingSpecs['completion.enabled'])).toBe(true);
    expect(coerceSetting(value, settingSpecs['completion.languages'])).toEqual(
      settingSpecs['completion.languages'].default,
    );
    if (typeof value !== 'string') expect(coerceSetting(value, settingSpecs.model)).toBe('auto');
    if (typeof value !== 'number') expect(coerceSetting(value, settingSpecs.threads)).toBe(0);
    expect(coerceSetting(value, settingSpecs.gpu)).toBe('auto');
  });

  it.each(Object.entries(settingSpecs))('gives %s a usable value, whatever stands in the settings', (key, spec) => {
    const { default: fallback, minimum = -Infinity, maximum = Infinity } = spec as SettingSpec<unknown>;
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
        const result = coerceSetting(value, spec as SettingSpec<unknown>);
        expect(typeof result).toBe(typeof fallback);
        if (typeof result === 'number') expect(result >= minimum && result <= maximum).toBe(true);
        if (key === 'gpu') expect(['auto', 'off']).toContain(result);
        if (typeof result === 'object')
          expect(Object.values(result ?? { null: true }).every((each) => typeof each === 'boolean')).toBe(true);
      }),
    );
  });
});
