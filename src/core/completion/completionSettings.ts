import type { Settings } from '../settings';

/** The settings that the typing path looks at, read anew for each request. */
export type CompletionSettings = Pick<
  Settings,
  'completion.enabled' | 'completion.languages' | 'completion.multiline' | 'completion.frequency'
>;
