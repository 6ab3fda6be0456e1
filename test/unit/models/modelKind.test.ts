import { describe, expect, it } from 'vitest';
import { readGgufHeader } from '../../../src/core/models/ggufHeader';
import { type ModelKind, modelKind } from '../../../src/core/models/modelKind';
import { type Field, ggufBytes, modelKeys, stringKey, strictReader, u32Key } from './ggufBytes';

async function kindOf(keys: readonly Field[][]): Promise<ModelKind> {
  const bytes = ggufBytes({ keys });
  return modelKind(await readGgufHeader(strictReader(bytes).read, bytes.length));
}

describe('modelKind', () => {
  it('reads name, architecture, context and chat template', async () => {
    const more = [
      stringKey('general.name', 'My\nmodel'),
      u32Key('qwen2.context_length', 4096),
      stringKey('tokenizer.chat_template', '{{ x }}'),
    ];
    expect(await kindOf([...modelKeys, ...more])).toEqual({
      name: 'My?model',
      architecture: 'qwen2',
      trainedContextTokens: 4096,
      hasChatTemplate: true,
    });
  });

  it('does without what is optional', async () => {
    expect(await kindOf(modelKeys)).toMatchObject({ name: 'qwen2', trainedContextTokens: 0, hasChatTemplate: false });
  });

  it.each<[what: string, keys: readonly Field[][], message: RegExp]>([
    ['an adapter', [...modelKeys, stringKey('general.type', 'adapter')], /LoRA/],
    ['an image encoder', [...modelKeys, stringKey('general.type', 'mmproj')], /image/],
    [
      'another type, without the signs of a link',
      [...modelKeys, stringKey('general.type', '[x](command:y)')],
      /"\?x\?\?command:y\?"/,
    ],
    ['another type', [...modelKeys, stringKey('general.type', 'imatrix')], /"imatrix"/],
    ['an embedding model', [stringKey('general.architecture', 'nomic-bert'), ...modelKeys.slice(1)], /nomic-bert/],
    ['no architecture', modelKeys.slice(1), /architecture/],
    ['no tokenizer', modelKeys.slice(0, 1), /tokenizer/],
  ])('refuses %s', async (_what, keys, message) => {
    await expect(kindOf(keys)).rejects.toMatchObject({
      code: 'modelUnusable',
      message: expect.stringMatching(message) as string,
    });
  });
});
