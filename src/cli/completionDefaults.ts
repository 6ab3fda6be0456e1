import type { CompletionSettings } from '../core/completion/completionSettings';
import { settingSpecs } from '../core/settings';

/** Settings of completion on the command line, where there is no settings file: on in every language, and every answer is shown. */
export const completionDefaults: CompletionSettings = {
  'completion.enabled': true,
  'completion.languages': { '*': true },
  'completion.multiline': settingSpecs['completion.multiline'].default,
  'completion.frequency': 'often',
};
