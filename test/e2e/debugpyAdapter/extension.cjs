// Debugs Python programs with the debugpy that the launch configuration names, and nothing else.
const { debug, DebugAdapterExecutable } = require('vscode');

/** @param {import('vscode').ExtensionContext} context */
exports.activate = ({ subscriptions }) => {
  /** @type {import('vscode').DebugAdapterDescriptorFactory} */
  const factory = {
    createDebugAdapterDescriptor: ({ configuration: { python, debugpyFolder } }) =>
      new DebugAdapterExecutable(String(python), ['-m', 'debugpy.adapter'], {
        env: { PYTHONPATH: String(debugpyFolder) },
      }),
  };
  subscriptions.push(debug.registerDebugAdapterDescriptorFactory('debugpy', factory));
};
