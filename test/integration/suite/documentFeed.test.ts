import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { SyntaxDocuments } from '../../../src/core/ports';
import { DocumentFeed } from '../../../src/editor/documents';
import { closeAll, openText, until } from './plinth';

/** Keeps the text of each document by applying the edits it is sent. */
class Copy implements SyntaxDocuments {
  readonly texts = new Map<string, { text: string; version: number }>();

  open({ uri, text, version }: Parameters<SyntaxDocuments['open']>[0]): void {
    this.texts.set(uri, { text, version });
  }

  change({ uri, version, edits }: Parameters<SyntaxDocuments['change']>[0]): void {
    const known = this.texts.get(uri);
    assert.ok(known, 'changes come only for open documents');
    const text = edits.reduce((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.oldEnd), known.text);
    this.texts.set(uri, { text, version });
  }

  close(uri: string): void {
    this.texts.delete(uri);
  }
}

describe('DocumentFeed', () => {
  afterEach(closeAll);

  it('keeps a copy true through edits at several places, CRLF, undo and a change of language', async () => {
    const copy = new Copy();
    const feed = new DocumentFeed(copy);
    try {
      const editor = await openText('python', 'a = 1\nb = 2\nc = "😀"\n');
      const uri = editor.document.uri.toString();
      const assertSame = (): void => {
        assert.equal(copy.texts.get(uri)?.text, editor.document.getText());
        assert.equal(copy.texts.get(uri)?.version, editor.document.version);
      };
      assertSame();
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), 'x');
        edit.replace(new vscode.Range(1, 0, 2, 0), 'y\n\nz\n');
        edit.delete(new vscode.Range(2, 0, 2, 2));
      });
      assertSame();
      await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
      assertSame();
      editor.selections = [
        new vscode.Selection(0, 1, 0, 1),
        new vscode.Selection(1, 0, 1, 1),
        new vscode.Selection(3, 0, 3, 0),
      ];
      await vscode.commands.executeCommand('type', { text: 'q' });
      assertSame();
      await vscode.commands.executeCommand('undo');
      assertSame();
      await vscode.languages.setTextDocumentLanguage(editor.document, 'plaintext');
      await until('a document without a grammar is closed', () => !copy.texts.has(uri));
    } finally {
      feed.dispose();
    }
    assert.equal(copy.texts.size, 0);
  });
});
