import type { DebugStop, StopFrame, StopVariable } from '../../../src/core/debug/debugStop';
import type { SourceFiles } from '../../../src/core/debug/sourceFiles';
import type { DocumentSnapshot } from '../../../src/core/text/snapshot';

function documentOf(path: string, text: string, languageId = 'python'): DocumentSnapshot {
  return { uri: `file:///w/${path}`, path, repository: 'w', languageId, version: 1, text };
}

export function frameOf(text: string, line: number, path = 'shop.py', column?: number): StopFrame {
  const document = documentOf(path, text, path.endsWith('.py') ? 'python' : 'javascript');
  const place = { path: `/w/${path}`, line, functionName: 'total', ...(column === undefined ? {} : { column }) };
  return { ...place, isOwn: true, document };
}

export function variable(name: string, value: string, role: StopVariable['role'] = 'local'): StopVariable {
  return { name, value, type: '', role };
}

export function stopOf(parts: Partial<DebugStop>): DebugStop {
  return { kind: '', message: '', frames: [], variables: [], related: [], ...parts };
}

/** The files of a folder `/w` in memory. */
export class MemorySources implements SourceFiles {
  readonly roots = ['/w'];
  readonly opened: string[] = [];
  readonly #texts: Readonly<Record<string, string>>;

  /** @param texts by path below the root */
  constructor(texts: Readonly<Record<string, string>>) {
    this.#texts = texts;
  }

  open(path: string): Promise<DocumentSnapshot | undefined> {
    this.opened.push(path);
    const relative = path.slice('/w/'.length);
    const text = path.startsWith('/w/') && Object.hasOwn(this.#texts, relative) ? this.#texts[relative] : undefined;
    return Promise.resolve(text === undefined ? undefined : documentOf(relative, text));
  }

  endingIn(tail: string): Promise<readonly string[]> {
    const found = Object.keys(this.#texts).filter((path) => path === tail || path.endsWith(`/${tail}`));
    return Promise.resolve(found.map((path) => `/w/${path}`));
  }
}
