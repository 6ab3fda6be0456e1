/**
 * The caller's environment for a child process, without what an editor or a debugger adds for its own children: that would load code into
 * the child or make it wait for a debugger.
 */
export function childEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !isForeign(name.toUpperCase())) kept[name] = value;
  }
  return kept;
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
