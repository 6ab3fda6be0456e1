import type { ContextSnippet } from '../../../protocol/context';
import type { Definition, Reference } from '../../syntax/fileFacts';
import type { ParsedDocument } from '../../syntax/trees';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import { foldMembers, isPrivate } from '../symbols/folded';
import { moduleDefinitions } from '../symbols/handedOut';
import { moduleFilesOf } from '../symbols/origins';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { isTestPath, nearnessOf } from '../paths';
import { ReceiverTypes } from '../symbols/receiverTypes';
import { allMembers, type LocatedType } from '../symbols/typeLookup';

/** As `referencesIn` of core/syntax. */
export type ReadReferences = (document: ParsedDocument, start: number, end: number) => readonly Reference[];

const linesAround = { above: 24, below: 6 } as const;
const maxReceivers = 5;
const maxOthers = 3;
const limits = { maxMembers: 14, maxUnits: 700 } as const;
const receiverAtEnd =
  /([\p{ID_Start}_$@\\][\p{ID_Continue}$\\]*(?:(?:\??\.|->|::)#?[\p{ID_Continue}$]+)*)(?:\??\.|->|::)$/u;

/** What the value left of the dot at the cursor has; then what the values have whose members are used near it. */
export class MembersSource implements IndexSource {
  readonly name = 'members';
  readonly #codes: CodeTexts;
  readonly #referencesIn: ReadReferences;

  constructor(codes: CodeTexts, referencesIn: ReadReferences) {
    this.#codes = codes;
    this.#referencesIn = referencesIn;
  }

  collect(place: IndexPlace): readonly ContextSnippet[] {
    const view = new CursorView(place, this.#codes);
    const types = new ReceiverTypes(place, view.code);
    const found: ContextSnippet[] = [];
    const seen = new Set<string>();
    for (const { receiver, offset, relevance } of this.#receivers(place, view)) {
      if (place.isLate() || found.length >= 1 + maxOthers) break;
      const type = types.typeOf(receiver, offset);
      if (type === undefined || type.definition.kind === 'module') {
        const module = moduleMembers(receiver, place, { view, relevance });
        if (module !== undefined && !seen.has(module.path)) found.push(module);
        if (module !== undefined) seen.add(module.path);
        if (type === undefined || module !== undefined) continue;
      }
      const key = `${type.path}:${type.definition.start}`;
      // Of the cursor's own file the outline tells what the window does not show.
      const isTold = type.path === place.path && relevance < 1;
      if (seen.has(key) || isTold) continue;
      seen.add(key);
      const snippet = typeSnippet(type, receiver, { place, view, relevance });
      if (snippet !== undefined) found.push(snippet);
    }
    return found;
  }

  /** The receiver at the cursor first, then those near it, the nearest first. */
  *#receivers(place: IndexPlace, view: CursorView): Generator<{ receiver: string; offset: number; relevance: number }> {
    const { offset } = place.query;
    const atCursor = receiverAtEnd.exec(view.left)?.[1];
    if (atCursor !== undefined) yield { receiver: atCursor, offset, relevance: 1 };
    const { start, end } = view.around(linesAround.above, linesAround.below);
    const near = this.#referencesIn(place.document, start, end).filter(({ receiver }) => receiver !== undefined);
    const nearest = [...near].sort((a, b) => Math.abs(a.start - offset) - Math.abs(b.start - offset));
    const receivers = [...new Set(nearest.map(({ receiver = '' }) => receiver))].filter(
      (receiver) => receiver !== atCursor,
    );
    for (const [at, receiver] of receivers.slice(0, maxReceivers).entries())
      yield { receiver, offset, relevance: 0.5 - 0.06 * at };
  }
}

interface Weighing {
  readonly place: IndexPlace;
  readonly view: CursorView;
  readonly relevance: number;
}

/** Members that the prompt's window does not show anyway, those named near the cursor and those that fit the typed part first. */
function typeSnippet(
  type: LocatedType,
  receiver: string,
  { place, view, relevance }: Weighing,
): ContextSnippet | undefined {
  const isOwn = /^(?:this|self|\$this|cls|Self)$/.test(receiver);
  const { window } = place.query;
  const isSeen = (path: string, { start, end }: Definition): boolean =>
    path === place.path && start >= window.start && Math.min(end, start + 80) <= window.end;
  const hidden = allMembers(type, place)
    .filter(({ member, type: holder }) => !isSeen(holder.path, member))
    .map(({ member }) => member)
    .filter((member) => member.name !== 'constructor' && (isOwn || !isPrivate(member)));
  if (hidden.length === 0) return undefined;
  const worth = ({ name }: Definition): number =>
    (view.near.get(name) ?? 0) + (view.partial !== '' && name.startsWith(view.partial) ? 2 : 0);
  const members = hidden.sort((a, b) => worth(b) - worth(a));
  if (place.files.read(type.path) === undefined) return undefined;
  return {
    source: 'members',
    path: type.path,
    text: foldMembers(type.path, type.definition, members, limits),
    names: [type.definition.name, ...members.slice(0, limits.maxMembers).map(({ name }) => name)],
    relevance,
    nearness: nearnessOf(place.path, type.path),
  };
}

/** What a module that is imported as a whole hands out. */
function moduleMembers(
  receiver: string,
  place: IndexPlace,
  { view, relevance }: Omit<Weighing, 'place'>,
): ContextSnippet | undefined {
  const imported = place.facts.imports.find(({ name }) => name === receiver);
  const paths =
    imported === undefined
      ? []
      : moduleFilesOf(imported, place).filter((path) => path !== place.path && !isTestPath(path));
  const offered = paths.flatMap((path) => {
    return moduleDefinitions(path, place).map((definition) => ({ path, definition }));
  });
  const [first] = paths;
  if (offered.length === 0 || first === undefined) return undefined;
  const fits = ({ name }: Definition): number =>
    Number(view.partial !== '' && name.startsWith(view.partial)) * 2 + (view.near.get(name) ?? 0);
  const best = offered.sort((a, b) => fits(b.definition) - fits(a.definition)).slice(0, limits.maxMembers);
  const lines = best.map(({ path, definition }) => foldMembers(path, { ...definition, doc: '' }, [], limits));
  let text = '';
  for (const line of new Set(lines)) if (text.length + line.length <= limits.maxUnits) text += line;
  if (text === '') return undefined;
  const names = [receiver, ...best.map(({ definition }) => definition.name)];
  // A package has many files: the one that what comes first stands in.
  const path = best[0]?.path ?? first;
  return { source: 'members', path, text, names, relevance, nearness: nearnessOf(place.path, path) };
}
