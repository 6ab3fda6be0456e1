/** Messages between the editor and the explanation panel's script. The panel shows HTML that the editor rendered under one policy. */

/** How much of an explanation is wanted: one sentence; what the code does and how; each line or group of lines. */
export type ExplainDepth = 'sentence' | 'normal' | 'lines';

/** A question with its answer so far. */
export interface PanelTurn {
  /** Empty for the explanation that a conversation begins with. */
  readonly question: string;
  readonly html: string;
}

/** What a name in the answer stands for. */
export interface PanelSymbol {
  /** Text of the code spans that are meant. */
  readonly text: string;
  /** Goes back in `open`; absent for a name that was not found. */
  readonly id?: number;
  /** Where the link leads, or that there is no such name. */
  readonly title: string;
}

export interface PanelHistoryEntry {
  readonly id: number;
  readonly label: string;
}

export type PanelState = 'running' | 'done' | 'failed';

export type ToPanel =
  /** A whole conversation, in place of what is shown. */
  | {
      readonly type: 'thread';
      readonly title: string;
      readonly subtitle: string;
      readonly depth: ExplainDepth;
      readonly turns: readonly PanelTurn[];
      readonly symbols: readonly PanelSymbol[];
      readonly status: string;
      readonly state: PanelState;
    }
  /** A further question; its answer follows. */
  | { readonly type: 'turn'; readonly question: string; readonly status: string }
  /** The last answer as it is now. */
  | { readonly type: 'html'; readonly html: string }
  | { readonly type: 'symbols'; readonly symbols: readonly PanelSymbol[] }
  | { readonly type: 'end'; readonly status: string; readonly failed: boolean }
  | { readonly type: 'depth'; readonly depth: ExplainDepth }
  | { readonly type: 'history'; readonly entries: readonly PanelHistoryEntry[]; readonly shown: number };

/** `ready` comes whenever the panel's document was made anew: the editor then sends all of the present state. */
export type FromPanel =
  | { readonly type: 'ready' | 'stop' | 'again' | 'copy' | 'insert' }
  | { readonly type: 'ask'; readonly question: string }
  | { readonly type: 'depth'; readonly depth: ExplainDepth }
  | { readonly type: 'open'; readonly id: number }
  | { readonly type: 'choose'; readonly id: number };
