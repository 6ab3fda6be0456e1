import { PlainError } from '../../base/errors';
import type { WithheldFiles } from '../ports';
import type { DocumentSnapshot } from './snapshot';

/** For places that know of no such files. */
export const nothingWithheld: WithheldFiles = { isWithheld: () => Promise.resolve(false) };

/** Call before anything of a document is put into a prompt that somebody asked for. @throws PlainError `withheldFile` */
export async function refuseWithheldFile(
  { uri, path }: Pick<DocumentSnapshot, 'uri' | 'path'>,
  withheld: WithheldFiles,
): Promise<void> {
  if (!(await withheld.isWithheld(uri))) return;
  throw new PlainError(
    'withheldFile',
    `A .plinthignore file names "${path}", or it is a link to such a file or to one of secrets, so nothing of it is given to the model.`,
    'Take it out of that file first.',
  );
}
