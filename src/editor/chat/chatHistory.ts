import * as vscode from 'vscode';
import { type ConversationMark, markOf } from '../../core/chat/conversations';
import type { ConversationTurn } from '../../core/explain/explainPrompt';

type History = vscode.ChatContext['history'];

/** What was said before, the oldest first. Answers without text, such as failures, are left out with their questions. */
export function earlierTurns(history: History): readonly ConversationTurn[] {
  const turns: ConversationTurn[] = [];
  let question = '';
  for (const turn of history) {
    if (turn instanceof vscode.ChatRequestTurn) question = questionOf(turn);
    else {
      const answer = answerOf(turn);
      if (answer !== '') turns.push({ question, answer });
    }
  }
  return turns;
}

/** Where the conversation stands, if the last answer left a mark. */
export function lastMark(history: History): ConversationMark | undefined {
  const last = history.at(-1);
  return last instanceof vscode.ChatResponseTurn ? markOf(last.result.metadata?.['mark']) : undefined;
}

function questionOf({ command, prompt }: vscode.ChatRequestTurn): string {
  return [command === undefined ? '' : `/${command}`, prompt].filter((part) => part !== '').join(' ');
}

function answerOf({ response }: vscode.ChatResponseTurn): string {
  const parts = response.map((part) => (part instanceof vscode.ChatResponseMarkdownPart ? part.value.value : ''));
  return parts.join('').trim();
}
