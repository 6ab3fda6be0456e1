/** The one list of settings. package.json declares the same keys, types, defaults and limits; a unit test compares the two. */
export interface Settings {
  /** Complete while typing. */
  readonly 'completion.enabled': boolean;
  /** Language id to on/off; `*` stands for every language not named. */
  readonly 'completion.languages': Readonly<Record<string, boolean>>;
  /** Offer several lines where the cursor stands in an empty block. */
  readonly 'completion.multiline': boolean;
  /** How sure the model must be of a completion that comes while somebody types. */
  readonly 'completion.frequency': 'rare' | 'balanced' | 'often';
  /** `auto` or an id of the catalogue. */
  readonly model: string;
  /** A GGUF file of the user's own; overrides `model`. Empty = none. */
  readonly modelPath: string;
  /** Folder for downloaded models. Empty = the default cache folder. */
  readonly modelFolder: string;
  readonly gpu: 'auto' | 'off';
  /** Threads for the engine; 0 = chosen from the physical cores. */
  readonly threads: number;
  /** Minutes without a request until the weights leave memory; 0 = never. */
  readonly unloadAfterMinutes: number;
  /** Give a hint when a debugged program stops on an error. */
  readonly 'debug.hints': boolean;
}

export interface SettingSpec<T> {
  readonly default: T;
  /** `machine`: a workspace's settings file cannot set it, because it loads or connects something. */
  readonly scope: 'resource' | 'machine';
  readonly minimum?: number;
  readonly maximum?: number;
  /** A number without a fraction. */
  readonly whole?: true;
  /** The only values that mean something. */
  readonly choices?: readonly T[];
}

export const settingSpecs: { readonly [K in keyof Settings]: SettingSpec<Settings[K]> } = {
  'completion.enabled': { default: true, scope: 'resource' },
  'completion.languages': {
    // Prose is what a model of code is worst at. `scminput` and `git-commit` are where commit messages are written.
    default: { '*': true, plaintext: false, markdown: false, scminput: false, 'git-commit': false, log: false },
    scope: 'resource',
  },
  'completion.multiline': { default: true, scope: 'resource' },
  'completion.frequency': { default: 'balanced', scope: 'resource', choices: ['rare', 'balanced', 'often'] },
  model: { default: 'auto', scope: 'machine' },
  modelPath: { default: '', scope: 'machine' },
  modelFolder: { default: '', scope: 'machine' },
  gpu: { default: 'auto', scope: 'machine', choices: ['auto', 'off'] },
  threads: { default: 0, scope: 'machine', minimum: 0, maximum: 256, whole: true },
  unloadAfterMinutes: { default: 10, scope: 'machine', minimum: 0, maximum: 1440 },
  'debug.hints': { default: true, scope: 'resource' },
};
