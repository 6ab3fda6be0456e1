import type { ChatSampling } from '../../../protocol/engine';
import { extensionOf, stemOf } from '../../context/paths';
import { readAnswer } from '../../prompt/readAnswer';
import { gatherTaskContext, noTaskSources } from '../../prompt/taskContext';
import { languages } from '../../syntax/languages';
import { eolOf, withEol } from '../../text/eol';
import { refuseSecretFile } from '../../text/secretFiles';
import type { DocumentSnapshot } from '../../text/snapshot';
import { nothingWithheld, refuseWithheldFile } from '../../text/withheldFiles';
import type { DefinitionRequest } from '../definitionAt';
import { parseChange, type ParseVerdict } from '../parseChange';
import type { WriteParts } from '../writeParts';
import { type FrameworkManner, frameworkManner, inPlainCode, type TestFramework } from './frameworks';
import { headerFor } from './headerFor';
import type { ProjectFiles } from './projectFiles';
import { existingTests, findTestFramework } from './testFramework';
import type { NoHeader, TestHeader } from './testHeader';
import { chooseTestPlace, type TestPlace } from './testPlace';
import { testMessages } from './testPrompt';
import { chooseTestSubject, type TestSubject } from './testSubject';
import {
  countTests,
  judgeTests,
  readTestAnswer,
  splitImports,
  type TestCode,
  testFileText,
  type TestRefusal,
  trimmedTests,
  withClassName,
  withoutCopy,
} from './testText';

/** Asks for tests of what stands at a cursor or in a selection. */
export interface TestRequest extends DefinitionRequest {
  /** Of the project that holds the document. */
  readonly files: ProjectFiles;
}

/** Tests that may be shown. */
export interface WrittenTests {
  readonly subject: TestSubject;
  readonly framework: TestFramework;
  readonly place: TestPlace;
  /** The whole file. */
  readonly text: string;
  /** Of the new file. */
  readonly languageId: string;
  readonly count: number;
  /** Tests at the end are left out, since the answer was cut. */
  readonly isTrimmed: boolean;
  readonly verdict: Exclude<ParseVerdict, 'syntaxError'>;
}

/** `noLanguage`: nobody knows how this language is tested; `isTest`: the file is a test itself; `noFramework`: the project has none. */
export type NoTests = 'noLanguage' | 'isTest' | 'noDefinition' | 'noFramework' | 'syntaxError' | NoHeader | TestRefusal;

export type TestOutcome =
  | ({ readonly kind: 'written' } & WrittenTests)
  | { readonly kind: 'none'; readonly reason: NoTests }
  | { readonly kind: 'aborted' };

const answerTokens = 700;
const samplings: readonly (ChatSampling | undefined)[] = [undefined, { temperature: 0.5, seed: 1 }];

/** What the model hears of its first answer. */
const complaints: { readonly [R in TestRefusal | 'syntaxError']: string } = {
  noCode: 'Answer with code.',
  otherLanguage: 'Answer in the language of the code.',
  otherFramework: 'Use nothing of another test framework.',
  unknownModule: 'Import only what the project has.',
  tooLong: 'Write fewer and shorter tests.',
  elided: 'Leave nothing out.',
  noTest: 'Write whole test cases of the framework.',
  noAssertion: 'Each test must say what it expects.',
  otherCode: 'Test the code above and no other.',
  copied: 'Import the code that is tested; do not write it again.',
  syntaxError: 'Take care that the code has no syntax error.',
};

/** What is worked out about the new file before the model is asked. */
interface Plan {
  readonly subject: TestSubject;
  readonly framework: TestFramework;
  readonly manner: FrameworkManner;
  readonly place: TestPlace;
  readonly header: TestHeader;
  readonly example: string;
  /** Of the new file. */
  readonly languageId: string;
}

/** Writes tests of functions and classes with the local model. One instance serves every document. */
export class TestService {
  readonly #parts: WriteParts;

  constructor(parts: WriteParts) {
    this.#parts = parts;
  }

  /**
   * Call when the person asked for tests. Framework, place and imports are worked out from the project's files; the answer of the model must hold
   * tests of that framework that name what is tested and expect something, and must parse: else it is asked once more. Nothing is written and nothing
   * is run. `onText` hears what the model has written so far. Rejects with a PlainError when the engine fails, and with `secretFile` or
   * `withheldFile`; an abort answers `aborted`.
   */
  async write(
    request: TestRequest,
    signal: AbortSignal,
    onText: (text: string) => void = () => undefined,
  ): Promise<TestOutcome> {
    const { snapshot } = request;
    refuseSecretFile(snapshot);
    await refuseWithheldFile(snapshot, this.#parts.withheld ?? nothingWithheld);
    const plan = await this.#plan(request, signal);
    if (signal.aborted) return { kind: 'aborted' };
    if (typeof plan === 'string') return { kind: 'none', reason: plan };
    const { subject, framework, manner, place, header, example } = plan;
    const task = await gatherTaskContext(snapshot, subject.span, this.#parts.sources ?? noTaskSources);
    if (signal.aborted) return { kind: 'aborted' };
    const begin = testFileText(header, { statements: [], body: `${manner.sample}\n${subject.entry}` });
    const shown = begin.slice(0, Math.max(0, begin.lastIndexOf(manner.sample))).trim();
    const question = { snapshot, subject, task, manner, path: place.path, header: shown, example };
    let reason: TestRefusal | 'syntaxError' = 'noCode';
    for (const sampling of samplings) {
      const messages = testMessages(question, sampling === undefined ? '' : complaints[reason]);
      const drawn = sampling === undefined ? {} : { sampling };
      const stream = this.#parts.engine.chat({ lane: 'explain', messages, answerTokens, ...drawn }, signal);
      const { text, result } = await readAnswer(stream, onText);
      if (signal.aborted || result.stop === 'aborted') return { kind: 'aborted' };
      const read = readTestAnswer(text, plan.languageId, result.stop !== 'end');
      const checked = typeof read === 'string' ? read : await this.#checked(read, plan);
      if (typeof checked !== 'string') {
        const whole = withEol(checked.text, eolOf(snapshot.text));
        return { kind: 'written', subject, framework, place, languageId: plan.languageId, ...checked, text: whole };
      }
      reason = checked;
    }
    return { kind: 'none', reason };
  }

  async #plan(request: TestRequest, signal: AbortSignal): Promise<Plan | NoTests> {
    const { snapshot, files } = request;
    const tests = await existingTests(snapshot, files);
    if (tests === undefined) return 'noLanguage';
    if (isNamedTest(snapshot)) return 'isTest';
    const subject = await chooseTestSubject(request, this.#parts.syntax, signal);
    if (subject === undefined) return 'noDefinition';
    const framework = await findTestFramework(snapshot, tests, files);
    if (framework === undefined) return 'noFramework';
    const place = await chooseTestPlace(snapshot, framework, tests, files);
    const shown = place.example === '' ? undefined : await files.show(place.example);
    const example = (shown ?? '').replace(/\r\n/g, '\n');
    const header = await headerFor({ snapshot, subject, framework, place, example, files });
    if (typeof header === 'string') return header;
    const languageId = languageIdOf(place.path) ?? snapshot.languageId;
    return { subject, framework, manner: frameworkManner(framework.id), place, header, example, languageId };
  }

  /** Of tests that were cut as many as parse, without the last one. */
  async #checked(
    read: TestCode,
    plan: Plan,
  ): Promise<Pick<WrittenTests, 'text' | 'count' | 'isTrimmed' | 'verdict'> | TestRefusal | 'syntaxError'> {
    const { header, subject, manner, place, languageId } = plan;
    // Of a thing that is called as that of the sample the sample is a test.
    const copies = manner.sample.includes(subject.entry) ? [subject.code] : [subject.code, manner.sample];
    const own = copies.reduce((text, copy) => withoutCopy(text, copy), read.body);
    const given = withClassName(own, languageId, stemOf(place.path));
    const bodies = read.isCut ? trimmedTests(given, languageId, manner) : [given];
    let reason: TestRefusal | 'syntaxError' = read.isCut ? 'tooLong' : 'noTest';
    for (const body of bodies) {
      const refusal = judgeTests(body, languageId, subject, manner);
      if (refusal === undefined) {
        const text = testFileText(header, { statements: read.statements, body });
        const { statements } = splitImports(text, languageId);
        if ((await header.importsUnknown?.(statements)) === true) return 'unknownModule';
        const plain = inPlainCode(text, manner);
        const verdict = await parseChange(this.#parts.syntax, { languageId, text: '' }, plain);
        // What was cut and cannot be checked may end anywhere.
        const isSound = verdict === 'parses' || (verdict === 'unknown' && !read.isCut);
        if (isSound) return { text, count: countTests(body, languageId, manner), isTrimmed: read.isCut, verdict };
        reason = read.isCut ? 'tooLong' : 'syntaxError';
      } else reason = read.isCut ? 'tooLong' : refusal;
    }
    return reason;
  }
}

/** By its name alone: folders of tests hold helpers as well, which may be tested. */
function isNamedTest({ path, languageId }: Pick<DocumentSnapshot, 'path' | 'languageId'>): boolean {
  const stem = stemOf(path);
  if (/[._-](?:tests?|specs?)$|^test_|^conftest$/.test(stem)) return true;
  return /^(?:java|kotlin|php|csharp)$/.test(languageId) && /\wTests?$/.test(stem);
}

function languageIdOf(path: string): string | undefined {
  const ending = extensionOf(path);
  return Object.keys(languages).find((id) => languages[id]?.extensions.includes(ending));
}
