import path from 'node:path';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { floors, maxFileLines } from './harness/floors.mjs';

const root = path.resolve(import.meta.dirname, '..');
/** @typedef {import('./harness/floors.mjs').Floor} Floor */

const escape = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const isFile = (/** @type {string} */ folder) => ['extension', 'core/ports', 'core/settings'].includes(folder);
const filesOf = (/** @type {string} */ folder) => (isFile(folder) ? [`src/${folder}.ts`] : [`src/${folder}/**/*.ts`]);

/** Everything of ours that a floor's files may not import, by resolved path.
 * @param {Floor} floor */
function zoneOf({ folder, imports, typesFrom = [] }) {
  const allowed = [folder, ...imports, ...typesFrom];
  const except = allowed.flatMap((name) => [`./${name}`, `./${name}.ts`]);
  return {
    target: filesOf(folder).map((file) => `./${file}`),
    from: './src',
    except,
    message: `Not below ${folder}: see test/harness/floors.mjs.`,
  };
}

/** Packages that a floor's files may not import, and folders of which they may import types only.
 * @param {Floor} floor */
function importPatternsOf({ packages, typePackages = [], typesFrom = [] }) {
  const allowed = [...packages, ...typePackages].map((name) =>
    name === 'node:*' ? 'node:' : `${escape(name)}(?:/|$)`,
  );
  /** @type {{regex: string, message: string, allowTypeImports?: boolean}[]} */
  const patterns = [
    {
      regex: `^(?!\\.{1,2}/|${allowed.join('|') || '$'})`,
      message: 'This floor does not import that package: see test/harness/floors.mjs.',
    },
  ];
  for (const name of typesFrom)
    patterns.push({
      regex: `^(\\.\\./)+${escape(name)}/`,
      allowTypeImports: true,
      message: `Only types of ${name} here.`,
    });
  for (const name of typePackages)
    patterns.push({
      regex: `^${escape(name)}(?:/|$)`,
      allowTypeImports: true,
      message: `Only types of ${name} here.`,
    });
  return patterns;
}

/** @type {import('typescript-eslint').ConfigArray} */
const floorRules = floors.map((floor) => ({
  files: filesOf(floor.folder),
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: importPatternsOf(floor) }],
    'import-x/no-restricted-paths': ['error', { basePath: root, zones: [zoneOf(floor)] }],
  },
}));

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'out/**',
      'node_modules/**',
      'test/harness/sample/**',
      'test/bench/data/**',
      '.vscode-test/**',
    ],
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'test/**/*.mts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['tsconfig.json', 'src/panel/tsconfig.json'], tsconfigRootDir: root },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['**/*.{ts,mts,mjs,js}'],
    plugins: { 'import-x': importX },
    languageOptions: { ecmaVersion: 2024 },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: path.join(root, 'tsconfig.json') })],
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      'no-var': 'error',
      'prefer-const': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'max-lines': ['error', { max: maxFileLines }],
    },
  },
  {
    files: ['src/**/*.ts', 'test/harness/**/*.mjs'],
    rules: { 'max-lines-per-function': ['error', { max: 60 }], 'max-params': ['error', { max: 5 }] },
  },
  { files: ['src/**/*.ts'], rules: { 'no-console': 'error' } },
  { files: ['src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  ...floorRules,
  // The tools that read these files want a default export.
  {
    files: ['test/eslint.config.mjs', 'test/**/*.config.mts', 'esbuild.js'],
    rules: { 'import-x/no-default-export': 'off' },
  },
);
