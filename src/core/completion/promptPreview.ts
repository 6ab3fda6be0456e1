import type { CompletionPrompt } from '../../protocol/engine';
import type { ContextChoice } from '../context/choose/contextSource';
import { isHint } from '../context/choose/hints';
import type { RankedSnippet, Verdict } from '../context/choose/rank';

/** What a request at one place would ask the engine, and why. */
export interface PromptPreview {
  readonly prompt: CompletionPrompt;
  /** The engine cuts the prompt to this many tokens. */
  readonly promptTokens: number;
  readonly choice: ContextChoice;
}

const reasons: Readonly<Record<Verdict, string>> = {
  kept: 'kept',
  weak: 'dropped: fits too little',
  duplicate: 'dropped: repeats another one',
  inWindow: 'dropped: stands in the text around the cursor',
  noHint: 'dropped: no imported name waits to be written here',
  noRoom: 'dropped: no room',
  switchedOff: 'dropped: source switched off',
  frozen: 'dropped: not enough better than what the model has read already',
};

/** Why a candidate is in the prompt or not, in a few words. */
export function reasonOf(verdict: Verdict): string {
  return reasons[verdict];
}

/** A preview for a person, as Markdown. @param languageId of the file, for the fences */
export function previewText({ prompt, promptTokens, choice }: PromptPreview, languageId: string): string {
  const { ranked, notes, index } = choice;
  const state = index === undefined ? 'no answer from the index' : `index ${index.state}, ${index.files} files`;
  const parts = [
    `# What the model sees in ${prompt.path}`,
    `At most ${promptTokens} tokens; ${state}. Nothing else is given to the model.`,
    '## Candidates',
    ranked.length === 0 ? 'None.' : candidateTable(ranked),
    ...notes.flatMap(({ source, problem }) => (problem === undefined ? [] : [`- ${source}: ${problem}`])),
    '## Prompt',
    ...(prompt.context.length === 0 || prompt.repository === '' ? [] : [`Repository: ${prompt.repository}`]),
    ...prompt.context.map(({ path, text }) => section(`From ${path}`, text, '')),
    section(`${prompt.path}: before`, prompt.prefix, languageId),
    section('After the cursor', prompt.suffix, languageId),
    ...(prompt.hint === '' ? [] : [section('Hint, on a line of its own', prompt.hint, languageId)]),
    section('Typed here; the model goes on from its end', prompt.middle, languageId),
  ];
  return `${parts.join('\n\n')}\n`;
}

function candidateTable(ranked: readonly RankedSnippet[]): string {
  const rows = ranked.map(({ snippet, score, tokens, verdict }) => {
    const { source, path, line, names } = snippet;
    const place = line === undefined ? path : `${path}:${line + 1}`;
    const shown = isHint(snippet) ? snippet.text.trim() : names.join(', ');
    return `| ${source} | ${escaped(place)} | ${escaped(shown)} | ${score.toFixed(2)} | ${tokens} | ${reasons[verdict]} |`;
  });
  return ['| source | place | names | score | tokens | |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** A fence that is longer than any in the text. */
function section(title: string, text: string, languageId: string): string {
  if (text === '') return `### ${title}\n(nothing)`;
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `### ${title}\n${fence}${languageId}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}
