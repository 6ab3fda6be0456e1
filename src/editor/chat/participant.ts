import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { ChatWish } from '../../core/chat/chatPrompt';
import type { ChatService } from '../../core/chat/chatService';
import { type ConversationMark, type ConversationPlace, Conversations } from '../../core/chat/conversations';
import type { ExplainContext } from '../../core/explain/explainContext';
import type { ExplainService } from '../../core/explain/explainService';
import type { AnswerStream, SymbolIndex } from '../../core/ports';
import type { ChatMessage, ChatResult } from '../../protocol/engine';
import { signalOf } from '../abortSignal';
import { rangeOf } from '../convert';
import type { ModelOffer } from '../models/modelOffer';
import { plainMessage } from '../plainMessage';
import type { Activity } from '../status/activity';
import { anchorNames, anchorTo, streamAnswer } from './chatAnswer';
import type { ChatFix } from './chatFix';
import { earlierTurns, lastMark } from './chatHistory';
import { type ChatCode, type ChatSubject, chatSubjectOf, requestOf } from './chatSubject';

export interface ParticipantParts {
  readonly service: ChatService;
  readonly explain: ExplainService;
  readonly fix: ChatFix;
  readonly index: SymbolIndex;
  readonly offer: ModelOffer;
  readonly activity: Activity;
  readonly log: Log;
}

/** The manifest names it as well. */
const participantId = 'plinth.chat';

/** One request on its way. */
interface Asked {
  readonly request: vscode.ChatRequest;
  readonly context: vscode.ChatContext;
  readonly response: vscode.ChatResponseStream;
  readonly signal: AbortSignal;
}

/** An answer of the model that begins a conversation. */
interface Reply {
  readonly context: ExplainContext | undefined;
  readonly messages: readonly ChatMessage[];
  readonly answer: AnswerStream<ChatResult>;
}

/** What the chat keeps with an answer. No text of the code is in it. */
interface Metadata {
  readonly mark?: ConversationMark;
  /** The command that was answered; what may be asked next follows from it. */
  readonly command?: string;
  readonly hasCode?: boolean;
}

/** `@plinth` in the editor's chat: explains, fixes, writes tests and documentation, and answers questions, with the local model whatever model the chat has chosen. */
export class Participant implements Disposable {
  readonly #parts: ParticipantParts;
  readonly #store = new DisposableStore();
  readonly #conversations = new Conversations(vscode.env.sessionId);

  constructor(parts: ParticipantParts) {
    this.#parts = parts;
    const participant = this.#store.add(
      vscode.chat.createChatParticipant(participantId, (request, context, response, token) =>
        this.#handle({ request, context, response }, token),
      ),
    );
    participant.iconPath = new vscode.ThemeIcon('comment-discussion');
    participant.followupProvider = { provideFollowups: ({ metadata }) => followUps(metadata ?? {}) };
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #handle(asked: Omit<Asked, 'signal'>, token: vscode.CancellationToken): Promise<vscode.ChatResult> {
    const { signal, listener } = signalOf(token);
    try {
      const metadata = await this.#parts.activity.track(this.#answer({ ...asked, signal }));
      return { metadata: { ...metadata } };
    } catch (error) {
      if (signal.aborted) return {};
      this.#parts.log.error(`chat: ${describeError(error)}`);
      return { errorDetails: { message: plainMessage(describeError(error)) } };
    } finally {
      listener.dispose();
    }
  }

  async #answer(asked: Asked): Promise<Metadata> {
    const { command } = asked.request;
    const subject = await chatSubjectOf(asked.request.references, command !== undefined);
    if (command === 'fix') return this.#fix(asked, subject);
    if (!this.#hasModel(asked)) return {};
    switch (command) {
      case 'explain':
        return asked.request.prompt.trim() === ''
          ? this.#explain(asked, subject)
          : this.#ask(asked, subject, 'question');
      case 'tests':
        return this.#write(asked, subject, 'tests', 'plinth.write.tests');
      case 'doc':
        return this.#write(asked, subject, 'documentation', 'plinth.write.documentation');
      default:
        return (await this.#goOn(asked, subject)) ?? this.#ask(asked, subject, 'question');
    }
  }

  /** Without one, the person also gets the usual offer. */
  #hasModel({ response }: Asked): boolean {
    if (this.#parts.offer.isReady()) return true;
    response.markdown(vscode.l10n.t('Plinth has no model that it could ask. Choose or download one, and ask again.'));
    response.button({ command: 'plinth.chooseModel', title: vscode.l10n.t('Choose a Model') });
    return false;
  }

  async #fix({ request, response, signal }: Asked, { code }: ChatSubject): Promise<Metadata> {
    if (code === undefined) return noCode(response);
    await this.#parts.fix.answer(code, request.prompt, response, signal);
    return { command: 'fix', hasCode: true };
  }

  async #explain({ response, signal }: Asked, { code }: ChatSubject): Promise<Metadata> {
    if (code === undefined) return noCode(response);
    const reply = await this.#parts.explain.explain(requestOf(code), signal);
    if (reply === undefined) return signal.aborted ? {} : noCode(response);
    return this.#reply({ question: '/explain', reply, code, command: 'explain' }, response, signal);
  }

  async #write(asked: Asked, subject: ChatSubject, wish: ChatWish, button: string): Promise<Metadata> {
    const metadata = await this.#ask(asked, subject, wish);
    if (metadata.hasCode !== true || asked.signal.aborted || subject.code === undefined) return metadata;
    if (!vscode.workspace.isTrusted) return metadata;
    if (!isActive(subject.code) || !(await vscode.commands.getCommands(true)).includes(button)) return metadata;
    const title = wish === 'tests' ? vscode.l10n.t('Write Them into a File') : vscode.l10n.t('Write It into the File');
    asked.response.button({ command: button, title });
    return metadata;
  }

  /** A first question. */
  async #ask({ request, context, response, signal }: Asked, subject: ChatSubject, wish: ChatWish): Promise<Metadata> {
    const { code, beside, notes } = subject;
    const words = [...notes, request.prompt.trim()].filter((text) => text !== '').join('\n\n');
    if (code === undefined && (wish !== 'question' || words === '')) return noCode(response);
    const question = wish === 'question' && words === '' ? vscode.l10n.t('What does this code do?') : words;
    const order = {
      wish,
      words: question,
      subject: code === undefined ? undefined : requestOf(code),
      beside: beside.map(requestOf),
      earlier: wish === 'question' ? earlierTurns(context.history) : [],
    };
    const reply = await this.#parts.service.ask(order, signal);
    if (reply === undefined) return signal.aborted ? {} : noCode(response);
    for (const { document, range } of beside) response.reference(new vscode.Location(document.uri, range));
    return this.#reply({ question, reply, code, command: request.command }, response, signal);
  }

  /** A further question about the same code; undefined where this is a new one. */
  async #goOn({ request, context, response, signal }: Asked, subject: ChatSubject): Promise<Metadata | undefined> {
    const mark = lastMark(context.history);
    const known = mark === undefined ? undefined : this.#conversations.at(mark);
    const question = request.prompt.trim();
    if (mark === undefined || known?.place === undefined) return undefined;
    if (question === '' || subject.notes.length > 0) return undefined;
    if (subject.isChosen && (subject.code === undefined || !isSame(subject.code, known.place))) return undefined;
    const answer = this.#parts.explain.ask(known.conversation, question, signal);
    const { text } = await streamAnswer(answer, response, signal);
    if (signal.aborted) return {};
    return { mark: this.#conversations.add(mark, { question, answer: text }), hasCode: true };
  }

  async #reply(
    asked: {
      readonly question: string;
      readonly reply: Reply;
      readonly code: ChatCode | undefined;
      readonly command: string | undefined;
    },
    response: vscode.ChatResponseStream,
    signal: AbortSignal,
  ): Promise<Metadata> {
    const { question, reply, code, command } = asked;
    const shown = code === undefined || reply.context === undefined ? undefined : shownCode(code, reply.context);
    if (shown !== undefined) {
      response.reference(new vscode.Location(shown.document.uri, shown.range));
      if (command !== undefined) {
        anchorTo(shown, response);
        response.markdown('\n\n');
      }
    }
    const { text, result } = await streamAnswer(reply.answer, response, signal);
    if (result === undefined) return {};
    this.#parts.log.info(`chat: ${result.generatedTokens} tokens written, ${result.promptTokens} in the prompt`);
    if (result.stop === 'limit')
      response.markdown(`\n\n*${vscode.l10n.t('The answer is cut here: it got too long.')}*`);
    if (shown !== undefined && code !== undefined && reply.context !== undefined) {
      await anchorNames(text, { document: code.document, context: reply.context }, this.#parts.index, response);
    }
    const place = code === undefined ? undefined : placeOf(code);
    const mark = this.#conversations.begin(reply.messages, place, { question, answer: text });
    return { mark, hasCode: code !== undefined, ...(command === undefined ? {} : { command }) };
  }
}

function noCode(response: vscode.ChatResponseStream): Metadata {
  response.markdown(
    vscode.l10n.t('There is no code here. Select some in an editor, or attach a file or a selection, and ask again.'),
  );
  return {};
}

/** What the model saw of it: the function around a cursor, the lines of a selection. */
function shownCode({ document }: ChatCode, { span }: ExplainContext): ChatCode {
  return { document, range: rangeOf(document, span) };
}

function placeOf({ document, range }: ChatCode): ConversationPlace {
  return { uri: document.uri.toString(), start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

function isSame(code: ChatCode, place: ConversationPlace): boolean {
  const { uri, start, end } = placeOf(code);
  return uri === place.uri && start === place.start && end === place.end;
}

/** Commands of the editor work on its selection. */
function isActive({ document, range }: ChatCode): boolean {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document && editor.selection.isEqual(range);
}

function followUps({ command, hasCode }: Metadata): vscode.ChatFollowup[] {
  if (hasCode !== true) return [];
  const all: readonly vscode.ChatFollowup[] = [
    { command: 'explain', prompt: '', label: vscode.l10n.t('Explain it') },
    { command: 'tests', prompt: '', label: vscode.l10n.t('Write tests for it') },
    { command: 'doc', prompt: '', label: vscode.l10n.t('Write its documentation') },
  ];
  return all.filter((each) => each.command !== command);
}
