import path from 'node:path';
import { describeError } from '../base/errors';
import type { Log } from '../base/log';
import { MemoryIndex } from '../core/context/index/memoryIndex';
import type { IndexStore, StoredFile } from '../node/indexStore';
import { type SourceReader, stampOf } from '../node/sourceReader';
import { systemReason } from '../node/systemReason';
import { extensionOf } from '../node/walkRoot';
import type { IndexRoot } from '../protocol/context';
import { DeflatePacker } from './deflatePacker';
import { type Extractor, sourceExtensions } from './extractor';
import { KnownFiles } from './knownFiles';
import type { OpenText } from './openFiles';
import { RootFiles } from './rootFiles';
import { RootRules } from './rootRules';
import { SkipCounts } from './skipCounts';

export interface RootIndexParts {
  readonly store: IndexStore | undefined;
  readonly extractor: Extractor;
  readonly reader: SourceReader;
  readonly log: Log;
  /** There is work for `step` again. */
  readonly onWork: () => void;
  readonly maxFiles: number;
}

type Stage = 'load' | 'scan' | 'read' | 'save' | 'rest';

/** More changes at once than these (a branch switch) are found by looking at everything. */
const maxChanges = 300;
/** A file that changes while it is read is tried again this often, with the next changes. */
const maxRetries = 3;
/** After the first filling, the file on disk is written anew when so many files have changed since. */
const changesWorthSaving = 200;

/**
 * The index of one root folder and the work that keeps it true: load what was kept, look for files, read those that changed, keep. Work is
 * done in small steps, which the caller strings together.
 */
export class RootIndex {
  readonly index = new MemoryIndex(new DeflatePacker());
  readonly files: RootFiles;
  readonly folder: string;
  /** The folder as it was asked for. */
  readonly configured: string;
  readonly #parts: RootIndexParts;
  readonly #skips: SkipCounts;
  readonly #known: KnownFiles;
  readonly #rules: RootRules;
  readonly #open = new Map<string, OpenText>();
  readonly #retries = new Map<string, number>();
  #stage: Stage = 'load';
  #walk: Generator<string | undefined, void> | undefined;
  /** Files that the walk in progress found. */
  #found = new Set<string>();
  #pending = new Set<string>();
  /** As `#pending`, but read first: somebody works on them. */
  readonly #urgent = new Set<string>();
  #near: readonly string[] = [];
  #store: IndexStore | undefined;
  #unsaved = 0;
  #wasReady = false;
  /** Look at everything once more when the files that were found so far are read. */
  #isScanDue = false;
  #saidFailure = false;
  #saving: Promise<void> = Promise.resolve();

  constructor(root: IndexRoot, parts: RootIndexParts) {
    this.configured = root.folder;
    this.folder = path.resolve(root.folder);
    this.#parts = parts;
    this.#store = parts.store;
    this.#skips = new SkipCounts(this.folder, parts.log);
    this.#known = new KnownFiles(this.#skips);
    this.#rules = new RootRules(this.folder, root.exclude, this.#skips);
    this.files = new RootFiles({
      root: this.folder,
      reader: parts.reader,
      openText: (relative) => this.#open.get(relative)?.text,
      isRefused: (relative) => this.#rules.isRefused(relative),
      knownStamp: (relative) => (this.index.has(relative) ? (this.#known.stamp(relative) ?? '') : undefined),
      onStale: (relative) => this.#want(relative),
    });
  }

  get state(): 'scanning' | 'indexing' | 'ready' {
    if (this.#stage === 'load' || this.#stage === 'scan') return 'scanning';
    // Also while the last one is being read.
    return this.#stage === 'read' ? 'indexing' : 'ready';
  }

  get pending(): number {
    return this.#urgent.size + this.#pending.size;
  }

  get skipped(): Readonly<Record<string, number>> {
    return this.#skips.all;
  }

  /** The path within this root, with forward slashes; `undefined` for a file outside of it. */
  relativeOf(file: string): string | undefined {
    const relative = path.relative(this.folder, file);
    if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) return undefined;
    return relative.replaceAll(path.sep, '/');
  }

  /** Other patterns of excluded paths. */
  setExclude(exclude: readonly string[]): void {
    if (this.#rules.setExclude(exclude)) this.rescan();
  }

  /** Looks at everything again; files whose stamps still fit are not read. */
  rescan(): void {
    if (this.#stage !== 'load') this.#stage = 'scan';
    this.#walk = undefined;
    this.#isScanDue = false;
    this.#parts.onWork();
  }

  /** Paths relative to the root, of files and folders that appeared, changed or vanished. */
  filesChanged(changed: readonly string[], deleted: readonly string[]): void {
    if ([...changed, ...deleted].some((relative) => this.#rules.decidesOthers(relative))) return this.rescan();
    // A build writes thousands of files into folders that are left alone.
    const gone = deleted.filter((relative) => this.#known.has(relative) || !this.#rules.isRefused(relative));
    const there = changed.filter((relative) => this.index.has(relative) || !this.#rules.isRefused(relative));
    const folders = there.filter((relative) => this.#rules.isNewFolder(relative));
    const files = there.filter((relative) => sourceExtensions.has(extensionOf(relative)));
    if (gone.length + files.length > maxChanges) return this.#rescanLater();
    for (const relative of gone) this.#removeBelow(relative);
    for (const relative of files) this.#want(relative);
    if (folders.length > 0) this.#rescanLater();
  }

  /** As `rescan`, but what is under way comes to its end first: changes that go on and on must not keep it from ever getting there. */
  #rescanLater(): void {
    if (this.#stage === 'save' || this.#stage === 'rest') return this.rescan();
    this.#isScanDue = true;
  }

  /** Texts as typed by their paths in this root; a document that is not among them any more counts as on disk again. */
  setOpen(texts: ReadonlyMap<string, OpenText>): void {
    this.#near = [...texts.keys()].map((relative) => path.posix.dirname(relative));
    for (const relative of [...this.#open.keys()]) {
      if (texts.has(relative)) continue;
      this.#open.delete(relative);
      this.#known.forget(relative);
      if (sourceExtensions.has(extensionOf(relative))) this.#want(relative);
      else this.index.remove(relative);
    }
    for (const [relative, text] of texts) {
      if (this.#open.get(relative) === text) continue;
      this.#open.set(relative, text);
      this.#showOpen(relative, text);
      this.#known.forget(relative);
    }
  }

  #showOpen(relative: string, text: OpenText): void {
    if (this.files.isHidden(relative)) this.index.remove(relative);
    else this.index.put(relative, text.facts);
  }

  /** Does the next piece of work. False when there is none. Never rejects. */
  async step(): Promise<boolean> {
    try {
      return await this.#work();
    } catch (error) {
      if (!this.#saidFailure) this.#parts.log.warn(`The index of ${this.folder} lacks a part: ${describeError(error)}`);
      this.#saidFailure = true;
      this.#giveUp();
      return true;
    }
  }

  /** Goes on with what comes after the work that failed. */
  #giveUp(): void {
    if (this.#stage === 'load') this.#stage = 'scan';
    else if (this.#stage === 'scan') this.#stage = 'read';
    // While it reads, each file that fails is off the list already.
    else if (this.pending === 0) this.#stage = 'rest';
    this.#walk = undefined;
  }

  async #work(): Promise<boolean> {
    if (this.#stage === 'load') await this.#load();
    else if (this.#stage === 'scan') this.#scan();
    else if (this.pending > 0) await this.#readNext();
    else if (this.#stage === 'read') this.#finishReading();
    else if (this.#stage === 'save') await this.save();
    else return false;
    return true;
  }

  /** Writes what is known, if it changed, so that the next start need not read it again. One after the other; never rejects. */
  save(): Promise<void> {
    return (this.#saving = this.#saving.then(() => this.#save()));
  }

  /** Keeps nothing on disk any more. Resolves when nothing is being written. */
  stopKeeping(): Promise<void> {
    this.#store = undefined;
    return this.#saving;
  }

  async #save(): Promise<void> {
    if (this.#stage === 'save') this.#stage = 'rest';
    const store = this.#store;
    const { log } = this.#parts;
    if (store === undefined || this.#stage === 'load' || this.#unsaved === 0) return;
    this.#unsaved = 0;
    await store.save(this.folder, this.#stored()).catch((error: unknown) => {
      log.warn(`The index of ${this.folder} was not kept: ${systemReason(error)}`);
    });
  }

  async #load(): Promise<void> {
    const isLoaded = await this.#store?.load(this.folder, ({ path: relative, stamp, skip, record }) => {
      // What was opened meanwhile is known better.
      if (this.#open.has(relative)) return;
      if (record !== undefined) this.index.putRecord(relative, record);
      this.#note(relative, stamp, skip);
    });
    if (isLoaded !== true) for (const relative of [...this.#known.paths()]) this.#remove(relative);
    this.#unsaved = 0;
    this.#stage = 'scan';
  }

  #scan(): void {
    if (this.#walk === undefined) {
      this.#found = new Set();
      this.#walk = this.#rules.walk(this.#near, this.#parts.maxFiles);
    }
    const { value, done } = this.#walk.next();
    if (value !== undefined) this.#found.add(value);
    if (done === true) this.#finishScan();
  }

  #finishScan(): void {
    for (const relative of [...this.#known.paths(), ...this.index.paths()])
      if (!this.#found.has(relative) && !this.#open.has(relative)) this.#remove(relative);
    this.#skips.endWalk();
    // What the rules say of them may be new.
    for (const [relative, text] of this.#open) this.#showOpen(relative, text);
    this.#pending = this.#found;
    this.#found = new Set();
    this.#walk = undefined;
    this.#stage = 'read';
  }

  async #readNext(): Promise<void> {
    const [relative = ''] = this.#urgent.size > 0 ? this.#urgent : this.#pending;
    this.#urgent.delete(relative);
    this.#pending.delete(relative);
    if (this.#open.has(relative)) return;
    if (this.#rules.isRefused(relative)) return this.#remove(relative);
    const file = path.join(this.folder, relative);
    const stamp = stampOf(file);
    if (stamp !== '' && this.#known.stamp(relative) === stamp) return;
    const source = this.#parts.reader.read(file);
    if ('skip' in source) return this.#passOver(relative, source.stamp, source.skip);
    const facts = await this.#parts.extractor.extract(relative, source.text);
    if (this.#open.has(relative)) return;
    // Deleted or withheld meanwhile. One that only changed is heard of, and wanted again.
    if (stampOf(file) === '' || this.#rules.isRefused(relative)) return this.#remove(relative);
    if (typeof facts === 'string') return this.#passOver(relative, source.stamp, facts);
    this.index.put(relative, facts);
    this.#retries.delete(relative);
    this.#note(relative, source.stamp);
  }

  #passOver(relative: string, stamp: string, reason: string): void {
    this.#remove(relative);
    if (reason === 'gone') return;
    this.#note(relative, stamp, reason);
    const retries = this.#retries.get(relative) ?? 0;
    if (reason !== 'changing' || retries >= maxRetries) return;
    this.#retries.set(relative, retries + 1);
    this.#want(relative);
  }

  #finishReading(): void {
    if (this.#isScanDue) return this.rescan();
    this.#stage = !this.#wasReady || this.#unsaved >= changesWorthSaving ? 'save' : 'rest';
    if (!this.#wasReady) this.#skips.report(this.index.size);
    this.#wasReady = true;
  }

  /** Puts a file on the list of those to read, unless it is one of those that are left alone. */
  #want(relative: string): void {
    if (!sourceExtensions.has(extensionOf(relative)) || this.#open.has(relative)) return;
    if (this.#rules.isRefused(relative)) return void this.#remove(relative);
    if (!this.index.has(relative) && this.index.size >= this.#parts.maxFiles)
      return this.#skips.noteWalk('tooMany', relative);
    this.#urgent.add(relative);
    if (this.#stage === 'save' || this.#stage === 'rest') this.#stage = 'read';
    this.#parts.onWork();
  }

  /** A file, or a folder with everything in it. */
  #removeBelow(relative: string): void {
    if (this.#known.has(relative)) return this.#remove(relative);
    for (const each of [...this.#known.paths()]) if (each.startsWith(`${relative}/`)) this.#remove(each);
  }

  #remove(relative: string): void {
    if (this.#open.has(relative)) return;
    this.#pending.delete(relative);
    this.#urgent.delete(relative);
    if (this.index.remove(relative)) this.#unsaved++;
    this.#known.forget(relative);
  }

  #note(relative: string, stamp: string, skip?: string): void {
    this.#known.note(relative, stamp, skip);
    this.#unsaved++;
  }

  /** What is worth keeping. The facts of an open document are those of its text as typed, so it has to be read again. */
  *#stored(): Generator<StoredFile> {
    for (const relative of this.#known.paths()) {
      const [stamp = '', skip] = [this.#known.stamp(relative), this.#known.skip(relative)];
      const record = this.index.record(relative);
      if (skip !== undefined) yield { path: relative, stamp, skip };
      else if (record !== undefined) yield { path: relative, stamp, record };
    }
  }
}
