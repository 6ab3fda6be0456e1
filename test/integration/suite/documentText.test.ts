import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { DocumentText } from '../../../src/editor/completion/documentText';
import { closeAll, openText } from './plinth';

describe('DocumentText', () => {
  afterEach(closeAll);

  it('is the text of the editor through edits at several places, CRLF and undo, without asking for it each time', async () => {
    const texts = new DocumentText();
    try {
      const editor = await openText('python', 'a = 1\nb = 2\nc = "😀"\n');
      const { document } = editor;
      let asked = 0;
      const counted = Object.create(document, {
        getText: { value: () => ((asked += 1), document.getText()) },
      }) as vscode.TextDocument;
      const read = (line: number): string => texts.of(counted, new vscode.Position(line, 0));
      const assertSame = (line: number): void => assert.equal(read(line), document.getText());
      assertSame(0);
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), 'x');
        edit.replace(new vscode.Range(1, 0, 2, 0), 'y\n\nz\n');
        edit.delete(new vscode.Range(2, 0, 2, 2));
      });
      assertSame(1);
      assert.equal(asked, 1);
      await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
      assertSame(2);
      const before = asked;
      editor.selections = [new vscode.Selection(0, 1, 0, 1), new vscode.Selection(1, 0, 1, 1)];
      await vscode.commands.executeCommand('type', { text: 'q' });
      assertSame(0);
      await vscode.commands.executeCommand('type', { text: '\n' });
      assertSame(1);
      assert.equal(asked, before);
      await vscode.commands.executeCommand('undo');
      assertSame(0);
    } finally {
      texts.dispose();
    }
  });
});
