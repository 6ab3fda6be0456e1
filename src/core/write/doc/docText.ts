/** What a documentation says, in no language's form. Texts are single lines without the signs of a comment. */
export interface DocText {
  /** Paragraphs, the first of them the summary. */
  readonly paragraphs: readonly string[];
  readonly parameters: readonly DocEntry[];
  readonly typeParameters: readonly DocEntry[];
  readonly returns: string;
  /** By what is thrown. */
  readonly throws: readonly DocEntry[];
  /** Tags that are kept as they are, such as `@deprecated since 2`; each may have several lines. */
  readonly tags: readonly string[];
}

export interface DocEntry {
  readonly name: string;
  readonly text: string;
}

/** Where the line that is read belongs. */
type Section = 'text' | 'parameters' | 'typeParameters' | 'returns' | 'throws' | 'tag' | 'passed';

interface Draft {
  readonly paragraphs: string[];
  readonly parameters: DraftEntry[];
  readonly typeParameters: DraftEntry[];
  readonly throws: DraftEntry[];
  readonly tags: string[];
  readonly returns: string[];
  section: Section;
  /** NumPy: names stand alone on their lines, and what they are below them. */
  isUnderlined: boolean;
  /** Blanks before the heading of the section. */
  depth: number;
}

interface DraftEntry {
  readonly name: string;
  readonly lines: string[];
}

const headings: readonly (readonly [RegExp, Section])[] = [
  [/^(?:args|arguments|parameters|params|keyword args|keyword arguments|other parameters)$/i, 'parameters'],
  [/^(?:type parameters|type params|generics)$/i, 'typeParameters'],
  [/^(?:returns?|return value|yields?)$/i, 'returns'],
  [/^(?:raises?|throws?|exceptions?|errors?|panics?)$/i, 'throws'],
  [/^(?:examples?|usage|see also|references?|attributes|side effects|complexity)$/i, 'passed'],
  [/^(?:description|summary|notes?|remarks?)$/i, 'text'],
];
const keptTags =
  /^[@\\](?:deprecated|see|since|internal|public|private|protected|override|overload|template|ingroup|api|module|remarks|todo|license|author|version|alpha|beta|experimental|readonly|sealed|virtual|note|warning|yield\w*)\b/i;

/** Reads the text of a comment whose signs are gone already: tags, sections with headings, fields and XML, in any mixture. */
export function docTextOf(text: string): DocText {
  const draft: Draft = {
    paragraphs: [],
    parameters: [],
    typeParameters: [],
    throws: [],
    tags: [],
    returns: [],
    section: 'text',
    isUnderlined: false,
    depth: 0,
  };
  const lines = withoutXml(text).split('\n');
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:-{3,}|={3,}|~{3,})\s*$/.test(line)) continue;
    const isUnderlined = /^\s*(?:-{3,}|={3,})\s*$/.test(lines[index + 1] ?? '');
    readLine(draft, line, isUnderlined);
  }
  const entries = (all: readonly DraftEntry[]): readonly DocEntry[] =>
    all
      .map(({ name, lines: rows }) => ({ name, text: prose(rows) }))
      .filter(({ name, text: said }) => `${name}${said}` !== '');
  return {
    paragraphs: draft.paragraphs.map((each) => prose([each])).filter((each) => each !== ''),
    parameters: entries(draft.parameters),
    typeParameters: entries(draft.typeParameters),
    returns: prose(draft.returns),
    throws: entries(draft.throws),
    tags: draft.tags,
  };
}

function readLine(draft: Draft, line: string, isUnderlined: boolean): void {
  const text = line.trim();
  if (readTag(draft, text) || readField(draft, text)) return;
  // A parameter may have the name of a heading.
  if (isEntryOf(draft, line)) return goOn(draft, line);
  const heading =
    /^(?:#{1,4}\s+)?(?:\*\*|__)?([A-Za-z][A-Za-z ]{2,24}?)(?:\*\*|__)?\s*(?::\s*(?:\*\*|__)?|$)\s*(.*)$/.exec(text);
  const marked = isUnderlined || /^#{1,4}\s|^\*\*|^__/.test(text) || /^[A-Za-z ]+:/.test(text);
  const section = marked ? headings.find(([pattern]) => pattern.test(heading?.[1]?.trim() ?? ''))?.[1] : undefined;
  if (section === undefined) return goOn(draft, line);
  draft.section = section;
  draft.isUnderlined = isUnderlined;
  draft.depth = line.length - line.trimStart().length;
  const rest = heading?.[2] ?? '';
  if (section === 'text') draft.paragraphs.push('');
  if (rest !== '') goOn(draft, rest);
}

function isEntryOf({ section, depth }: Draft, line: string): boolean {
  const hasEntries = section === 'parameters' || section === 'throws';
  return hasEntries && line.length - line.trimStart().length > depth;
}

/** `@param name text`, with the type and the dash of whatever language. */
function readTag(draft: Draft, text: string): boolean {
  const [, tag = '', rest = ''] = /^[@\\](\w+)(?:\[[^\]]*\])?\s*(.*)$/.exec(text) ?? [];
  switch (tag.toLowerCase()) {
    case '':
      return false;
    case 'param':
    case 'arg':
    case 'argument':
    case 'option':
    case 'tparam':
      return readParameter(draft, tag, rest);
    case 'typeparam':
    case 'template': {
      const [, name = '', words = ''] = /^(?:\{[^}]*\}\s*)?\[?([\w$]+)\]?\s*[-:–]?\s*(.*)$/.exec(rest) ?? [];
      return open(draft, 'typeParameters', draft.typeParameters, name, words);
    }
    case 'return':
    case 'returns':
    case 'treturn':
      draft.section = 'returns';
      draft.isUnderlined = false;
      draft.returns.push(returnedText(tag, rest));
      return true;
    case 'throws':
    case 'throw':
    case 'exception':
    case 'raise':
    case 'raises': {
      const [, name = '', words = ''] = /^[{[]?([\w.$\\]+)[\]}]?\s*[-:–]?\s*(.*)$/.exec(rest) ?? [];
      return open(draft, 'throws', draft.throws, name, words);
    }
    case 'brief':
    case 'summary':
    case 'description':
    case 'desc':
    case 'details':
      draft.section = 'text';
      draft.paragraphs.push(rest);
      return true;
    default:
      draft.section = keptTags.test(text) ? 'tag' : 'passed';
      if (draft.section === 'tag') draft.tags.push(text);
      return true;
  }
}

function readParameter(draft: Draft, tag: string, rest: string): true {
  const type = /^<(\w+)>\s*[-:–]?\s*(.*)$/.exec(rest);
  if (type !== null) return open(draft, 'typeParameters', draft.typeParameters, type[1] ?? '', type[2] ?? '');
  // Doxygen's @tparam names a type parameter, LDoc's a parameter behind its type.
  const isTyped = tag === 'tparam' && /^[a-z_][\w.?|]*\s+[a-z_]\w*\s+\S/.test(rest);
  const { name, text } = taggedEntry(isTyped ? rest.replace(/^\S+\s+/, '') : rest);
  const isType = tag === 'tparam' && !isTyped;
  return isType
    ? open(draft, 'typeParameters', draft.typeParameters, name, text)
    : open(draft, 'parameters', draft.parameters, name, text);
}

/** Without the type, which LDoc writes bare and others in brackets. */
function returnedText(tag: string, rest: string): string {
  const untyped = tag === 'treturn' ? rest.replace(/^\S+\s+/, '') : rest;
  return untyped.replace(/^(?:\{[^}]*\}|\[[^\]]*\])\s*[-:–]?\s*/, '');
}

function taggedEntry(rest: string): DocEntry {
  const plain = rest.replace(/^\{(?:[^{}]|\{[^{}]*\})*\}\s*/, '').replace(/^\[(?![\w.$]+(?:=|\]\s*-))[^\]]*\]\s*/, '');
  // PHP names the type first, and its names have a sign.
  const php = /^(?:[^\s$]+\s+)?(?:&|\.\.\.)*\$(\w+)\s*[-:–]?\s*(.*)$/.exec(plain);
  if (php !== null) return { name: php[1] ?? '', text: php[2] ?? '' };
  const [, name = '', text = ''] =
    /^[`*]*\[?(?:\.\.\.|\*{1,2}|&)?([\p{L}_$][\p{L}\p{N}_$]*)(?:\.[\w.$]+)?(?:\s*=[^\]]*)?\]?[`*]*\s*(?:\[[^\]]*\]\s*)?(?:[-:–—]\s*)?(.*)$/u.exec(
      plain,
    ) ?? [];
  return { name, text };
}

/** `:param int name: text` and the like. */
function readField(draft: Draft, text: string): boolean {
  const [, field = '', argument = '', rest = ''] = /^:(\w+)((?:\s+[^:]+)?):\s*(.*)$/.exec(text) ?? [];
  const name =
    argument
      .trim()
      .split(/\s+/)
      .at(-1)
      ?.replace(/^[\\*]+/, '') ?? '';
  switch (field) {
    case 'param':
    case 'parameter':
    case 'arg':
    case 'argument':
    case 'key':
    case 'keyword':
      return open(draft, 'parameters', draft.parameters, name, rest);
    case 'raises':
    case 'raise':
    case 'except':
    case 'exception':
      return open(draft, 'throws', draft.throws, name, rest);
    case 'return':
    case 'returns':
    case 'yields':
      draft.section = 'returns';
      draft.returns.push(rest);
      return true;
    case 'type':
    case 'rtype':
      draft.section = 'passed';
      return true;
    default:
      return false;
  }
}

function open(draft: Draft, section: Section, entries: DraftEntry[], name: string, text: string): true {
  draft.section = section;
  draft.isUnderlined = false;
  draft.depth = 0;
  entries.push({ name, lines: [text] });
  return true;
}

function goOn(draft: Draft, line: string): void {
  const text = line.trim();
  switch (draft.section) {
    case 'text':
      if (text === '' || draft.paragraphs.length === 0) draft.paragraphs.push(text);
      else if (/^[-*+]\s|^\d+[.)]\s/.test(text)) draft.paragraphs.push(text);
      else draft.paragraphs.push(`${draft.paragraphs.pop() ?? ''} ${text}`.trim());
      return;
    case 'returns':
      if (text !== '') draft.returns.push(text);
      return;
    case 'tag':
      if (text !== '') draft.tags.push(`${draft.tags.pop() ?? ''}\n${text}`);
      return;
    case 'passed':
      return;
    default:
      if (text !== '') readEntry(draft, line, draft[draft.section]);
  }
}

/** A line of a section: a new entry, or more of the one before. */
function readEntry(draft: Draft, line: string, entries: DraftEntry[]): void {
  const text = line.trim();
  const depth = line.length - line.trimStart().length;
  if (draft.isUnderlined) {
    const [, name = ''] = /^\*{0,2}([\w.$]+)\s*(?::.*)?$/.exec(text) ?? [];
    if (depth <= draft.depth && name !== '') entries.push({ name, lines: [] });
    else entries.at(-1)?.lines.push(text);
    return;
  }
  const [, name = '', words = ''] =
    /^(?:[-*+]\s+)?[`*]*\$?\*{0,2}([\p{L}_][\p{L}\p{N}_.]*)[`*]*\s*(?:\([^()]*\))?[`*]*\s*(?::|\s-|–|—)\s*[`*]*\s*(.*)$/u.exec(
      text,
    ) ?? [];
  if (name !== '') entries.push({ name, lines: [words] });
  else if (entries.length > 0) entries.at(-1)?.lines.push(text);
  // "Returns an error when …" under "Errors" is about all of them.
  else if (draft.section === 'throws' && !/^(?:none|nothing|n\/a)\b/i.test(text))
    entries.push({ name: '', lines: [text] });
}

/** The elements of C#'s comments as tags; what points somewhere becomes what it names. */
function withoutXml(text: string): string {
  return text
    .replace(/<\/?(?:summary|remarks|para|value|inheritdoc)\s*\/?>/g, '\n')
    .replace(/<param\s+name="([^"]*)"\s*>/g, '\n@param $1 ')
    .replace(/<typeparam\s+name="([^"]*)"\s*>/g, '\n@typeparam $1 ')
    .replace(/<returns>/g, '\n@returns ')
    .replace(/<exception\s+cref="(?:\w:)?([^"]*)"\s*>/g, '\n@throws $1 ')
    .replace(/<example>[^]*?<\/example>/g, '')
    .replace(/<\/(?:param|typeparam|returns|exception)>/g, '\n')
    .replace(/<(?:see|seealso)\s+(?:cref|langword|href)="(?:\w:)?([^"]*)"\s*\/>/g, '$1')
    .replace(/<(?:paramref|typeparamref)\s+name="([^"]*)"\s*\/>/g, '$1')
    .replace(/<\/?(?:c|code|list|item|description|term)(?:\s[^>]*)?>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

function prose(lines: readonly string[]): string {
  return lines.join(' ').replace(/\s+/g, ' ').trim();
}
