/** A model file and the part of a download, as the choice of what to delete needs to know them. */
export interface FoundData {
  readonly model: { readonly id: string };
  readonly path: string;
  readonly state: 'absent' | 'partial' | 'present' | 'wrongSize';
  /** Bytes of the file, or of the part when there is no file. */
  readonly bytes: number;
  /** True when Plinth itself downloaded this very file. */
  readonly isOurs: boolean;
  /** An unfinished download that lies there, beside a file or without one. */
  readonly part?: { readonly path: string; readonly bytes: number; readonly isOurs: boolean };
}

export interface DataRemoval {
  readonly id: string;
  /** `part`: only the unfinished download goes; a file of the model's name is not there or stays. */
  readonly what: 'everything' | 'part';
  readonly path: string;
  readonly bytes: number;
}

export interface DataToDelete {
  readonly remove: readonly DataRemoval[];
  /** Files that stay, because Plinth did not make them or the user chose them as their own. */
  readonly leave: readonly { readonly id: string; readonly path: string }[];
}

/**
 * Decides what "Delete All Data" removes from a model folder, which may be shared with other programs: only what Plinth downloaded itself.
 * `ownFile` is the file that the setting `plinth.modelPath` names, empty for none, in the same spelling as the entries' paths.
 */
export function dataToDelete(entries: readonly FoundData[], ownFile: string): DataToDelete {
  const remove: DataRemoval[] = [];
  const leave: { id: string; path: string }[] = [];
  for (const { model, path, state, bytes, isOurs, part } of entries) {
    const { id } = model;
    const hasFile = state === 'present' || state === 'wrongSize';
    if (state === 'present' && isOurs && path !== ownFile)
      remove.push({ id, what: 'everything', path, bytes: bytes + (part?.bytes ?? 0) });
    else {
      if (hasFile) leave.push({ id, path });
      if (part?.isOurs === true) remove.push({ id, what: 'part', path: part.path, bytes: part.bytes });
      else if (part !== undefined) leave.push({ id, path: part.path });
    }
  }
  return { remove, leave };
}
