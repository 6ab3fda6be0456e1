import * as vscode from 'vscode';
import { PlainError } from '../../base/errors';
import type { CallerMessage } from '../../core/chat/callerMessages';

type RequestMessage = Pick<vscode.LanguageModelChatRequestMessage, 'role' | 'content'>;

/** What of a message the model can read: texts, also such as come as data. Hints for other models are passed over. */
export function callerTextOf(content: RequestMessage['content']): string {
  return content.map(textOf).join('');
}

/** A message of whoever calls the model. @throws PlainError `noImages`, `noTools` for what a text model cannot take */
export function callerMessageOf({ role, content }: RequestMessage): CallerMessage {
  for (const part of content) refuseUnreadable(part);
  return { role: roleOf(role), text: callerTextOf(content) };
}

/** The refusal of tools, which the model could only make up calls for. */
export function noTools(): PlainError {
  return new PlainError(
    'noTools',
    vscode.l10n.t('The local model of Plinth cannot use tools.'),
    vscode.l10n.t('Ask without tools, or choose another model for this.'),
  );
}

function textOf(part: unknown): string {
  if (part instanceof vscode.LanguageModelTextPart) return part.value;
  if (part instanceof vscode.LanguageModelDataPart && isText(part.mimeType)) return new TextDecoder().decode(part.data);
  return '';
}

function refuseUnreadable(part: unknown): void {
  if (part instanceof vscode.LanguageModelToolCallPart || part instanceof vscode.LanguageModelToolResultPart)
    throw noTools();
  if (part instanceof vscode.LanguageModelDataPart && /^(?:image|audio|video|application\/pdf)\b/.test(part.mimeType))
    throw new PlainError(
      'noImages',
      vscode.l10n.t('The local model of Plinth reads text only, no images ({0}).', part.mimeType),
      vscode.l10n.t('Send the request without them, or choose another model for this.'),
    );
}

function isText(mimeType: string): boolean {
  return /^text\/|[/+]json\b/.test(mimeType);
}

/** Extensions have no role for the system part; the editor itself has a third one. */
function roleOf(role: vscode.LanguageModelChatMessageRole): CallerMessage['role'] {
  if (role === vscode.LanguageModelChatMessageRole.Assistant) return 'assistant';
  return role === vscode.LanguageModelChatMessageRole.User ? 'user' : 'system';
}
