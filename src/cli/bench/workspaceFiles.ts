import path from 'node:path';
import { languageOf, languages } from '../../core/syntax/languages';
import { IgnoreFiles } from '../../node/ignoreFiles';
import { SourceReader } from '../../node/sourceReader';
import { walkRoot } from '../../node/walkRoot';
import { languageIdOf } from '../languageId';

const extensions = new Set(Object.values(languages).flatMap((entry) => entry.extensions));

export interface WorkspaceFile {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly language: string;
  readonly text: string;
}

/**
 * The source files of a folder (absolute) that have a grammar, in the order of their paths: those that the workspace index sees, without
 * ignored, secret, linked, large, minified and binary ones.
 */
export function workspaceFiles(folder: string): WorkspaceFile[] {
  const walk = walkRoot({
    root: folder,
    ignoreFiles: new IgnoreFiles(folder),
    exclude: [],
    extensions,
    onSkip: () => undefined,
  });
  const paths = [...walk].filter((name) => name !== undefined).sort();
  const reader = new SourceReader();
  return paths.flatMap((name) => {
    const language = languageIdOf(name);
    const source = languageOf(language) === undefined ? undefined : reader.read(path.join(folder, name));
    return source !== undefined && 'text' in source ? [{ path: name, language, text: source.text }] : [];
  });
}
