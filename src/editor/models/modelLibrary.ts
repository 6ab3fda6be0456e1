import type { DataToDelete } from '../../core/models/dataToDelete';
import type { CatalogueModel } from '../../core/models/catalogue';
import type { Recommendation } from '../../core/models/recommend';
import type { EngineModelConfig } from '../../protocol/engineConfig';

/** One model of the catalogue and what of it lies on the disk. */
export interface LibraryEntry {
  readonly model: CatalogueModel;
  readonly path: string;
  readonly state: 'absent' | 'partial' | 'present' | 'wrongSize';
  readonly bytes: number;
}

export interface LibraryProgress {
  readonly phase: 'waiting' | 'downloading' | 'checking';
  readonly bytes: number;
  readonly totalBytes: number;
  /** 0 until known. */
  readonly bytesPerSecond: number;
  readonly secondsLeft: number | undefined;
}

/** The model files of one folder, as the editor needs them. The composition root makes it of the model store and the machine's facts. */
export interface ModelLibrary {
  readonly folder: string;
  list(): Promise<readonly LibraryEntry[]>;
  pull(
    model: CatalogueModel,
    options: { readonly onProgress: (progress: LibraryProgress) => void; readonly signal: AbortSignal },
  ): Promise<string>;
  /** Removes a model and an unfinished download of it, or only the latter; the bytes that became free. */
  remove(id: string, what: 'everything' | 'part'): Promise<number>;
  /** What Plinth downloaded itself and may remove, and what stays, among it the file that the setting `modelPath` names. */
  dataToDelete(modelPath: string): Promise<DataToDelete>;
  /** Forgets what was learned of a model's file, which stays. */
  forget(id: string): Promise<void>;
  /**
   * The checked file for a wish, undefined when it is not downloaded. Throws a PlainError for a file that cannot be used, and the signal's
   * reason after an abort.
   */
  resolve(
    wish: { readonly model: string; readonly modelPath: string },
    signal: AbortSignal,
  ): Promise<EngineModelConfig | undefined>;
  recommend(): Promise<Recommendation>;
}
