import * as vscode from 'vscode';
import type { DebugStop } from '../../core/debug/debugStop';
import type { FrameLocator } from '../../core/debug/frameLocator';
import { parseStackTrace } from '../../core/debug/parseStackTrace';
import type { TraceFrame } from '../../core/debug/stackTrace';
import { stopOfTrace } from '../../core/debug/stopOfTrace';

/** Longer texts are cut at their beginning: the last trace counts. */
const maxTextChars = 200_000;
const maxMessageChars = 2_000;

/** The last stack trace of a text; undefined when there is none. */
export async function stopInText(text: string, locator: FrameLocator): Promise<DebugStop | undefined> {
  const trace = parseStackTrace(text.slice(-maxTextChars));
  return trace && stopOfTrace(trace, locator);
}

/** A message of a failed test: by the trace in its text, else by the places that the test runner gave. Undefined without words. */
export async function stopOfTestMessage(
  message: vscode.TestMessage,
  locator: FrameLocator,
): Promise<DebugStop | undefined> {
  const text = textOf(message);
  const traced = await stopInText(text, locator);
  if (traced !== undefined || text.trim() === '') return traced;
  const frames = await locator.locate(framesOf(message));
  return { kind: '', message: text.slice(0, maxMessageChars), frames, variables: [], related: [] };
}

/** A problem that the editor reports at a place. */
export async function stopOfProblem(
  uri: vscode.Uri,
  { message, source, code, range }: vscode.Diagnostic,
  locator: FrameLocator,
): Promise<DebugStop> {
  const codeText = typeof code === 'object' ? code.value : (code ?? '');
  const kind = [source ?? '', String(codeText)].filter((part) => part !== '').join(' ');
  const frames = await locator.locate([frameAt(uri, range.start, '')]);
  return { kind, message: message.slice(0, maxMessageChars), frames, variables: [], related: [] };
}

/** A test message as the editor hands it to a command; it is not believed to be one of the class. */
export function testMessageOf(argument: unknown): vscode.TestMessage | undefined {
  if (typeof argument !== 'object' || argument === null || !('message' in argument)) return undefined;
  const { message } = argument;
  if (typeof message !== 'object' || message === null || !('message' in message)) return undefined;
  const said = message.message;
  return typeof said === 'string' || said instanceof vscode.MarkdownString
    ? (message as vscode.TestMessage)
    : undefined;
}

function textOf({ message, expectedOutput, actualOutput }: vscode.TestMessage): string {
  const said = typeof message === 'string' ? message : message.value;
  const outputs = [
    ...(expectedOutput === undefined ? [] : [`expected: ${expectedOutput}`]),
    ...(actualOutput === undefined ? [] : [`actual: ${actualOutput}`]),
  ];
  return [said, ...outputs].join('\n');
}

function framesOf({ stackTrace, location }: vscode.TestMessage): readonly TraceFrame[] {
  const frames = (stackTrace ?? []).flatMap(({ uri, position, label }) =>
    uri === undefined || position === undefined ? [] : [frameAt(uri, position, label)],
  );
  return frames.length > 0 || location === undefined ? frames : [frameAt(location.uri, location.range.start, '')];
}

function frameAt(uri: vscode.Uri, position: vscode.Position, functionName: string): TraceFrame {
  const path = uri.scheme === 'file' ? uri.fsPath : uri.toString();
  return { path, line: position.line + 1, column: position.character + 1, functionName };
}
