import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../src/client/childEnvironment';

describe('childEnvironment', () => {
  it("keeps the user's own variables and drops those for an editor's or a debugger's children", () => {
    const env = {
      PATH: '/bin',
      Vscode_Pid: '1',
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--inspect',
      NONE: undefined,
    };
    expect(childEnvironment(env)).toEqual({ PATH: '/bin' });
  });
});
