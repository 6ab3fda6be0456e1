import type { TrafficCount } from '../../base/trafficCount';
import type { AnswerStats } from '../../protocol/engine';
import type { OutcomeConfidence, OutcomeTimings } from './outcome';
import {
  type CompletionRecord,
  type HistoryCounts,
  type HistoryEntry,
  maxRecords,
  type OutcomeHistory,
  type Overtaken,
} from './outcomeHistory';

/** Suggestions that came while somebody typed, and how sure the model must be now. */
export interface LearnedLanguage {
  readonly languageId: string;
  readonly shown: number;
  readonly accepted: number;
  readonly partly: number;
  /** The figure from which on a suggestion is shown, and that without anything learned; undefined where everything is shown. */
  readonly threshold: { readonly hideBelow: number; readonly usual: number } | undefined;
}

export interface HistoryView {
  readonly history: Pick<OutcomeHistory, 'entries' | 'overtakenLast' | 'counts'>;
  readonly traffic: Pick<TrafficCount, 'sentBytes' | 'receivedBytes'>;
  /** What the user's accepts have taught, a line for each language. */
  readonly learned: readonly LearnedLanguage[];
  /** What there is to know now, a sentence each. */
  readonly state: readonly string[];
  /** Of milliseconds since 1970, as the reader writes it. */
  readonly timeOfDay: (atMs: number) => string;
}

/**
 * The last requests and why each ended as it did, as Markdown that reads well unrendered: a heading for each, so that it folds and can be
 * jumped to, and short lines, so that it can be listened to.
 */
export function historyText({ history, traffic, learned, state, timeOfDay }: HistoryView): string {
  const { entries, overtakenLast, counts } = history;
  const parts = [
    '# Recent completions and why',
    ...state,
    summary(counts, traffic),
    ...(learned.length === 0 ? [] : ['## Learned from what you accept', learned.map(learnedLine).join('\n')]),
    ...(counts.skipped.length === 0 ? [] : ['## Why nothing was shown', reasons(counts)]),
    `## The last requests, newest first (${maxRecords} are kept, in memory, without their text)`,
    ...(overtakenLast === undefined ? [] : [overtakenLine(overtakenLast, timeOfDay)]),
    ...entries.flatMap((entry) => entryParts(entry, timeOfDay)),
    ...(entries.length === 0 && overtakenLast === undefined ? ['None yet.'] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function summary(counts: HistoryCounts, { sentBytes, receivedBytes }: HistoryView['traffic']): string {
  const { asked, shown, fromCache, overtaken, medianShownMs, medianEngineMs } = counts;
  const engineMedian = medianEngineMs === undefined ? '' : `, from the engine ${ms(medianEngineMs)}`;
  return [
    'Since the start:',
    `- Requests: ${count(asked)}`,
    `- Shown: ${count(shown)}, from the cache ${count(fromCache)}`,
    `- Nothing shown, with a reason: ${count(asked - shown - overtaken)}`,
    `- Overtaken by further typing: ${count(overtaken)}`,
    ...(medianShownMs === undefined ? [] : [`- Median time to shown: ${ms(medianShownMs)}${engineMedian}`]),
    `- Bytes sent over the network since start: ${count(sentBytes)}`,
    `- Bytes received over the network since start: ${count(receivedBytes)}`,
    '',
    'Shown means handed to the editor. The editor may still hide it, as it does while a snippet is filled in.',
  ].join('\n');
}

function learnedLine({ languageId, shown, accepted, partly, threshold }: LearnedLanguage): string {
  const counts = `shown ${count(shown)}, accepted ${count(accepted)}, in part ${count(partly)}`;
  const shownFrom =
    threshold === undefined
      ? 'everything is shown'
      : `shown from a confidence of ${figure(threshold.hideBelow)} on (${figure(threshold.usual)} before)`;
  return `- ${line(languageId)}: ${counts}; ${shownFrom}`;
}

function reasons({ skipped }: HistoryCounts): string {
  return skipped
    .map(
      ({ stage, reason, message, count: times }) =>
        `- ${count(times)} ${times === 1 ? 'time' : 'times'}: ${line(message)} (${stage}: ${reason})`,
    )
    .join('\n');
}

function entryParts({ record, times, overtakenBefore }: HistoryEntry, timeOfDay: HistoryView['timeOfDay']): string[] {
  const { atMs, path, line: at, facts } = record;
  const kind = facts.kind === 'shown' ? 'shown' : 'nothing';
  const often = times === 1 ? '' : `, ${count(times)} times`;
  const heading = `### ${timeOfDay(atMs)} ${kind}${often}: ${line(path)}, line ${count(at)}`;
  return [
    `${heading}\n${recordLines(record).join('\n')}`,
    ...(overtakenBefore === undefined ? [] : [overtakenLine(overtakenBefore, timeOfDay)]),
  ];
}

function recordLines({ facts, languageId, trigger }: CompletionRecord): string[] {
  const { timings, stats, sources } = facts;
  const asked = `${languageId}, ${trigger === 'invoke' ? 'asked by command' : 'while typing'}`;
  const why =
    facts.kind === 'shown'
      ? `From the ${facts.from}${timings.firstLineMs === undefined ? '' : `, first line after ${ms(timings.firstLineMs)}`}`
      : `${line(facts.message)} (${facts.stage}: ${facts.reason})`;
  return [
    `- ${why}; ${asked}`,
    ...(facts.confidence === undefined ? [] : [`- Confidence: ${confidenceParts(facts.confidence)}`]),
    // Turned away at once.
    ...(facts.kind === 'skipped' && facts.stage === 'gate' ? [] : [`- Time: ${timeParts(timings, stats)}`]),
    ...(stats === undefined ? [] : [`- Tokens: ${tokenParts(stats)}`]),
    ...(sources.length === 0 ? [] : [`- Context from: ${[...new Set(sources)].map(line).join(', ')}`]),
  ];
}

function confidenceParts({ figure: of, hideBelow, isShortened }: OutcomeConfidence): string {
  const needed = hideBelow === 0 ? '' : `, shown from ${figure(hideBelow)} on`;
  return `${figure(of)}${needed}${isShortened ? '; the unsure end was left out' : ''}`;
}

function timeParts(timings: OutcomeTimings, stats: AnswerStats | undefined): string {
  const { totalMs, firstTokenMs, settleMs, scopeMs, contextMs, engineMs, filterMs } = timings;
  const inside =
    stats === undefined
      ? ''
      : ` (queue ${ms(stats.queueMs)}, prefill ${ms(stats.prefillMs)}, decode ${ms(stats.decodeMs)})`;
  const stations = [
    ['settle', settleMs],
    ['syntax', scopeMs],
    ['context', contextMs],
  ] as const;
  return [
    ...stations.map(([name, tookMs]) => `${name} ${ms(tookMs)}`),
    `engine ${ms(engineMs)}${inside}`,
    ...(firstTokenMs === undefined ? [] : [`first token after ${ms(firstTokenMs)}`]),
    `filters ${ms(filterMs)}`,
    `total ${ms(totalMs)}`,
  ].join(', ');
}

function tokenParts({ promptTokens, evaluatedTokens, generatedTokens }: AnswerStats): string {
  const reused = Math.max(0, promptTokens - evaluatedTokens);
  return `prompt ${count(promptTokens)} (reused ${count(reused)}, evaluated ${count(evaluatedTokens)}), generated ${count(generatedTokens)}`;
}

function overtakenLine(
  { firstMs, lastMs, path, byStage, evaluatedTokens }: Overtaken,
  timeOfDay: HistoryView['timeOfDay'],
): string {
  const [from, to] = [timeOfDay(firstMs), timeOfDay(lastMs)];
  const when = from === to ? from : `${from} to ${to}`;
  const all = Object.values(byStage).reduce((sum, each) => sum + each, 0);
  const stages = Object.entries(byStage).map(([stage, times]) => `${stage} ${count(times)}`);
  const cost = evaluatedTokens === 0 ? '' : `; ${count(evaluatedTokens)} tokens evaluated for them`;
  return `${when}: ${count(all)} overtaken by typing in ${line(path)} (${stages.join(', ')}${cost})`;
}

/** On one line, whatever a file's name or a message holds. */
function line(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function ms(value: number): string {
  return `${value < 10 && value > 0 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function figure(value: number): string {
  return value.toFixed(2);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
