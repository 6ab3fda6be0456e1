import { describe, expect, it } from 'vitest';
import { namedSymbols } from '../../../src/core/explain/namedSymbols';
import { FenceUnwrapper } from '../../../src/core/explain/unwrapFence';
import { FakeWorkspace } from '../../fakes/fakeWorkspace';
import { type DrawnCase, type DrawnFile, isUpdate, readDrawnFiles } from '../drawn';

const files = readDrawnFiles(import.meta.url, '.');
const fileOf = (name: string): DrawnFile => {
  const file = files.find((each) => each.name === name);
  if (file === undefined) throw new Error(`There is no ${name}.txt`);
  return file;
};

/** Rewrites the expectations when that is wanted; nothing to compare then. */
function update(file: DrawnFile, answers: ReadonlyMap<DrawnCase, readonly string[]>): void {
  file.save(file.cases.map((drawn) => ({ ...drawn, facts: answers.get(drawn) ?? drawn.facts })));
}

/** The text as it is shown when it comes in pieces of so many units. */
function unwrapped(text: string, units: number): string {
  const unwrapper = new FenceUnwrapper();
  let shown = '';
  for (let at = 0; at < text.length; at += units) shown += unwrapper.add(text.slice(at, at + units));
  return shown + unwrapper.end();
}

describe('a fence around an explanation', () => {
  const file = fileOf('unwrap');
  const answers = new Map<DrawnCase, readonly string[]>();
  it.each(file.cases.map((drawn) => [drawn.title, drawn] as const))('%s', (_, drawn) => {
    const text = drawn.text.replace(/\n$/, '');
    const lines = unwrapped(text, text.length).split('\n').filter(Boolean);
    answers.set(drawn, lines);
    for (const units of [1, 2, 3, 7, 50]) expect(unwrapped(text, units)).toBe(unwrapped(text, text.length));
    if (isUpdate) update(file, answers);
    else expect(lines).toEqual(drawn.facts);
  });
});

describe('names in an explanation', () => {
  const file = fileOf('names');
  const endings: Readonly<Record<string, string>> = { python: 'py', typescript: 'ts', go: 'go' };
  const answers = new Map<DrawnCase, readonly string[]>();
  it.each(file.cases.map((drawn) => [drawn.title, drawn] as const))('%s', async (_, drawn) => {
    const codes = drawn.facts.map((fact) => fact.slice(0, fact.lastIndexOf(': ')));
    const index = new FakeWorkspace();
    index.places = ['Circle', 'loadConfig'].map((name) => ({ name, uri: 'file:///w/other.py', line: 1 }));
    const language = drawn.options.find((option) => option in endings) ?? '';
    const uri = `file:///w/a.${endings[language] ?? ''}`;
    const markdown = codes.map((code) => `\`${code}\``).join(', ');
    const found = await namedSymbols({ markdown, selection: drawn.text, uri, index });
    const kinds = new Map(found.map(({ code, kind }) => [code, kind]));
    const facts = codes.map((code) => `${code}: ${kinds.get(code) ?? 'no name'}`);
    answers.set(drawn, facts);
    if (isUpdate) update(file, answers);
    else expect(facts).toEqual(drawn.facts);
  });
});
