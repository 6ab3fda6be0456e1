import { childEnvironment } from './childEnvironment';

export interface EngineLaunch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface EngineLaunchOptions {
  /** The program that runs the engine: Node itself, or an editor's binary that acts as Node. */
  readonly nodePath: string;
  readonly engineFile: string;
  readonly configFile: string;
  /** Environment of the caller. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * What to spawn for an engine. No secret and no option is on the command line, where any process could read it; the environment is that
 * of {@link childEnvironment}.
 */
export function engineLaunch({ nodePath, engineFile, configFile, env }: EngineLaunchOptions): EngineLaunch {
  return {
    command: nodePath,
    args: [engineFile, configFile],
    env: { ...childEnvironment(env), ELECTRON_RUN_AS_NODE: '1' },
  };
}
