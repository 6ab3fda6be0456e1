import { open, stat } from 'node:fs/promises';
import { PlainError } from '../base/errors';
import { readFully } from '../base/readFully';
import { readGgufHeader, type GgufHeader } from '../core/models/ggufHeader';
import { checkModelShape } from '../core/models/modelShape';

export interface CheckedModelFile {
  readonly path: string;
  readonly bytes: number;
  readonly header: GgufHeader;
}

/**
 * Opens a model file and checks its header in JavaScript, before the native loader, whose parser has had overflows, sees it.
 * @throws PlainError `modelUnusable` that says what is wrong with the file.
 */
export async function checkModelFile(path: string): Promise<CheckedModelFile> {
  // Before opening: a pipe would block the open for ever.
  const kind = await stat(path).catch(refuse);
  if (!kind.isFile()) throw new PlainError('modelUnusable', 'The model path names no file.', 'Choose a GGUF file.');
  const file = await open(path, 'r').catch(refuse);
  try {
    const { size } = await file.stat();
    const header = await readGgufHeader((offset, length) => readFully(file, offset, length), size);
    checkModelShape(header);
    return { path, bytes: size, header };
  } finally {
    await file.close();
  }
}

function refuse(error: NodeJS.ErrnoException): never {
  throw new PlainError(
    'modelUnusable',
    `The model file cannot be opened (${error.code ?? error.message}).`,
    'Choose or download a model again.',
  );
}
