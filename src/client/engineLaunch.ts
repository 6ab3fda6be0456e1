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
 * What to spawn for an engine. No secret and no option is on the command line, where any process could read it; the environment loses
 * what an editor or a debugger adds for its own children (they would load code into the engine or make it wait for a debugger).
 */
export function engineLaunch({ nodePath, engineFile, configFile, env }: EngineLaunchOptions): EngineLaunch {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !isForeign(name.toUpperCase())) kept[name] = value;
  }
  return { command: nodePath, args: [engineFile, configFile], env: { ...kept, ELECTRON_RUN_AS_NODE: '1' } };
}

/** Windows names are case-insensitive, hence the upper case. */
function isForeign(name: string): boolean {
  return (
    name.startsWith('VSCODE_') ||
    name.startsWith('ELECTRON_') ||
    [
      'NODE_OPTIONS',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
      'NODE_UNIQUE_ID',
      'NODE_V8_COVERAGE',
    ].includes(name)
  );
}
