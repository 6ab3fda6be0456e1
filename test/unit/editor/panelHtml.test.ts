import { describe, expect, it } from 'vitest';
import { panelHtml } from '../../../src/editor/explain/panelHtml';

const labels = {
  title: 'Explanation',
  hint: 'Select "code" <here>',
  depth: 'How much',
  depths: { sentence: 'One <sentence>', normal: 'Normal', lines: 'Line by line' },
  stop: 'Stop',
  again: 'Ask again',
  copy: 'Copy',
  insert: 'Insert',
  answer: 'Answer',
  question: 'Ask "more"',
  send: 'Ask',
  earlier: 'Earlier',
};
const document = {
  nonce: 'abc123',
  cspSource: 'https://x.vscode-cdn.net',
  scriptUri: 'https://x.vscode-cdn.net/dist/panel.js',
  styleUri: 'https://x.vscode-cdn.net/media/panel.css',
  language: 'en',
};
const html = panelHtml(document, labels);
const policy = (/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '').split('; ');

describe('panelHtml', () => {
  it('allows nothing by default and only the script with the nonce', () => {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'nonce-abc123'");
    expect(policy).toContain('style-src https://x.vscode-cdn.net');
    expect(policy.join(';')).not.toMatch(/unsafe|img-src|connect-src|font-src|\*/);
    expect(html.match(/<script/g)).toEqual(['<script']);
    expect(html).toContain('<script nonce="abc123" src="https://x.vscode-cdn.net/dist/panel.js">');
  });

  it('has no inline style and no inline handler', () => {
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it('escapes what it is given', () => {
    expect(html).toContain('Select &quot;code&quot; &lt;here&gt;');
    expect(html).toContain('One &lt;sentence&gt;');
    expect(panelHtml({ ...document, language: '"><script>' }, labels)).toContain('lang="&quot;&gt;&lt;script&gt;"');
  });

  it('can be read aloud and used by keyboard', () => {
    expect(html).toMatch(/id="answer"[^>]*aria-live="polite"/);
    expect(html).toContain('<p id="status" role="status">');
    expect(html).toContain('role="toolbar" aria-label="Explanation"');
    expect(html.match(/<button id="\w+" type="button">/g)).toHaveLength(4);
    expect(html).toContain('<legend class="unseen">How much</legend>');
    expect(html.match(/<label><input type="radio" name="depth" value="\w+"> /g)).toHaveLength(3);
    expect(html).toMatch(/<textarea id="question"[^>]* aria-label="Ask &quot;more&quot;"/);
    expect(html).toContain('<label for="history">Earlier</label>');
  });

  it('has its parts in the order in which they are read and reached by keyboard', () => {
    const ids = [...html.matchAll(/ id="(\w+)"/g)].map((match) => match[1]);
    expect(ids).toEqual(
      ['title', 'subtitle', 'depth', 'actions', 'stop', 'again', 'copy', 'insert'].concat([
        'answer',
        'status',
        'ask',
        'question',
        'send',
        'earlier',
        'history',
      ]),
    );
    for (const landmark of ['<header>', '<main ', '<form ', '<footer ']) expect(html.split(landmark)).toHaveLength(2);
  });
});
