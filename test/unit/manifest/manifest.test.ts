import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingSpecs } from '../../../src/core/settings';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (name: string): string => fs.readFileSync(path.join(root, name), 'utf8');

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly scope: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly markdownDescription: string;
}

interface MenuEntry {
  readonly command: string;
  readonly when: string;
}

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly icon: string;
  readonly enabledApiProposals?: unknown;
  readonly engines: { readonly vscode: string };
  readonly activationEvents: readonly string[];
  readonly categories: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: { readonly supported: string };
  };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
      readonly enablement?: string;
    }[];
    readonly keybindings: readonly MenuEntry[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly chatParticipants: readonly {
      readonly id: string;
      readonly name: string;
      readonly commands: readonly { readonly name: string }[];
    }[];
    readonly languageModelChatProviders: readonly { readonly vendor: string; readonly displayName: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
  };
}

const text = read('package.json');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const { contributes } = manifest;
const commandIds = contributes.commands.map(({ command }) => command);
/** Commands behind buttons alone, which nobody could run without one. */
const buttons = ['plinth.showChatFix'];
const viewIds = new Set(Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id)));

function sourcesUnder(folder: string): string {
  const entries = fs.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return files.map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8')).join('\n');
}

describe('settings', () => {
  const { properties } = contributes.configuration;

  it('are exactly those of core/settings', () => {
    expect(Object.keys(properties)).toEqual(Object.keys(settingSpecs).map((key) => `plinth.${key}`));
    expect(Object.keys(properties).length).toBeLessThanOrEqual(12);
  });

  it.each(Object.entries(settingSpecs))(
    '%s has the same default, type, scope and limits in both places',
    (key, spec) => {
      const property = properties[`plinth.${key}`];
      expect(property?.default).toEqual(spec.default);
      expect(property?.type.replace('integer', 'number')).toBe(typeof spec.default);
      const scopes = spec.scope === 'machine' ? ['machine'] : ['resource', 'language-overridable'];
      expect(scopes).toContain(property?.scope);
      expect([property?.minimum, property?.maximum]).toEqual([spec.minimum, spec.maximum]);
      expect([property?.enum, property?.type === 'integer']).toEqual([spec.choices, spec.whole === true]);
    },
  );

  it('that load something cannot come from an untrusted folder', () => {
    const machine = Object.entries(settingSpecs).filter(([, spec]) => spec.scope === 'machine');
    const names = machine.map(([key]) => `plinth.${key}`);
    expect([...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations].sort()).toEqual(names.sort());
  });
});

describe('commands', () => {
  it('are all registered, and nothing else is', () => {
    const sources = ['src/extension.ts', 'src/editor/write/writing.ts'].map(read).join('\n');
    const registered = [...sources.matchAll(/^\s*'(plinth\.[\w.]+)': \(/gm)].map((match) => match[1]);
    expect(registered.length).toBeGreaterThan(8);
    expect([...registered].sort()).toEqual([...commandIds].sort());
  });

  it('carry the name Plinth, in context menus too, where no category is shown, and a title of their own', () => {
    const contextMenus = ['editor/context', 'terminal/context', 'testing/message/context'];
    const inContext = new Set(
      contextMenus.flatMap((menu) => contributes.menus[menu] ?? []).map(({ command }) => command),
    );
    expect(inContext.size).toBe(9);
    for (const { command, category, title } of contributes.commands) {
      const text = strings[title.slice(1, -1)] ?? '';
      if (inContext.has(command)) expect([category, text.slice(0, 8)]).toEqual([undefined, 'Plinth: ']);
      else expect([category, text.startsWith('Plinth')]).toEqual(['Plinth', false]);
    }
    expect(new Set(contributes.commands.map(({ title }) => title)).size).toBe(commandIds.length);
  });

  it('named in menus, in sources and in enablements exist', () => {
    const inMenus = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    expect(inMenus.length).toBeGreaterThan(5);
    for (const { command, when } of inMenus) {
      expect(commandIds).toContain(command);
      expect(when).not.toBe('');
    }
    const run = [...sourcesUnder('src/editor').matchAll(/'(plinth\.[a-z]\w+)'/g)].map((match) => match[1] ?? '');
    const participants = contributes.chatParticipants.map(({ id }) => id);
    const settings = Object.keys(contributes.configuration.properties);
    const known = new Set([...commandIds, ...settings, ...participants, ...buttons]);
    const others = run.filter((id) => !known.has(id) && !contextKeys.has(id) && !viewIds.has(id));
    expect(others).toEqual([]);
  });

  it('depend only on context keys that the sources set', () => {
    const clauses = [
      ...Object.values(contributes.menus)
        .flat()
        .map(({ when }) => when),
      ...contributes.commands.map(({ enablement = '' }) => enablement),
      ...contributes.keybindings.map(({ when }) => when),
    ];
    const used = new Set(clauses.flatMap((clause) => clause.match(/plinth\.\w+/g) ?? []));
    expect(used.size).toBeGreaterThan(0);
    for (const key of used) if (!viewIds.has(key)) expect(contextKeys).toContain(key);
    const sources = sourcesUnder('src/editor');
    for (const key of contextKeys) expect(sources).toContain(`'${key}'`);
  });

  it('offer a fix only where the folder is trusted', () => {
    const entries = Object.values(contributes.menus).flat();
    const fixes = entries.filter(({ command }) => command === 'plinth.suggestFix');
    expect(fixes.length).toBeGreaterThan(0);
    for (const { when } of fixes) expect(when).toContain('isWorkspaceTrusted');
  });
});

/** Context keys that the sources set, and keys of remembered values. */
const contextKeys = new Set([
  'plinth.paused',
  'plinth.downloading',
  'plinth.fixOpen',
  'plinth.fixHasMore',
  'plinth.editOpen',
  'plinth.editInstructions',
  'plinth.hintOpen',
  'plinth.modelOffered',
  'plinth.accepts',
  'plinth.explainDepth',
]);

describe('manifest', () => {
  it('uses no proposed API', () => {
    expect(manifest.enabledApiProposals).toBeUndefined();
    expect(text).not.toContain('enabledApiProposals');
  });

  it('asks for the editor version that its types describe', () => {
    const types = manifest.devDependencies['@types/vscode'] ?? '';
    expect(manifest.engines.vscode).toBe('^1.106.0');
    expect(types).toMatch(/^1\.106\.\d+$/);
  });

  it('has the six packages that the product is built on', () => {
    const packages = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const name of [
      '@types/vscode',
      'node-llama-cpp',
      '@vscode/test-electron',
      'esbuild',
      'web-tree-sitter',
      'tree-sitter',
    ])
      expect(packages[name], name).toMatch(/^\d/);
    expect(packages['node-llama-cpp']).toBe('3.21.1');
  });

  it('has a text for every placeholder, and no text too many', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');
    expect(used.length).toBeGreaterThan(20);
    expect([...new Set(used)].sort()).toEqual(Object.keys(strings).sort());
    for (const [key, value] of Object.entries(strings)) expect(value.trim(), key).not.toBe('');
  });

  it('has no text of its own where people read', () => {
    for (const { title } of contributes.commands) expect(title).toMatch(/^%.+%$/);
    for (const { markdownDescription } of Object.values(contributes.configuration.properties))
      expect(markdownDescription).toMatch(/^%.+%$/);
  });

  it('names pictures that exist, the icon as a PNG of 256 by 256', () => {
    const svgs = [...contributes.viewsContainers.activitybar, ...Object.values(contributes.views).flat()].map(
      ({ icon }) => icon,
    );
    for (const svg of svgs) expect(read(svg)).toContain('<svg');
    const png = fs.readFileSync(path.join(root, manifest.icon));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  });

  it('names the language model provider and the chat participant that the sources register', () => {
    const sources = sourcesUnder('src/editor/chat');
    const { languageModelChatProviders: providers, chatParticipants: participants } = contributes;
    expect(providers).toEqual([{ vendor: 'plinth', displayName: 'Plinth' }]);
    expect(sources).toContain(`vendor = '${providers[0]?.vendor}'`);
    expect(participants.map(({ id, name }) => [id, name])).toEqual([['plinth.chat', 'plinth']]);
    expect(sources).toContain(`participantId = '${participants[0]?.id}'`);
    const commands = participants.flatMap((each) => each.commands.map(({ name }) => name));
    expect(commands).toEqual(['explain', 'fix', 'tests', 'doc']);
    for (const name of commands) expect(sources).toMatch(new RegExp(`(?:case|===) '${name}'`));
  });

  it('runs beside the workspace, says what it does without trust, and starts without being asked', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe('limited');
    expect(manifest.activationEvents).toEqual(['onStartupFinished']);
    expect(`${manifest.publisher}.${manifest.name}`).toBe('plinth.plinth');
  });
});
