/** Words that models write behind a fence, by languages that write alike. */
const families: readonly (readonly string[])[] = [
  [
    ...['javascript', 'js', 'mjs', 'cjs', 'jsx', 'javascriptreact', 'typescript', 'ts', 'mts', 'cts', 'tsx'],
    ...['typescriptreact', 'vue', 'svelte', 'html'],
  ],
  ['python', 'py', 'python3', 'pyi', 'cython'],
  ['java', 'kotlin', 'kt', 'scala', 'groovy'],
  ['c', 'cpp', 'c++', 'h', 'hpp', 'objective-c', 'cuda', 'cc'],
  ['csharp', 'cs', 'c#'],
  ['go', 'golang'],
  ['rust', 'rs'],
  ['ruby', 'rb'],
  ['php'],
  ['lua'],
  ['shellscript', 'sh', 'bash', 'shell', 'zsh'],
  ['sql'],
  ['swift'],
  ['perl', 'pl'],
];

/** False when a block says that it holds another language than the document's. Unknown words and languages pass. */
export function isSameFamily(fenceWord: string, languageId: string): boolean {
  const familyOf = (word: string): number => families.findIndex((words) => words.includes(word));
  const named = familyOf(fenceWord.replace(/^\{?\.?/, '').replace(/[:{}].*$/, ''));
  const own = familyOf(languageId.toLowerCase());
  return named === -1 || own === -1 || named === own;
}
