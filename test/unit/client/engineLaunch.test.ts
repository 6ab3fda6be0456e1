import { describe, expect, it } from 'vitest';
import { engineLaunch } from '../../../src/client/engineLaunch';

const files = {
  nodePath: '/opt/node',
  engineFile: '/ext/dist/engine.mjs',
  configFile: '/run/user/1/plinth/ab/config.json',
};

describe('engineLaunch', () => {
  it('passes the two files and nothing else', () => {
    const launch = engineLaunch({ ...files, env: {} });
    expect(launch.command).toBe('/opt/node');
    expect(launch.args).toEqual(['/ext/dist/engine.mjs', '/run/user/1/plinth/ab/config.json']);
    expect(launch.env).toEqual({ ELECTRON_RUN_AS_NODE: '1' });
  });

  it('drops what an editor or a debugger adds for its children', () => {
    const { env } = engineLaunch({
      ...files,
      env: {
        NODE_OPTIONS: '--require /debug/bootloader.js --inspect',
        VSCODE_IPC_HOOK: '/tmp/x.sock',
        VSCODE_INSPECTOR_OPTIONS: '{}',
        vscode_nls_config: '{}',
        ELECTRON_NO_ATTACH_CONSOLE: '1',
        ELECTRON_RUN_AS_NODE: '0',
        NODE_CHANNEL_FD: '3',
        NODE_UNIQUE_ID: '1',
        NODE_V8_COVERAGE: '/tmp/coverage',
        Node_Options: '--inspect-brk',
      },
    });
    expect(env).toEqual({ ELECTRON_RUN_AS_NODE: '1' });
  });

  it("keeps the user's own environment", () => {
    const own = {
      PATH: '/bin',
      HOME: '/home/u',
      CUDA_VISIBLE_DEVICES: '1',
      LD_LIBRARY_PATH: '/cuda',
      MY_VSCODE_THING: 'x',
      EMPTY: '',
    };
    const { env } = engineLaunch({ ...files, env: { ...own, GONE: undefined } });
    expect(env).toEqual({ ...own, ELECTRON_RUN_AS_NODE: '1' });
  });
});
