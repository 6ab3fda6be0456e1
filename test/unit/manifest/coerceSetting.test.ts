import { describe, expect, it } from 'vitest';
import { coerceSetting } from '../../../src/editor/coerceSetting';
import { settingSpecs } from '../../../src/core/settings';

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
  });

  it.each([undefined, null, 7, 'yes', [], { python: 'off' }])('falls back to the default for %j', (value) => {
    expect(coerceSetting(value, settingSpecs['completion.enabled'])).toBe(true);
    expect(coerceSetting(value, settingSpecs['completion.languages'])).toEqual(
      settingSpecs['completion.languages'].default,
    );
    if (typeof value !== 'string') expect(coerceSetting(value, settingSpecs.model)).toBe('auto');
    if (typeof value !== 'number') expect(coerceSetting(value, settingSpecs.threads)).toBe(0);
  });
});
