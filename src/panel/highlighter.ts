import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import lua from 'highlight.js/lib/languages/lua';
import php from 'highlight.js/lib/languages/php';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import typescript from 'highlight.js/lib/languages/typescript';

const grammars = {
  bash,
  c,
  cpp,
  csharp,
  diff,
  go,
  java,
  javascript,
  json,
  kotlin,
  lua,
  php,
  python,
  ruby,
  rust,
  typescript,
};

/** Names of the editor that are no names of the grammars. */
const editorNames = { bash: ['shellscript'], javascript: ['javascriptreact'], typescript: ['typescriptreact'] };

/** More than an answer ever holds; a line of megabytes must not stop the panel. */
const maxChars = 20_000;

/** Finds the words of code: keywords, strings, comments. Each kind is a class, so that the style sheet gives the colours. */
export class Highlighter {
  readonly #hljs = hljs.newInstance();

  constructor() {
    for (const [name, grammar] of Object.entries(grammars)) this.#hljs.registerLanguage(name, grammar);
    for (const [languageName, names] of Object.entries(editorNames))
      this.#hljs.registerAliases([...names], { languageName });
  }

  /**
   * HTML of the code in which each word of a kind is a `span` with a class, and all other text is escaped. `undefined` for a language
   * that is not known and for very long code: show it as it is.
   * @param language the word behind the fence
   */
  highlight(code: string, language: string): string | undefined {
    if (code.length > maxChars || this.#hljs.getLanguage(language) === undefined) return undefined;
    return this.#hljs.highlight(code, { language, ignoreIllegals: true }).value;
  }
}
