/** Words of the languages themselves, and names so common that sharing them says nothing. */
const common = new Set(
  `abstract and any as assert async await bool boolean break byte case catch char class const continue def default defer del delete do
  double elif else elsif end enum except export extends extern false False final finally float fn for foreach from fun func function get
  global go goto if impl implements import in include instanceof int interface internal is lambda let local long loop match mod module mut
  namespace new next nil none None not null nullptr number object of operator or override package pass private protected pub public raise
  readonly ref rescue return self Self set short sizeof static str string String struct super switch then this throw throws trait true True try
  type typedef typeof undefined union unknown unless unsafe unsigned until use using val var virtual void volatile when where while with
  yield`.split(/\s+/),
);

const identifier = /[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*/gu;

/** The names in a piece of code, each once, without words of the language and single letters. */
export function identifiersIn(code: string): Set<string> {
  const found = new Set<string>();
  for (const [name] of code.matchAll(identifier)) if (name.length > 1 && !common.has(name)) found.add(name);
  return found;
}

/** Words of some language, and names of which every program has one. */
export function isLanguageWord(word: string): boolean {
  return common.has(word);
}

/** All names in a piece of code in their order, words of the language left out. */
export function namesIn(code: string): string[] {
  return [...code.matchAll(identifier)].flatMap(([name]) => (name.length > 1 && !common.has(name) ? [name] : []));
}

/** The words that a name is put together from, in lower case: `parseHTMLPage_v2` -> parse, html, page, v2. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[\s_$-]+/)
    .filter((word) => word.length > 1);
}
