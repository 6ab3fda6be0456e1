// Imported first by every command, so that an old Node gets one clear line instead of a syntax or import error.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Node ${process.versions.node} is too old for this project. Install Node 20.19 or newer and run the command again.`,
  );
  process.exit(1);
}
