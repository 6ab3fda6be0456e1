import * as vscode from 'vscode';
import { catalogue } from '../../core/models/catalogue';
import type { EngineView } from '../../core/ports';
import type { StatusKind } from './statusKind';

/** How a state looks in the status bar and how it is read aloud. */
export interface StatusLook {
  readonly icon: string;
  /** One or two words after the name; empty when all is well. */
  readonly word: string;
  /** A whole sentence for the tooltip, the menu and screen readers. */
  readonly sentence: string;
  readonly severity: 'none' | 'warning' | 'error';
}

/** The look of a state. Problems come with the words of whoever noticed them. */
export function statusLook(
  kind: StatusKind,
  facts: { readonly engine: EngineView; readonly problem: string },
): StatusLook {
  const { engine, problem } = facts;
  const say = (
    icon: string,
    word: string,
    sentence: string,
    severity: StatusLook['severity'] = 'none',
  ): StatusLook => ({
    icon,
    word,
    sentence,
    severity,
  });
  switch (kind) {
    case 'gaveUp':
      return say('error', vscode.l10n.t('stopped'), problem, 'error');
    case 'failed':
      return say('error', vscode.l10n.t('error'), problem, 'error');
    case 'modelProblem':
      return say('error', vscode.l10n.t('model problem'), problem, 'error');
    case 'downloading':
      return say('cloud-download', vscode.l10n.t('downloading'), vscode.l10n.t('A model is being downloaded.'));
    case 'noModel':
      return say(
        'warning',
        vscode.l10n.t('no model'),
        vscode.l10n.t('There is no model yet. The menu offers a download.'),
        'warning',
      );
    case 'paused':
      return say(
        'debug-pause',
        vscode.l10n.t('paused'),
        vscode.l10n.t('Completion while typing is paused in this workspace.'),
      );
    case 'starting':
      return say('loading~spin', vscode.l10n.t('starting'), vscode.l10n.t('The model is being loaded.'));
    case 'busy':
      return say('loading~spin', '', vscode.l10n.t('Working: {0}', modelLine(engine)));
    case 'languageOff':
      return say('circle-slash', vscode.l10n.t('off'), vscode.l10n.t('Completion is switched off for this language.'));
    case 'asleep':
      return say(
        'check',
        '',
        vscode.l10n.t('Ready: {0}. Its memory is free; the next request loads it again.', modelLine(engine)),
      );
    case 'ready':
      return say('check', '', vscode.l10n.t('Ready: {0}', modelLine(engine)));
  }
}

/** Problem and cure as the engine tells them; empty when there is none. */
export function engineProblem({ problem = '', cure = '' }: EngineView): string {
  return [problem, cure].filter((part) => part !== '').join(' ');
}

/** "Qwen2.5-Coder 0.5B on cpu, 25 tokens per second". */
function modelLine({ engine }: EngineView): string {
  const model = engine?.model;
  if (model === undefined) return vscode.l10n.t('a local model');
  // Files of the catalogue have names of their own that say less, such as the tool that made them.
  const listed = model.verified ? catalogue.find((each) => each.id === model.id) : undefined;
  const name = listed?.displayName ?? (model.name === '' ? model.id : model.name);
  const verified = model.verified ? name : vscode.l10n.t('{0} (unverified)', name);
  const where = vscode.l10n.t('{0} on {1}', verified, backendName(engine?.backend));
  const speed = Math.round(engine?.speed.decodeTokensPerSecond ?? 0);
  return speed > 0 ? vscode.l10n.t('{0}, {1} tokens per second', where, speed) : where;
}

function backendName(backend: string | undefined): string {
  if (backend === undefined || backend === 'cpu') return 'CPU';
  return backend === 'cuda' ? 'CUDA' : backend.charAt(0).toUpperCase() + backend.slice(1);
}
