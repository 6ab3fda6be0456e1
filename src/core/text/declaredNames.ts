/** A declaration that a second one of the same name in the same block would make an error. Groups `name` or `names`. */
interface Declarations {
  readonly pattern: RegExp;
  /** Keeps names apart that may stand side by side: a type and a value. */
  readonly space: string;
}

const scriptHead = String.raw`^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?`;
const script: readonly Declarations[] = [
  { pattern: new RegExp(String.raw`${scriptHead}(?:const|let)\s+(?!enum\b)(?<name>[\w$]+)`), space: 'value' },
  { pattern: new RegExp(String.raw`${scriptHead}(?:const|let)\s*\{(?<names>[^{}]*)\}\s*=`), space: 'value' },
  { pattern: new RegExp(String.raw`${scriptHead}(?:abstract\s+)?class\s+(?<name>[\w$]+)`), space: 'value' },
  { pattern: new RegExp(String.raw`${scriptHead}type\s+(?<name>[\w$]+)\b.*=`), space: 'type' },
  { pattern: /^\s*import\s+(?:[\w$]+\s*,\s*)?\{(?<names>[^{}]*)\}\s*from\b/, space: 'value' },
  { pattern: /^\s*import\s+(?<name>[\w$]+)\s+from\b/, space: 'value' },
];
const go: readonly Declarations[] = [
  { pattern: /^(?:type|func)\s+(?<name>(?!(?:init|_)\b)\w+)/, space: 'all' },
  { pattern: /^func\s+(?<name>\([^)]*\)\s*\w+)/, space: 'method' },
];
const rust: readonly Declarations[] = [
  { pattern: /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:async\s+|const\s+|unsafe\s+)*fn\s+(?<name>\w+)/, space: 'value' },
  { pattern: /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait)\s+(?<name>\w+)/, space: 'type' },
];
const values: readonly Declarations[] = [
  {
    // A name with a dot is a property of the type before it, which may have one of each name.
    pattern: /^\s*(?:(?:private|internal|public|override|lazy|final)\s+)*(?:val|var)\s+(?<name>\w+)\b(?!\s*[.<?])/,
    space: 'value',
  },
];
const json: readonly Declarations[] = [{ pattern: /^\s*"(?<name>(?:[^"\\]|\\.)+)"\s*:/, space: 'key' }];

/** By VS Code language id; only forms that may never be repeated: no overloads, no reopened classes, no shadowing. */
const declarations: Readonly<Record<string, readonly Declarations[]>> = {
  javascript: script,
  javascriptreact: script,
  typescript: script,
  typescriptreact: script,
  go,
  rust,
  kotlin: values,
  scala: values,
  json,
  jsonc: json,
};

/** Names that a line of code declares, each with its kind, so that two lines which share one cannot stand in one block. */
export function declaredNames(line: string, languageId: string): string[] {
  const known = Object.hasOwn(declarations, languageId) ? declarations[languageId] : undefined;
  return (known ?? []).flatMap(({ pattern, space }) => {
    const { name, names } = pattern.exec(line)?.groups ?? {};
    const all = name === undefined ? (names ?? '').split(',').map(boundName) : [name.replace(/\s+/g, ' ')];
    return all.filter((each) => each !== '').map((each) => `${space} ${each}`);
  });
}

/** What `a`, `a as b`, `a: b` and `a = 1` bind in braces. */
function boundName(entry: string): string {
  return /(?:^|[:\s])([\w$]+)\s*(?:=.*)?$/.exec(entry.trim())?.[1] ?? '';
}
