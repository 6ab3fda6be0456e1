// npm run --silent plinth -- COMMAND: the product's own command line, from the build in dist/.
import './checkNode.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

const cli = path.join(root, 'dist', 'cli.mjs');
if (fs.existsSync(cli) && fs.existsSync(path.join(root, 'node_modules'))) {
  await import(pathToFileURL(cli).href);
} else {
  console.error('Plinth is not built here yet. Run npm start -- --check once; it does the whole set-up.');
  process.exitCode = 1;
}
