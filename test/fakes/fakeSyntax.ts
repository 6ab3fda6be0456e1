import type { Syntax, SyntaxDocuments } from '../../src/core/ports';
import type {
  CutFacts,
  CutPlace,
  ParseFacts,
  ScopeFacts,
  SyntaxChange,
  SyntaxDocument,
  SyntaxPlace,
} from '../../src/protocol/syntax';

/**
 * What a place looks like to which nothing was scripted: plain code at the start of a statement, at the top of a file.
 */
export const plainScope: ScopeFacts = {
  inString: false,
  inComment: false,
  emptyBlock: false,
  statementStart: true,
  enclosing: [],
};

type Script<Q, A> = A | undefined | ((question: Q) => A | undefined | Promise<A | undefined>);

/**
 * A Syntax and SyntaxDocuments that answers what it is told to: assign a value, `undefined` for "not known", or a
 * function of the question (a promise makes it late). It remembers every question and message, and like the real one it
 * answers `undefined` for a version of a document that it was not given, unless `checksVersions` is off.
 */
export class FakeSyntax implements Syntax, SyntaxDocuments {
  scope: Script<SyntaxPlace, ScopeFacts> = plainScope;
  /** By default nothing ends inside of the answer. */
  cutFacts: Script<CutPlace, CutFacts> = ({ answer }) => ({ end: answer.length, ended: false });
  parseFacts: Script<{ readonly languageId: string; readonly text: string }, ParseFacts> = {
    errors: 0,
    errorOffsets: [],
  };
  checksVersions = false;

  readonly scopeQuestions: SyntaxPlace[] = [];
  readonly cutQuestions: CutPlace[] = [];
  readonly parseQuestions: { readonly languageId: string; readonly text: string }[] = [];
  readonly opened: SyntaxDocument[] = [];
  readonly changes: SyntaxChange[] = [];
  readonly closed: string[] = [];
  readonly #versions = new Map<string, number>();

  async scopeAt(place: SyntaxPlace): Promise<ScopeFacts | undefined> {
    this.scopeQuestions.push(place);
    return this.#knows(place) ? run(this.scope, place) : undefined;
  }

  async cut(place: CutPlace): Promise<CutFacts | undefined> {
    this.cutQuestions.push(place);
    return this.#knows(place) ? run(this.cutFacts, place) : undefined;
  }

  async parse(languageId: string, text: string): Promise<ParseFacts | undefined> {
    const question = { languageId, text };
    this.parseQuestions.push(question);
    return run(this.parseFacts, question);
  }

  open(document: SyntaxDocument): void {
    this.opened.push(document);
    this.#versions.set(document.uri, document.version);
  }

  change(change: SyntaxChange): void {
    this.changes.push(change);
    if (this.#versions.has(change.uri)) this.#versions.set(change.uri, change.version);
  }

  close(uri: string): void {
    this.closed.push(uri);
    this.#versions.delete(uri);
  }

  #knows({ uri, version }: SyntaxPlace): boolean {
    return !this.checksVersions || this.#versions.get(uri) === version;
  }
}

function run<Q, A>(script: Script<Q, A>, question: Q): A | undefined | Promise<A | undefined> {
  return typeof script === 'function'
    ? (script as (question: Q) => A | undefined | Promise<A | undefined>)(question)
    : script;
}
