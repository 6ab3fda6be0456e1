import { describe, expect, it } from 'vitest';
import { previewText } from '../../../src/core/completion/promptPreview';
import type { CompletionPrompt } from '../../../src/protocol/engine';

const prompt: CompletionPrompt = {
  session: 's',
  anchor: 1,
  repository: 'shop',
  path: 'src/a.ts',
  context: [],
  prefix: 'const a = 1;\n',
  suffix: '',
  hint: '',
  middle: 'a.',
};

describe('previewText', () => {
  it('says that there is nothing where there is nothing', () => {
    const text = previewText(
      { prompt, promptTokens: 512, choice: { pieces: [], hints: [], ranked: [], notes: [] } },
      'typescript',
    );
    expect(text).toContain('At most 512 tokens; no answer from the index.');
    expect(text).toContain('## Candidates\n\nNone.');
    expect(text).toContain('### After the cursor\n(nothing)');
    expect(text).toContain('```typescript\nconst a = 1;\n```');
    expect(text).not.toContain('Repository');
  });

  it('tells of sources that failed, and keeps fences and table cells whole', () => {
    const snippet = {
      source: 'usages',
      path: 'a|b.md',
      text: '````\ncode\n````\n',
      names: [],
      relevance: 1,
      nearness: 1,
    } as const;
    const context = [{ path: snippet.path, text: snippet.text, priority: 1 }];
    const text = previewText(
      {
        prompt: { ...prompt, context },
        promptTokens: 512,
        choice: {
          pieces: context,
          hints: [],
          ranked: [{ snippet, score: 0.5, tokens: 9, verdict: 'kept' }],
          notes: [{ source: 'members', ms: 1, problem: 'no time was left' }],
          index: { state: 'indexing', files: 3, pending: 4, skipped: {} },
        },
      },
      'typescript',
    );
    expect(text).toContain('| usages | a\\|b.md |  | 0.50 | 9 | kept |');
    expect(text).toContain('index indexing, 3 files');
    expect(text).toContain('- members: no time was left');
    expect(text).toContain('Repository: shop');
    expect(text).toContain('`````\n````\ncode\n````\n`````');
  });
});
