/**
 * The platforms that VS Code has packages for, and the npm packages that hold the engine's native part for each. A backend beside
 * the CPU is in only where the whole package stays below the size limit.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const backendPackages = {
  'linux-x64': ['linux-x64', 'linux-x64-vulkan'],
  'linux-arm64': ['linux-arm64'],
  'darwin-x64': ['mac-x64'],
  'darwin-arm64': ['mac-arm64-metal'],
  'win32-x64': ['win-x64', 'win-x64-vulkan'],
  'win32-arm64': ['win-arm64'],
};

/** The marketplace takes more, but a download on a slow line should stay bearable. */
export const maxVsixBytes = 42_000_000;

/** VS Code's name of the platform this runs on. */
export const ownTarget = `${process.platform}-${process.arch}`;
