import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hintHtml } from '../../../../src/editor/debug/hintHtml';

const document = {
  nonce: 'abc123',
  cspSource: 'https://x.vscode-cdn.net',
  scriptUri: 'https://x.vscode-cdn.net/dist/panel.js',
  styleUri: 'https://x.vscode-cdn.net/media/panel.css',
  language: 'en',
};
const labels = { title: 'Hint <b>', stop: 'Stop', again: 'Ask "again"', copy: 'Copy', answer: 'Answer' };
const html = hintHtml(document, labels);
const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

describe('hintHtml', () => {
  it('allows nothing but our style sheet and the script with the nonce', () => {
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      'style-src https://x.vscode-cdn.net',
      "script-src 'nonce-abc123'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(html.match(/<script/g)).toEqual(['<script']);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it('has every element that the script of the panel looks for', () => {
    const script = fs.readFileSync(path.resolve(import.meta.dirname, '../../../../src/panel/main.ts'), 'utf8');
    const ids = [...script.matchAll(/element\('(\w+)'/g)].map((match) => match[1] ?? '');
    expect(ids.length).toBeGreaterThan(8);
    for (const id of ids) expect(html).toContain(`id="${id}"`);
  });

  it('shows what is known before the buttons, as the view is low', () => {
    const order = ['title', 'answer', 'status', 'actions', 'subtitle'].map((id) => html.indexOf(`id="${id}"`));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  it('escapes what it is given', () => {
    expect(html).toContain('<title>Hint &lt;b&gt;</title>');
    expect(html).toContain('Ask &quot;again&quot;');
  });
});
