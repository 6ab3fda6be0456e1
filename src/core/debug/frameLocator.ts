import type { WithheldFiles } from '../ports';
import { isSecretDocument } from '../text/secretFiles';
import type { DocumentSnapshot } from '../text/snapshot';
import type { StopFrame } from './debugStop';
import { isLibraryPath } from './libraryPath';
import type { SourceFiles } from './sourceFiles';
import type { TraceFrame } from './stackTrace';
import { isAbsolute, pathsInWorkspace, plainPath, relativeTo } from './tracePath';

/** Different files that are looked for; a stack that goes through more says nothing more by them. */
const maxFiles = 12;
/** The innermost calls count. */
const maxFrames = 60;

interface Located {
  readonly isOwn: boolean;
  /** Absolute, or as the trace wrote it. */
  readonly path: string;
  readonly document?: DocumentSnapshot;
}

/** Finds the files of a stack in the workspace, which tells the user's own calls from those of libraries. */
export class FrameLocator {
  readonly #files: SourceFiles;
  readonly #withheld: WithheldFiles;

  constructor(files: SourceFiles, withheld: WithheldFiles) {
    this.#files = files;
    this.#withheld = withheld;
  }

  /** The same frames in the same order, at most 60. Own ones have their document, unless it is kept from the model. Never rejects. */
  async locate(frames: readonly TraceFrame[]): Promise<readonly StopFrame[]> {
    const known = new Map<string, Promise<Located>>();
    return Promise.all(
      frames.slice(0, maxFrames).map(async (frame) => {
        const path = plainPath(frame.path);
        const searched = known.get(path);
        if (searched === undefined && known.size >= maxFiles) return { ...frame, path, isOwn: false };
        const search = searched ?? this.#find(path).catch(() => ({ path, isOwn: false }));
        known.set(path, search);
        return { ...frame, ...(await search) };
      }),
    );
  }

  async #find(path: string): Promise<Located> {
    const { roots } = this.#files;
    const below = roots.map((root) => relativeTo(root, path)).find((relative) => relative !== undefined);
    if (isLibraryPath(below ?? path)) return { path, isOwn: false };
    for (const candidate of pathsInWorkspace(path, roots)) {
      const document = await this.#files.open(candidate);
      if (document !== undefined) return this.#own(candidate, document);
    }
    if (!isAbsolute(path)) {
      const tail = path.replace(/^(?:\.\.\/)+/, '');
      const places = (await this.#files.endingIn(tail)).filter((each) => !this.#isLibrary(each));
      // Two files of one name: nobody can tell which it was.
      const [only] = places;
      const document = only === undefined || places.length > 1 ? undefined : await this.#files.open(only);
      if (only !== undefined && document !== undefined) return this.#own(only, document);
    }
    return { path, isOwn: false };
  }

  async #own(path: string, document: DocumentSnapshot): Promise<Located> {
    if (this.#isLibrary(path)) return { path, isOwn: false };
    const isKept = isSecretDocument(document) || (await this.#withheld.isWithheld(document.uri));
    return { path, isOwn: true, ...(isKept ? {} : { document }) };
  }

  #isLibrary(path: string): boolean {
    const below = this.#files.roots.map((root) => relativeTo(root, path)).find((relative) => relative !== undefined);
    return below === undefined || isLibraryPath(below);
  }
}
