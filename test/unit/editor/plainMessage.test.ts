import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainMessage } from '../../../src/editor/plainMessage';

/** What makes a link of a message, as VS Code has it in `base/common/linkedText.ts`. */
const linkPattern = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

describe('plainMessage', () => {
  it.each([
    'The file "/models/[open](command:plinth.deleteAllData).gguf" is damaged.',
    'a [b](https://example.invalid) c [d](file:///etc/passwd "title")',
    '[[x](command:a)](command:b)',
  ])('leaves no link in %s', (text) => {
    expect(text).toMatch(linkPattern);
    expect(plainMessage(text)).not.toMatch(linkPattern);
    expect(plainMessage(text).replaceAll('\u200d', '')).toBe(text);
  });

  it('leaves other text as it is', () => {
    expect(plainMessage('list[0] (the first) of [a] (b)')).toBe('list[0] (the first) of [a] (b)');
  });
});

describe('messages', () => {
  it('are shown by notify.ts alone', () => {
    const src = path.resolve(import.meta.dirname, '../../../src');
    const files = fs
      .readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && /\.show(Information|Warning|Error)Message\b/.test(read(src, file)));
    expect(files.map((file) => file.replaceAll('\\', '/'))).toEqual(['editor/notify.ts']);
    expect(read(src, 'editor/notify.ts').match(/\.show\w+Message\(plainMessage\(/g)).toHaveLength(4);
  });
});

function read(folder: string, file: string): string {
  return fs.readFileSync(path.join(folder, file), 'utf8');
}
