import { maskKeys } from '../text/maskKeys';

/** Enough to see what kind of value it is. */
const maxValueChars = 120;
/** Read of a value before it is cut: what lies behind is never shown. */
const maxReadChars = 2_000;
const mask = '…';

/** Words of a name whose value nobody should see. */
const secretName =
  /pass(?:word|wd|phrase|code)|^pwd$|secret|token|api_?key|access_?key|private_?key|credential|authori[sz]ation|cookie|session_?id|signature|(?:^|_)(?:pin|salt|otp)$/i;
/** `'password': 'x'`, `apiKey: "x"`, `token=x` within a value. */
const secretEntry =
  /(["']?[\w-]*(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization|cookie)[\w-]*["']?\s*(?:=>|[:=])\s*)(?:"[^"]*"?|'[^']*'?|[^\s,;)}\]"']+)/gi;

const nullish = /^(?:None|null|undefined|nil|<nil>|NULL|nullptr|0x0+|\(null\)|Nothing|<null>|\(nil\))$/;
const notNumber = /^(?:-?NaN|nan|-?Infinity|-?inf)$/;
const empty =
  /^(?:''|""|``|b''|\[\]|\{\}|\(\)|0|0\.0|set\(\)|dict\(\)|(?:[\w.<>[\]]+ ?)?(?:\(0\) ?\[\]|\[0\]|\{\}|\[\]|\(0\))|.{0,60}\b(?:size|length|len|count) ?[=:] ?0)$/i;

/** `none`: null, undefined, None, nil; `notNumber`: NaN and infinity; `empty`: no elements, no characters, zero. */
type ValueNature = 'none' | 'notNumber' | 'empty' | 'other';

/** What a debugger's text for a value says of it. */
export function natureOf(value: string): ValueNature {
  const text = value.length > 200 ? '' : value.trim();
  if (nullish.test(text)) return 'none';
  if (notNumber.test(text)) return 'notNumber';
  return empty.test(text) ? 'empty' : 'other';
}

/** A value for a person and for the model: on one line, keys and what is named like a secret masked, at most 120 characters. */
export function shownValue(name: string, value: string): string {
  const nature = natureOf(value);
  if (nature === 'other' && secretName.test(lastName(name)) && !/^(?:-?\d{1,6}|true|false)$/i.test(value.trim()))
    return mask;
  return cutText(maskSecrets(oneLine(value.slice(0, maxReadChars))), maxValueChars);
}

/** A text of the program (an error's message, code) without keys, tokens and what is named like a secret. */
export function maskSecrets(text: string): string {
  return maskKeys(text).replace(secretEntry, `$1${mask}`);
}

/** At most `maxChars`, the last of them `…` when something is left out; never half of a surrogate pair. */
export function cutText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const code = text.charCodeAt(maxChars - 2);
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? maxChars - 2 : maxChars - 1)}…`;
}

/** Line breaks and other white space as one blank. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `config.password` and `config["password"]` -> `password`. */
function lastName(name: string): string {
  return (
    name
      .split(/[.[\]"']+/)
      .filter((part) => part !== '')
      .at(-1) ?? name
  );
}
