import { describe, expect, it } from 'vitest';
import { describeError, PlainError } from '../../../src/base/errors';
import { loadError } from '../../../src/engine/modelHome';

describe('loadError', () => {
  it('names an architecture that the native library does not know', () => {
    const error = loadError(new Error('Failed to load model'), 'zzzz2');
    expect(describeError(error)).toMatch(/does not know the architecture "zzzz2" of the model\. Choose another model/);
  });

  it('ends each problem with a full stop before the cure', () => {
    expect(describeError(loadError(new Error('Failed to load model'), 'qwen2'))).toBe(
      'The model does not load: Failed to load model. Download it again, or choose another model.',
    );
    expect(loadError(new Error('out of memory'), 'qwen2').message).toMatch(/memory\.$/);
    expect(describeError(new PlainError('x', 'It broke', 'Mend it.'))).toBe('It broke. Mend it.');
  });

  it('hands on what is plain already', () => {
    const plain = new PlainError('x', 'It broke.');
    expect(loadError(plain, '')).toBe(plain);
  });
});
