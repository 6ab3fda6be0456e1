import type { TestProject } from 'vitest/node';
import { packExtension } from '../harness/package.mjs';
import { ownTarget } from '../harness/targets.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the extension as users get it, packed from the sources as they are now. */
    vsix: string;
  }
}

/** Called once by vitest before all end-to-end tests. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('vsix', await packExtension(ownTarget));
}
