// Which folder may import what: the one table behind the linter's rules and the test that reads the imports itself.

/**
 * @typedef {object} Floor
 * @property {string} folder below src/, or a file; the longest that fits a file is its floor
 * @property {readonly string[]} imports folders and files below src/ that it may import beside itself
 * @property {readonly string[]} [typesFrom] folders and files of which it may import types only
 * @property {readonly string[]} packages npm packages; `node:*` stands for everything built into Node
 * @property {readonly string[]} [typePackages] packages of which it may import types only
 */

const contracts = ['core/ports', 'core/settings'];
const belowTasks = ['base', ...contracts, 'core/models', 'core/text', 'core/syntax', 'core/context', 'core/prompt'];

/** Inside core: text <- syntax <- context <- prompt <- the five tasks, which never import each other.
 * @param {string} name @param {readonly string[]} imports @param {readonly string[]} packages @returns {Floor} */
const core = (name, imports, packages = []) => ({ folder: `core/${name}`, imports, typesFrom: ['protocol'], packages });

/** @type {readonly Floor[]} */
export const floors = [
  { folder: 'base', imports: [], packages: [] },
  { folder: 'protocol', imports: ['base'], packages: ['vscode-jsonrpc'] },
  core('ports', ['base']),
  core('settings', ['base']),
  core('models', ['base', ...contracts]),
  core('text', ['base', ...contracts], ['diff']),
  core('syntax', ['base', ...contracts, 'core/text'], ['web-tree-sitter']),
  core('context', ['base', ...contracts, 'core/text', 'core/syntax'], ['ignore', 'diff']),
  core('prompt', ['base', ...contracts, 'core/models', 'core/text', 'core/syntax', 'core/context']),
  core('completion', belowTasks),
  core('explain', belowTasks),
  core('fix', belowTasks),
  core('debug', belowTasks),
  core('write', belowTasks),
  // The editor's own chat has commands for several tasks, and its conversations go on from explanations.
  core('chat', [...belowTasks, 'core/explain']),
  core('bench', belowTasks),
  { folder: 'client', imports: ['base', 'protocol', 'core/ports'], packages: ['node:*', 'vscode-jsonrpc'] },
  {
    folder: 'engine',
    imports: ['base', 'protocol', 'core/prompt', 'core/models'],
    packages: ['node:*', 'vscode-jsonrpc', 'node-llama-cpp'],
  },
  {
    folder: 'worker',
    imports: ['base', 'protocol', 'core/ports', 'core/text', 'core/syntax', 'core/context', 'node'],
    packages: ['node:*', 'vscode-jsonrpc', 'web-tree-sitter'],
  },
  {
    folder: 'checker',
    imports: ['base', 'protocol'],
    packages: ['node:*', 'vscode-jsonrpc'],
    typePackages: ['typescript'],
  },
  {
    folder: 'node',
    imports: ['base', 'protocol', 'core/ports', 'core/text', 'core/context', 'core/models'],
    packages: ['node:*', 'picomatch'],
  },
  { folder: 'panel', imports: ['base', 'protocol/panel'], packages: ['highlight.js'] },
  { folder: 'editor', imports: ['base', 'protocol', 'core'], packages: ['vscode', 'markdown-it'] },
  { folder: 'cli', imports: ['base', 'protocol', 'core', 'client', 'node'], packages: ['node:*', 'commander', 'diff'] },
  {
    folder: 'extension',
    imports: ['base', 'protocol', 'core', 'client', 'node', 'editor'],
    packages: ['vscode', 'node:*'],
  },
];

/** No file below src/ may be longer; half of them are shorter than the median. */
export const maxFileLines = 400;
export const maxMedianFileLines = 120;
