/** Works on a model store in a process of its own, which may give up root first, and which a test may kill. */
import { systemClock } from '../../../src/base/clock';
import { PlainError } from '../../../src/base/errors';
import { nullLog } from '../../../src/base/log';
import type { CatalogueModel } from '../../../src/core/models/catalogue';
import { ModelStore } from '../../../src/node/modelStore';

export interface StoreOrder {
  readonly work: 'pull' | 'remove';
  readonly folder: string;
  readonly stateFolder: string;
  readonly model: CatalogueModel;
  /** User and group to become before the work. */
  readonly user?: number;
}

/** One line of JSON each on standard output. */
export type StoreReport =
  { readonly bytes: number } | { readonly result: string } | { readonly code: string; readonly message: string };

const { work, folder, stateFolder, model, user } = JSON.parse(process.argv[2] ?? '') as StoreOrder;
const report = (line: StoreReport): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
if (user !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(user);
  process.setuid?.(user);
}
const parts = { folder, stateFolder, log: nullLog, clock: systemClock };
const store = new ModelStore({ ...parts, catalogue: [model], allowInsecureLoopback: true });
try {
  const result =
    work === 'pull'
      ? await store.pull(model, { onProgress: ({ bytes }) => report({ bytes }) })
      : String(await store.remove(model.id));
  report({ result });
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  report({ code: error.code, message: `${error.message} ${error.cure ?? ''}` });
}
