import MarkdownIt, { type Token } from 'markdown-it';

/**
 * The one rendering policy for text of the model: no HTML, no images, no links of any kind (an address stays readable as text),
 * no headings by underlining (a list that begins to stream would turn the paragraph above it into one). Code has the class of its
 * language, by which the panel highlights it.
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

/**
 * Turns Markdown of the model into HTML that holds only text and structure. Never throws on odd input. While the text still grows, a
 * fence that is open has no class of a language: what is not closed is not highlighted.
 */
export function renderMarkdown(markdown: string, { isGrowing = false } = {}): string {
  const tokens = renderer.parse(markdown, {});
  const last = tokens.findLast(({ type }) => type === 'fence');
  if (isGrowing && last !== undefined && !isClosed(last)) last.info = '';
  return renderer.renderer.render(tokens, renderer.options, {});
}

/** The code of the last fence. */
export function lastCodeBlock(markdown: string): string | undefined {
  return renderer.parse(markdown, {}).findLast(({ type, content }) => type === 'fence' && content.trim() !== '')
    ?.content;
}

/** A fence that ends with the text has no closing line among its own. */
function isClosed({ map, content }: Token): boolean {
  const [first, end] = map ?? [0, 0];
  const lines = content === '' ? 0 : content.split('\n').length - (content.endsWith('\n') ? 1 : 0);
  return end - first === lines + 2;
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
