import path from 'node:path';

/** The editor's language ids by file extension, for all languages with a grammar and the common ones without. */
const byExtension: Readonly<Record<string, string>> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  pyi: 'python',
  pyw: 'python',
  java: 'java',
  go: 'go',
  rs: 'rust',
  c: 'c',
  h: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hh: 'cpp',
  hpp: 'cpp',
  hxx: 'cpp',
  cs: 'csharp',
  rb: 'ruby',
  php: 'php',
  kt: 'kotlin',
  swift: 'swift',
  scala: 'scala',
  lua: 'lua',
  sh: 'shellscript',
  bash: 'shellscript',
  sql: 'sql',
  css: 'css',
  scss: 'scss',
  html: 'html',
  vue: 'vue',
  svelte: 'svelte',
  json: 'json',
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  md: 'markdown',
};

/** The editor's language id for a file by its name; `plaintext` when the name says nothing. */
export function languageIdOf(file: string): string {
  const extension = path.extname(file).slice(1).toLowerCase();
  return Object.hasOwn(byExtension, extension) ? (byExtension[extension] ?? 'plaintext') : 'plaintext';
}
