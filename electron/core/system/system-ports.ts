/** What this room needs from the system around the app. */
import type { Result } from '../../../shared/result.ts';
import type { ServedNow } from './quit-policy.ts';

/** The system's own list of what it starts when the person signs in. */
export interface LoginItem {
  readonly isSupported: boolean;
  /** Errors: login-item-failed. */
  set(enabled: boolean): Promise<Result<undefined>>;
  /** As the system has it, also where it was changed outside. */
  isEnabled(): Promise<boolean>;
}

export interface ChosenFile {
  readonly path: string;
  readonly text: string;
}

/** Files that the person chooses in the desktop's own dialog: no path ever comes from the window. */
export interface FileDialogs {
  /** Answers with the path. Errors: cancelled, file-write-failed. */
  save(suggestedName: string, text: string): Promise<Result<string>>;
  /** Errors: cancelled, settings-file-unreadable (also where it has more than `mostBytes`). */
  open(mostBytes: number): Promise<Result<ChosenFile>>;
  /** Shows it in the desktop's file manager. */
  reveal(path: string): void;
}

/** All that a reset takes away, to be told before. */
export interface ResetConsequences {
  readonly accessKeys: number;
  readonly profiles: number;
  readonly signIns: number;
  /** Names of sections in ~/.aws; hostile text. */
  readonly sections: readonly string[];
  readonly dataFolder: string;
}

/** The desktop's own dialogs, which the window can neither draw over nor answer. */
export interface SystemDialogs {
  /** Whether to quit although programs are served. */
  confirmQuit(served: readonly ServedNow[]): Promise<boolean>;
  confirmReset(consequences: ResetConsequences): Promise<'cancel' | AfterReset>;
  /** The window is gone by then. */
  tellIncomplete(left: readonly Left[]): Promise<void>;
}

export type AfterReset = 'quit' | 'start-anew';

/** What a reset could not remove: `keychain`, `login-item`, or a path. */
export type Left = string;

/** The end of this run, after which everything is removed. */
export interface ResetAtEnd {
  /** Ends the app without another question. `left`: what could not be removed already. */
  begin(after: AfterReset, left: readonly Left[]): void;
}

export interface MachineFacts {
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** Such as `Debian GNU/Linux 12 (bookworm), Linux 6.1.0, x64`. */
  readonly system: string;
  /** XDG_CURRENT_DESKTOP and XDG_SESSION_TYPE, or what stands for them. */
  readonly desktop: string;
  readonly sessionType: string;
  readonly packaged: boolean;
  /** Whatever names the person or the machine: never told as it is. */
  readonly homeFolder: string;
  readonly userName: string | null;
  readonly hostName: string | null;
}

export interface Machine {
  facts(): Promise<MachineFacts>;
  /** The newest lines of the log, oldest first. */
  logLines(most: number): Promise<readonly string[]>;
  readonly logPath: string;
  readonly dataFolder: string;
}

export interface SystemPorts {
  readonly loginItem: LoginItem;
  readonly files: FileDialogs;
  readonly dialogs: SystemDialogs;
  readonly reset: ResetAtEnd;
  readonly machine: Machine;
}
