// Writes the licences of everything that ships and was written by others.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** Compiled into the native part of @node-llama-cpp packages, which carry only their own licence. */
const compiledIn = [
  {
    name: 'llama.cpp and ggml',
    version: 'as compiled into @node-llama-cpp',
    licence: 'MIT',
    text: mitLicence('Copyright (c) 2023-2026 The ggml authors'),
  },
];

/**
 * @param {readonly string[]} packageDirs as keys of the lock file: `node_modules/NAME`
 * @returns {string} Markdown
 * @throws {Error} when a package is not in the lock file or does not say its licence
 */
export function composeNotices(packageDirs) {
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const notices = [...new Set(packageDirs)].map((dir) => {
    const entry = packages[dir];
    if (entry === undefined) throw new Error(`${dir} ships but is not in package-lock.json`);
    return {
      name: entry.name ?? dir.replace(/^.*node_modules\//, ''),
      version: entry.version,
      ...licenceOf(dir, entry.license),
    };
  });
  const all = [...notices, ...compiledIn].sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = all.map(
    ({ name, version, licence, text }) => `## ${name} ${version}\nLicence: ${licence}\n\n\`\`\`\n${text}\n\`\`\`\n`,
  );
  return `# Third-party notices\nPlinth ships with the following packages.\n\n${sections.join('\n')}`;
}

/** @param {string} dir @param {string | undefined} licenceOfLock */
function licenceOf(dir, licenceOfLock) {
  const folder = path.join(root, dir);
  const manifest = readJson(path.join(folder, 'package.json'));
  const licence = licenceOfLock ?? manifest.license;
  if (typeof licence !== 'string') throw new Error(`${dir} does not say its licence`);
  const names = fs.existsSync(folder)
    ? fs.readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    : [];
  const texts = names.map((name) => fs.readFileSync(path.join(folder, name), 'utf8').trim());
  const author = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name;
  if (texts.length === 0 && licence === 'MIT') texts.push(mitLicence(`Copyright (c) ${author ?? 'the authors'}`));
  if (texts.length === 0)
    texts.push(`The package holds no licence text; its manifest says ${licence}${author ? `, by ${author}` : ''}.`);
  return { licence, text: texts.join('\n\n').replaceAll('```', "'''") };
}

/** @param {string} file */
function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

/** @param {string} copyright */
function mitLicence(copyright) {
  return `MIT License

${copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE
FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
