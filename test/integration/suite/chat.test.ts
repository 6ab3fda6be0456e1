import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { PlinthWatch } from '../../../src/extension';
import { closeAll, openText, startPlinth, until } from './plinth';

/** A PNG. */
const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

type Content = string | (vscode.LanguageModelTextPart | vscode.LanguageModelDataPart)[];

const user = (content: Content): vscode.LanguageModelChatMessage => vscode.LanguageModelChatMessage.User(content);
const assistant = (text: string): vscode.LanguageModelChatMessage => vscode.LanguageModelChatMessage.Assistant(text);

/** The only model of Plinth, as any extension gets it. */
async function model(): Promise<vscode.LanguageModelChat> {
  const [first, ...others] = await vscode.lm.selectChatModels({ vendor: 'plinth' });
  assert.ok(first, 'there is a model');
  assert.deepEqual(others, []);
  return first;
}

async function answerTo(
  messages: vscode.LanguageModelChatMessage[],
  options: vscode.LanguageModelChatRequestOptions = {},
  token?: vscode.CancellationToken,
): Promise<string> {
  const response = await (await model()).sendRequest(messages, options, token);
  let text = '';
  for await (const part of response.text) text += part;
  return text;
}

describe('the language model', () => {
  before(async () => {
    await startPlinth();
  });

  it('stands in the list of models with what it can do', async () => {
    const { id, name, vendor, family, version, maxInputTokens } = await model();
    assert.deepEqual([id, name, vendor, family], ['tiny.gguf', 'Plinth tiny', 'plinth', 'qwen2']);
    assert.match(version, /^\d+$/);
    assert.ok(maxInputTokens > 1_000 && maxInputTokens < 4_096, `${maxInputTokens} tokens`);
    assert.equal((await vscode.lm.selectChatModels({ vendor: 'plinth', id })).length, 1);
    assert.deepEqual(await vscode.lm.selectChatModels({ vendor: 'plinth', id: 'another' }), []);
  });

  it('answers any extension in pieces, the same to the same question, without tokens of the template', async () => {
    const options = { modelOptions: { max_tokens: 40 } };
    const response = await (await model()).sendRequest([user('What is a function?')], options);
    const pieces: string[] = [];
    for await (const part of response.stream) {
      assert.ok(part instanceof vscode.LanguageModelTextPart);
      pieces.push(part.value);
    }
    assert.ok(pieces.length > 1, 'it streams');
    assert.doesNotMatch(pieces.join(''), /<\|/);
    assert.equal(await answerTo([user('What is a function?')], options), pieces.join(''));
  });

  it('takes a conversation that is longer than it holds', async () => {
    const long = 'what does total do with items? '.repeat(800);
    const turns = [user(long), assistant('It adds them.'), user(long), assistant('Yes.')];
    const said = [user('Be short.'), ...turns, user('Why?')];
    assert.notEqual(await answerTo(said, { modelOptions: { max_tokens: 20 } }), '');
  });

  it('keeps requests at the same time apart', async () => {
    const questions = ['def add(a, b):', 'while True:', 'import os', 'class Cart:'];
    const options = { modelOptions: { max_tokens: 30 } };
    const ask = (question: string): Promise<string> => answerTo([user(question)], options);
    const together = await Promise.all(questions.map(ask));
    const alone: string[] = [];
    for (const question of questions) alone.push(await ask(question));
    assert.deepEqual(together, alone);
  });

  it('ends at once when it is cancelled', async () => {
    const cancel = new vscode.CancellationTokenSource();
    const response = await (await model()).sendRequest([user('Tell a long story.')], {}, cancel.token);
    let count = 0;
    const read = async (): Promise<void> => {
      for await (const part of response.text) if (part !== '' && (count += 1) === 1) cancel.cancel();
    };
    await read().catch((error: unknown) => assert.match(String(error), /cancel/i));
    assert.ok(count >= 1);
    assert.notEqual(await answerTo([user('And now?')], { modelOptions: { max_tokens: 10 } }), '');
  });

  it('counts tokens as the model does', async () => {
    const counter = await model();
    const text = 'def add(a, b):\n    return a + b\n';
    const count = await counter.countTokens(text);
    assert.ok(count > 5 && count <= text.length, `${count} tokens`);
    assert.equal(await counter.countTokens(''), 0);
    assert.ok((await counter.countTokens(user(text))) > count);
    assert.ok((await counter.countTokens(text.repeat(20_000))) > 100_000);
  });

  it('says why it takes no images, no tools, nothing empty and no endless question', async () => {
    const refuses = async (
      message: RegExp,
      content: Content,
      options: vscode.LanguageModelChatRequestOptions = {},
    ): Promise<void> => {
      const failure: unknown = await answerTo([user(content)], options).catch((error: unknown) => error);
      assert.match(String((failure as { readonly message?: unknown }).message), message);
    };
    // A real one: the editor makes large images smaller, and fails at what is none.
    const image = vscode.LanguageModelDataPart.image(Buffer.from(onePixel, 'base64'), 'image/png');
    await refuses(/reads text only.*image\/png/, [image]);
    const tool = { name: 'look', description: 'Looks.', inputSchema: {} };
    await refuses(/cannot use tools.*without tools/, 'Look.', { tools: [tool] });
    await refuses(/holds no text/, ' ');
    await refuses(/too much text for the model.*Send less text/, 'why? '.repeat(9_000));
    await refuses(/too much text for the model.*Send less text/, 'why? '.repeat(90_000));
  });

  it('is not in the list without a model file, and is back with it', async () => {
    const configuration = vscode.workspace.getConfiguration('plinth');
    const good = configuration.get<string>('modelPath');
    let changes = 0;
    const listener = vscode.lm.onDidChangeChatModels(() => (changes += 1));
    const gone = vscode.Uri.joinPath(vscode.Uri.file('/'), 'no such model.gguf').fsPath;
    const found = async (count: number): Promise<void> => {
      const end = Date.now() + 90_000;
      while ((await vscode.lm.selectChatModels({ vendor: 'plinth' })).length !== count)
        assert.ok(Date.now() < end, `not ${count} models in time`);
    };
    try {
      await configuration.update('modelPath', gone, vscode.ConfigurationTarget.Global);
      await found(0);
      await until('the change is told', () => changes > 0);
    } finally {
      await configuration.update('modelPath', good, vscode.ConfigurationTarget.Global);
      listener.dispose();
    }
    await found(1);
  });
});

/** What `@plinth` answers in the editor's own chat view. */
interface Answered {
  readonly errorDetails?: { readonly message: string };
  readonly metadata?: {
    readonly command?: string;
    readonly hasCode?: boolean;
    readonly mark?: { readonly conversation: string; readonly answers: number };
  };
}

describe('@plinth in the chat', () => {
  let plinth: PlinthWatch;
  const problems = vscode.languages.createDiagnosticCollection('plinth-chat-test');
  const chat = vscode.workspace.getConfiguration('chat');

  /** A participant is given the model that the chat has chosen: without one the editor itself refuses. */
  async function ask(query: string): Promise<Answered> {
    const modelSelector = { vendor: 'plinth' };
    const options = { query: `@plinth ${query}`, mode: 'ask', modelSelector, blockOnResponse: true };
    return vscode.commands.executeCommand<Answered>('workbench.action.chat.open', options);
  }

  before(async () => {
    plinth = await startPlinth();
    await chat.update('disableAIFeatures', false, vscode.ConfigurationTarget.Global);
  });
  afterEach(async () => {
    problems.clear();
    await closeAll();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
    await chat.update('disableAIFeatures', true, vscode.ConfigurationTarget.Global);
  });

  it('explains the selection, and goes on with further questions', async () => {
    const editor = await openText('python', 'def add(a, b):\n    return a + b\n');
    editor.selection = new vscode.Selection(0, 0, 1, 16);
    const { errorDetails, metadata } = await ask('/explain');
    assert.equal(errorDetails, undefined);
    assert.equal(metadata?.command, 'explain');
    assert.equal(metadata.mark?.answers, 1);
    const further = await ask('And why?');
    assert.deepEqual(further.metadata?.mark, { ...metadata.mark, answers: 2 });
  });

  it('writes tests and documentation', async () => {
    const editor = await openText('python', 'def add(a, b):\n    return a + b\n');
    editor.selection = new vscode.Selection(0, 0, 1, 16);
    for (const command of ['tests', 'doc']) {
      const { errorDetails, metadata } = await ask(`/${command}`);
      assert.equal(errorDetails, undefined);
      assert.deepEqual([metadata?.command, metadata?.hasCode], [command, true]);
    }
  });

  it('has a checked fix behind its button', async () => {
    const content = 'def add(first, second):\n    return first + secnd\n';
    const { document } = await openText('python', content);
    const where = new vscode.Range(1, 19, 1, 24);
    problems.set(document.uri, [new vscode.Diagnostic(where, "Undefined name 'secnd'. Did you mean 'second'?")]);
    const { errorDetails, metadata } = await ask('/fix');
    assert.equal(errorDetails, undefined);
    assert.equal(metadata?.command, 'fix');
    assert.equal(plinth.hasPendingFix(), false);
    await vscode.commands.executeCommand('plinth.showChatFix', 1);
    assert.equal(plinth.hasPendingFix(), true);
    await vscode.commands.executeCommand('plinth.acceptFix');
    assert.equal(document.getText(), content.replace('secnd', 'second'));
  });

  it('gives nothing of a secret file to the model, and says so', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const secret = vscode.Uri.joinPath(folder.uri, '.env');
    await vscode.workspace.fs.writeFile(secret, new TextEncoder().encode('TOKEN=abc\n'));
    try {
      const editor = await vscode.window.showTextDocument(secret);
      editor.selection = new vscode.Selection(0, 0, 0, 9);
      for (const query of ['/explain', '/tests', '/fix', 'What is this?'])
        assert.match((await ask(query)).errorDetails?.message ?? '', /holds keys or passwords/, query);
    } finally {
      await vscode.workspace.fs.delete(secret);
    }
  });
});
