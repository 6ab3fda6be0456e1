import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../../src/base/clock';
import type { Log } from '../../../src/base/log';
import { fileFacts } from '../../../src/core/syntax/facts';
import { LocalSyntax } from '../../../src/core/syntax/localSyntax';
import type { ParsedDocument } from '../../../src/core/syntax/trees';
import type { IndexConfig, IndexProgress } from '../../../src/protocol/context';
import { Extractor } from '../../../src/worker/extractor';
import { Indexer } from '../../../src/worker/indexer';
import { OpenFiles } from '../../../src/worker/openFiles';
import { Slices } from '../../../src/worker/slices';
import { createGrammars, readGrammarFile } from '../../cases/syntax/grammarFiles';

const isBusy = (state: IndexProgress['state']): boolean => state === 'scanning' || state === 'indexing';

/** A workspace in a temporary folder and everything of the worker that indexes it, in this thread. */
export class IndexerFixture {
  readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-indexer-')));
  readonly root = path.join(this.folder, 'root');
  readonly storeFolder = path.join(this.folder, 'store');
  readonly lines: string[] = [];
  readonly told: IndexProgress[] = [];
  /** Texts that were parsed for the index. */
  readonly extracted: string[] = [];
  documents!: LocalSyntax;
  openFiles!: OpenFiles;
  indexer!: Indexer;

  constructor() {
    fs.mkdirSync(this.root);
    this.start();
  }

  /** A new worker, as after a restart; the old one is forgotten. */
  start(version = 'v1', maxFiles = 20_000): void {
    const note = (line: string): void => void this.lines.push(line);
    const log: Log = { debug: () => undefined, info: note, warn: note, error: note };
    const grammars = createGrammars((name) => readGrammarFile(name), log);
    const clock = systemClock;
    const slices = new Slices(clock);
    const factsOf = (document: ParsedDocument) => {
      this.extracted.push(document.text);
      if (document.text.includes('BREAK THE READER')) throw new Error('cannot read this');
      return fileFacts(document);
    };
    this.documents = new LocalSyntax({ grammars, clock, budgetMs: 10_000 });
    this.openFiles = new OpenFiles({
      documents: this.documents,
      clock,
      factsOf,
      onChange: () => this.indexer.documentsChanged(),
    });
    this.indexer = new Indexer({
      extractor: new Extractor({ grammars, clock, slices, log, factsOf }),
      slices,
      openFiles: this.openFiles,
      clock,
      log,
      storeVersion: () => Promise.resolve(version),
      onProgress: (progress) => this.told.push(progress),
      maxFiles,
    });
  }

  dispose(): void {
    this.indexer.dispose();
    this.documents.dispose();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  write(files: Readonly<Record<string, string | Buffer>>, root = this.root): void {
    for (const [name, content] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      fs.writeFileSync(path.join(root, name), content);
    }
  }

  uri(name: string): string {
    return pathToFileURL(path.join(this.root, name)).href;
  }

  async configure(config: IndexConfig = this.config()): Promise<void> {
    await this.indexer.configure(config);
    await this.ready();
  }

  config(exclude: readonly string[] = []): IndexConfig {
    return { roots: [{ folder: this.root, exclude }], storeFolder: this.storeFolder };
  }

  /** Reports changes and waits until they are taken in. */
  async change(changed: readonly string[], deleted: readonly string[] = []): Promise<void> {
    const absolute = (name: string): string => path.join(this.root, name);
    this.indexer.filesChanged({ changed: changed.map(absolute), deleted: deleted.map(absolute) });
    await new Promise((resolve) => setTimeout(resolve, 700));
    await this.ready();
  }

  /** Until nothing waits. */
  async ready(): Promise<void> {
    for (let wait = 0; wait < 1_000 && isBusy(this.indexer.progress.state); wait++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    // Written at the end of the first filling.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** Paths of the files that define a name. */
  definers(name: string, root = 0): string[] {
    const place = this.indexer.place(this.uri('any.ts'))?.root;
    if (place === undefined) throw new Error(`There is no root ${root}.`);
    return place.index
      .definitionsOf(name)
      .map(({ path: each }) => each)
      .sort();
  }
}
