import { describe, expect, it } from 'vitest';
import type { CompletionSettings } from '../../../src/core/completion/completionSettings';
import { admit, gateRules } from '../../../src/core/completion/gate';
import { Skip } from '../../../src/core/completion/skip';
import type { EngineView } from '../../../src/core/ports';
import { settingSpecs } from '../../../src/core/settings';
import type { CompletionRequest } from '../../../src/core/text/snapshot';
import { requestAt } from '../../fakes/completionRequests';
import { readyEngine } from '../../fakes/fakeEngine';

const settings: CompletionSettings = {
  'completion.enabled': true,
  'completion.languages': { '*': true, plaintext: false },
  'completion.multiline': true,
  'completion.frequency': 'often',
};
const ready: EngineView = { state: 'ready' };

function verdict(request: CompletionRequest, given: Partial<CompletionSettings> = {}, engine = ready): string {
  try {
    admit({ request, settings: { ...settings, ...given }, engine });
    return 'in';
  } catch (error) {
    if (error instanceof Skip) return `${error.stage} ${error.reason}`;
    throw error;
  }
}

describe('gate', () => {
  it('gives every rule a reason of its own', () => {
    expect(new Set(gateRules.map(({ reason }) => reason)).size).toBe(gateRules.length);
  });

  it.each([
    ['const a = █', 'in'],
    ['█', 'in'],
    ['f(█);', 'in'],
    ['al█pha', 'gate middle-of-word'],
    ['é█é', 'gate middle-of-word'],
    ['𝒜█𝒜', 'gate middle-of-word'],
    ['f(█a)', 'gate text-after-cursor'],
    [`${'x'.repeat(5_000)}█`, 'gate long-line'],
    ['\0\0ELF█', 'gate binary'],
    ['"<|fim_suffix|>" + █', 'in'],
    ['a\r\nb█\r\n', 'in'],
    ['a🎉█\r\n', 'in'],
  ])('%s: %s', (drawn, expected) => expect(verdict(requestAt(drawn))).toBe(expected));

  it('waives what is taste for a request by command, and nothing else', () => {
    const trigger = 'invoke' as const;
    expect(verdict(requestAt('al█pha', { trigger }))).toBe('gate middle-of-word');
    expect(verdict(requestAt('f(█a)', { trigger }))).toBe('in');
    expect(verdict(requestAt('a█', { trigger }), { 'completion.enabled': false })).toBe('in');
    expect(verdict(requestAt('a█', { trigger, path: 'key.pem' }))).toBe('gate secret-file');
    expect(verdict(requestAt('a█', { trigger, readOnly: true }))).toBe('gate read-only');
    expect(verdict(requestAt('\0█', { trigger }))).toBe('gate binary');
    expect(verdict(requestAt('a█', { trigger, cursors: 2 }))).toBe('gate many-cursors');
  });

  it('leaves prose and commit messages alone unless it is told otherwise', () => {
    const given = { 'completion.languages': settingSpecs['completion.languages'].default };
    const inLanguage = (languageId: string): CompletionRequest => {
      const request = requestAt('a█');
      return { ...request, snapshot: { ...request.snapshot, languageId } };
    };
    for (const languageId of ['plaintext', 'markdown', 'scminput', 'git-commit', 'log'])
      expect(verdict(inLanguage(languageId), given)).toBe('gate language-off');
    for (const languageId of ['python', 'json', 'yaml', 'latex'])
      expect(verdict(inLanguage(languageId), given)).toBe('in');
    expect(verdict({ ...inLanguage('markdown'), trigger: 'invoke' }, given)).toBe('in');
  });

  it('follows the settings', () => {
    expect(verdict(requestAt('a█'), { 'completion.enabled': false })).toBe('gate disabled');
    expect(verdict(requestAt('a█'), { 'completion.languages': { typescript: false } })).toBe('gate language-off');
    expect(verdict(requestAt('a█'), { 'completion.languages': { '*': false } })).toBe('gate language-off');
    expect(verdict(requestAt('a█'), { 'completion.languages': { '*': false, typescript: true } })).toBe('in');
    expect(verdict(requestAt('a█'), { 'completion.languages': {} })).toBe('in');
  });

  it('knows a secret file by its URI, where the path says nothing', () => {
    const { snapshot, ...rest } = requestAt('a█');
    const secret = { ...rest, snapshot: { ...snapshot, path: 'x', uri: 'vscode-remote://ssh/home/a/%2Eenv?x=1' } };
    expect(verdict(secret)).toBe('gate secret-file');
    expect(verdict({ ...secret, snapshot: { ...secret.snapshot, uri: 'file:///%E0%A4%A/b.ts' } })).toBe('in');
  });

  it('lets an untitled document without a folder in', () => {
    const { snapshot, ...rest } = requestAt('a█');
    const untitled = { ...snapshot, uri: 'untitled:Untitled-1', path: 'Untitled-1', repository: '' };
    expect(verdict({ ...rest, snapshot: untitled })).toBe('in');
  });

  it('lets 60,000 lines in, but not four million characters', () => {
    expect(verdict(requestAt(`${'const a = 1;\n'.repeat(60_000)}█`))).toBe('in');
    expect(verdict(requestAt(`${'const a = 1;\n'.repeat(320_000)}█`))).toBe('gate too-large');
  });

  it('does not ask for the text of a document where other rules decide', () => {
    const { snapshot, ...rest } = requestAt('a█');
    const textless = {
      ...snapshot,
      get text(): string {
        throw new Error('the text was read');
      },
    };
    const request = { ...rest, snapshot: textless };
    expect(verdict(request, { 'completion.enabled': false })).toBe('gate disabled');
    expect(verdict(request, { 'completion.languages': { '*': false } })).toBe('gate language-off');
    expect(verdict({ ...request, snapshot: Object.assign(textless, { path: '.env' }) })).toBe('gate secret-file');
    Object.assign(textless, { path: 'a.ts' });
    expect(verdict({ ...request, readOnly: true })).toBe('gate read-only');
    expect(verdict({ ...request, cursors: 2 })).toBe('gate many-cursors');
    expect(verdict(request, {}, { state: 'none' })).toBe('engine no-model');
    expect(() => verdict(request)).toThrow('the text was read');
  });

  it('refuses offsets that are no place', () => {
    for (const offset of [-1, 3, 0.5, Number.NaN])
      expect(verdict({ ...requestAt('ab█'), offset })).toBe('gate bad-offset');
    expect(verdict({ ...requestAt('🎉█'), offset: 1 })).toBe('gate bad-offset');
    expect(verdict({ ...requestAt('a\r\n█'), offset: 2 })).toBe('gate bad-offset');
    expect(verdict({ ...requestAt('ab█'), selectedSuggestion: { start: 9, text: 'x' } })).toBe('gate bad-offset');
  });

  it('says what the engine says, with its cure', () => {
    const engine: EngineView = { state: 'none', problem: 'No model is installed.', cure: 'Download one.' };
    expect(verdict(requestAt('a█'), {}, engine)).toBe('engine no-model');
    expect(() => admit({ request: requestAt('a█'), settings, engine })).toThrow('No model is installed. Download one.');
    expect(verdict(requestAt('a█'), {}, { state: 'gaveUp' })).toBe('engine engine-stopped');
    const { model, ...status } = readyEngine();
    if (model === undefined) throw new Error('the fake has a model');
    const chatOnly: EngineView = { state: 'ready', engine: { ...status, model: { ...model, canComplete: false } } };
    expect(verdict(requestAt('a█'), {}, chatOnly)).toBe('engine model-cannot-complete');
    expect(verdict(requestAt('a█'), {}, { state: 'starting' })).toBe('in');
  });
});
