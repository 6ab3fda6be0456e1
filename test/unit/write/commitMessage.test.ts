import { describe, expect, it } from 'vitest';
import { commitMessageOf } from '../../../src/core/write/commit/commitMessage';

describe('commitMessageOf', () => {
  it('takes the message as it is', () => {
    expect(commitMessageOf('Add retries\n\nThe server fails now and then.\n', '')).toBe(
      'Add retries\n\nThe server fails now and then.',
    );
  });

  it.each([
    ['a fence', '```\nAdd retries\n```'],
    ['a fence with words around', 'Here is the commit message:\n\n```text\nAdd retries\n```\nIt says what changed.'],
    ['an open fence', '```\nAdd retries'],
    ['quotes', '"Add retries."'],
    ['bold', '**Add retries**'],
    ['a label', 'Commit message: Add retries'],
    ['a bold label', '**Subject:** Add retries'],
    ['a heading', '# Add retries'],
    ['talk', 'Sure! Here is it:\nAdd retries'],
    ['marks of a template', '<|im_start|>Add retries<|im_end|>'],
    ['CRLF', '\r\nAdd retries\r\n'],
    ['an invented issue', 'Add retries (#12)\n\nFixes #12\nSigned-off-by: A <a@b>'],
    ['the diff again', 'Add retries\ndiff --git a/x b/x\n+1'],
  ])('leaves out %s', (_what, answer) => {
    expect(commitMessageOf(answer, '')).toBe('Add retries');
  });

  it('puts a blank line before the body and wraps it', () => {
    const body = `${'word '.repeat(20).trim()}`;
    const [subject, blank, ...rows] = commitMessageOf(`Add\n${body}`, '').split('\n');
    expect([subject, blank]).toEqual(['Add', '']);
    expect(rows.join(' ')).toBe(body);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(72);
  });

  it('keeps the subject within 72 units, cut where a clause ends', () => {
    const long = 'Add retries to the fetch loop of the client when the server answers with an error and log them';
    expect(commitMessageOf(long, '')).toBe('Add retries to the fetch loop of the client when the server answers');
    expect(commitMessageOf('x'.repeat(100), '')).toBe('x'.repeat(72));
    expect(commitMessageOf(`${'😀'.repeat(60)}`, '').length).toBeLessThanOrEqual(72);
  });

  it('begins with what was typed, whatever the answer begins with', () => {
    expect(commitMessageOf('feat: add retries', 'fix(net):')).toBe('fix(net): add retries');
    expect(commitMessageOf('fix(net): add retries\n\nWhy.', 'fix(net): ')).toBe('fix(net): add retries\n\nWhy.');
    expect(commitMessageOf('Add retries', 'Client: ')).toBe('Client: Add retries');
    expect(commitMessageOf('Add retries', 'WIP')).toBe('WIP add retries');
    const typed = 'Rework the loop so that it tries again and again.\n\nBecause.';
    expect(commitMessageOf('Add retries', typed)).toBe(`${typed}\n\nAdd retries`);
  });

  it('has nothing to add where the answer has none', () => {
    expect(commitMessageOf('', 'WIP ')).toBe('WIP');
    expect(commitMessageOf('```', '')).toBe('');
    expect(commitMessageOf('Here is the commit message:', '')).toBe('');
  });
});
