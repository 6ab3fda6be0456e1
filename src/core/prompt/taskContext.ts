import type { ContextSnippet } from '../../protocol/context';
import type { ChatPiece } from '../../protocol/engine';
import { identifiersIn } from '../context/code/words';
import type { StandingInstructions, WorkspaceContext } from '../ports';
import { fenceCode } from '../text/codeFence';
import { headLines, type Span } from '../text/lineSpan';
import { maskKeys } from '../text/maskKeys';
import type { DocumentSnapshot } from '../text/snapshot';

/** Where a task gets what it knows beside the document itself. */
export interface TaskSources {
  readonly workspace: WorkspaceContext;
  readonly instructions: StandingInstructions;
}

/** For places without an index and without instructions. */
export const noTaskSources: TaskSources = {
  workspace: { related: () => Promise.resolve(undefined) },
  instructions: { forDocument: () => Promise.resolve('') },
};

/** What other files define that a piece of code refers to. */
export interface TaskDefinition {
  /** Workspace-relative, with forward slashes. */
  readonly path: string;
  /** Names of the code that it defines. */
  readonly names: readonly string[];
  /** Signature and doc line. */
  readonly text: string;
}

export interface TaskContext {
  /** The most useful first. */
  readonly definitions: readonly TaskDefinition[];
  /** The user's standing instructions; empty without. */
  readonly instructions: string;
}

/** Nothing but the document itself. */
export const noTaskContext: TaskContext = { definitions: [], instructions: '' };

/**
 * What is dropped first when a prompt is too long for the model has the lowest priority. What was asked about and what the answer must look like have
 * none, and always stay.
 */
export const taskPriorities = {
  /** Up to 1 more for the better ones. */
  definitions: 10,
  instructions: 30,
  enclosing: 40,
  /** 1 more for each turn that came later. */
  conversation: 50,
} as const;

/** Longer instructions are cut: they would crowd out the code in a small model's context. */
const maxInstructionChars = 2_000;
const maxDefinitions = 8;
const maxDefinitionChars = 600;
const maxDefinitionsChars = 2_400;
/** People wait for an answer anyway; reading the prompt takes longer. */
const budgetMs = 300;
/** The index looks this many lines up and some down from a place. */
const linesPerQuestion = 30;
const maxQuestions = 3;

/**
 * Collects what helps with a piece of code beside the code around it: definitions in other files of the names in it, and the user's standing
 * instructions. Call when somebody asked; takes up to about half a second. Never throws; what is not known in time is left out.
 * @param code the piece, as offsets of the snapshot's text
 */
export async function gatherTaskContext(
  snapshot: DocumentSnapshot,
  code: Span,
  { workspace, instructions }: TaskSources,
): Promise<TaskContext> {
  const [definitions, standing] = await Promise.all([
    definitionsFor(snapshot, code, workspace),
    instructions.forDocument(snapshot.uri),
  ]);
  return { definitions, instructions: headLines(standing.trim(), maxInstructionChars).trim() };
}

/** The instructions as a part of a system message; nothing without instructions. Put it behind what the task itself demands. */
export function instructionPieces({ instructions }: TaskContext): readonly ChatPiece[] {
  if (instructions === '') return [];
  const text = `\n\nStanding instructions of the user, as far as they concern your answer:\n${instructions}`;
  return [{ text, priority: taskPriorities.instructions }];
}

/** The definitions as parts of a user message, each with a line break behind it. Put them before the code. */
export function definitionPieces({ definitions }: TaskContext, languageId: string): readonly ChatPiece[] {
  return definitions.map(({ path, names, text }, index) => ({
    text: `From ${onOneLine(path)}, which defines ${names.map((name) => `\`${name}\``).join(', ')}:\n\n${fenceCode(languageId, text)}\n\n`,
    priority: taskPriorities.definitions + 1 - index / definitions.length,
  }));
}

function onOneLine(path: string): string {
  return path.replace(/[\r\n]+/g, ' ');
}

async function definitionsFor(
  { uri, version, text }: DocumentSnapshot,
  code: Span,
  workspace: WorkspaceContext,
): Promise<TaskDefinition[]> {
  const answers = await Promise.all(
    placesIn(text, code).map((offset) =>
      workspace.related({
        uri,
        version,
        offset,
        sources: ['imports', 'definitions'],
        window: code,
        recent: [],
        budgetMs,
      }),
    ),
  );
  const used = identifiersIn(text.slice(code.start, code.end));
  return chosen(
    answers.flatMap((answer) => answer?.snippets ?? []),
    used,
  );
}

/** Places to ask about, between words: the index takes a word at the cursor for one that is being typed, and leaves it out. */
function placesIn(text: string, { start, end }: Span): number[] {
  const places: number[] = [];
  let line = 0;
  for (let at = start; at <= end && places.length < maxQuestions; line += 1) {
    const next = text.indexOf('\n', at);
    const lineEnd = next === -1 || next > end ? end : next;
    const isLast = lineEnd >= end;
    // In the middle of each stretch that one question covers, or at the end of a shorter one.
    if (line % linesPerQuestion === linesPerQuestion - 1 || isLast) places.push(betweenWords(text, at, lineEnd));
    if (isLast) break;
    at = lineEnd + 1;
  }
  return places;
}

function betweenWords(text: string, start: number, end: number): number {
  const isWord = (at: number): boolean => /[\p{ID_Continue}$]/u.test(text.charAt(at));
  for (let at = end; at > start; at -= 1) if (!isWord(at - 1) && !isWord(at)) return at;
  return end;
}

/** One for each text; those whose names the code uses, the most relevant first, as many as are worth reading. */
function chosen(snippets: readonly ContextSnippet[], used: ReadonlySet<string>): TaskDefinition[] {
  const seen = new Set<string>();
  const definitions: TaskDefinition[] = [];
  let left = maxDefinitionsChars;
  for (const { path, names, text } of [...snippets].sort((a, b) => b.relevance - a.relevance || order(a, b))) {
    const named = names.filter((name) => used.has(name));
    const shown = headLines(maskKeys(text), maxDefinitionChars).trimEnd();
    if (named.length === 0 || shown === '' || seen.has(shown) || shown.length > left) continue;
    if (definitions.length === maxDefinitions) break;
    seen.add(shown);
    left -= shown.length;
    definitions.push({ path, names: named, text: shown });
  }
  return definitions;
}

/** So that the same facts give the same prompt. */
function order(a: ContextSnippet, b: ContextSnippet): number {
  const [left, right] = [`${a.path}\0${a.text}`, `${b.path}\0${b.text}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
