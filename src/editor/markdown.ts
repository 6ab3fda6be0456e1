import MarkdownIt from 'markdown-it';

/**
 * The one rendering policy for text of the model: no HTML, no images, no links of any kind (an address stays readable as text),
 * no headings by underlining (a list that begins to stream would turn the paragraph above it into one). Code is not highlighted.
 */
const renderer = new MarkdownIt('default', { html: false, linkify: false, typographer: false, breaks: false }).disable([
  'image',
  'link',
  'autolink',
  'reference',
  'html_block',
  'html_inline',
  'lheading',
]);

/** Turns Markdown of the model into HTML that holds only text and structure. Never throws on odd input. */
export function renderMarkdown(markdown: string): string {
  return renderer.render(markdown);
}

/**
 * Closes what a half-written answer has left open in its last paragraph (`**`, backticks), so that nothing flips from plain to bold
 * while it streams. Open code fences need no help.
 */
export function closeOpenMarks(markdown: string): string {
  const fences = markdown.match(/^\s{0,3}(?:`{3,}|~{3,})/gm) ?? [];
  if (fences.length % 2 === 1) return markdown;
  const tail = markdown.slice(markdown.lastIndexOf('\n\n') + 1).replace(/^\s{0,3}(?:`{3,}|~{3,}).*$/gm, '');
  const ticks = tail.match(/`/g) ?? [];
  if (ticks.length % 2 === 1) return tail.endsWith('`') ? markdown.slice(0, -1) : `${markdown}\``;
  const withoutCode = tail.replace(/`[^`]*`/g, '');
  const bold = withoutCode.match(/\*\*/g) ?? [];
  if (bold.length % 2 === 0) return markdown.replace(/(^|[^*])\*$/, '$1');
  if (withoutCode.endsWith('**')) return markdown.slice(0, -2);
  return `${markdown.replace(/([^*])\*$/, '$1').trimEnd()}**`;
}
