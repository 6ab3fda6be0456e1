import type { CompletionSettings } from '../../src/core/completion/completionSettings';

/** On in every language, several lines, and nothing is hidden for being unsure. */
export function settingsWith(change: Partial<CompletionSettings> = {}): CompletionSettings {
  return {
    'completion.enabled': true,
    'completion.languages': {},
    'completion.multiline': true,
    'completion.frequency': 'often',
    ...change,
  };
}
