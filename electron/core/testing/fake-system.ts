import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { ServedNow } from '../system/quit-policy.ts';
import type {
  AfterReset,
  ChosenFile,
  FileDialogs,
  Left,
  LoginItem,
  Machine,
  MachineFacts,
  ResetAtEnd,
  ResetConsequences,
  SystemDialogs,
  SystemPorts,
} from '../system/system-ports.ts';

export const testFacts: MachineFacts = {
  electron: '45.0.0',
  chromium: '150.0.0',
  node: '24.0.0',
  system: 'Debian GNU/Linux 12, Linux 6.1.0, x64',
  desktop: 'XFCE',
  sessionType: 'x11',
  packaged: true,
  homeFolder: '/home/mina',
  userName: 'mina',
  hostName: 'minas-laptop',
};

/** The system around the app, with a person at its dialogs. */
export class FakeSystem implements SystemPorts {
  /** What the system would do at login. */
  startsAtLogin = false;
  /** While set, the system refuses to change it. */
  refusesLoginItem = false;
  readonly saved: { readonly name: string; readonly text: string }[] = [];
  /** What the person chooses; null: nothing. */
  chosen: ChosenFile | null = null;
  readonly revealed: string[] = [];
  readonly quitQuestions: (readonly ServedNow[])[] = [];
  answerToQuit: () => Promise<boolean> = async () => true;
  readonly resetQuestions: ResetConsequences[] = [];
  answerToReset: 'cancel' | AfterReset = 'cancel';
  readonly begun: { readonly after: AfterReset; readonly left: readonly Left[] }[] = [];
  log: readonly string[] = [];
  facts: MachineFacts = testFacts;

  readonly loginItem: LoginItem = {
    isSupported: true,
    set: async (enabled) => {
      if (this.refusesLoginItem) return fail(appError('login-item-failed', { reason: 'disk-read-only' }));
      this.startsAtLogin = enabled;
      return succeed();
    },
    isEnabled: async () => this.startsAtLogin,
  };

  readonly files: FileDialogs = {
    save: async (name, text): Promise<Result<string>> => {
      this.saved.push({ name, text });
      return succeed(`/home/mina/Documents/${name}`);
    },
    open: async () => (this.chosen === null ? fail(appError('cancelled')) : succeed(this.chosen)),
    reveal: (path) => this.revealed.push(path),
  };

  readonly dialogs: SystemDialogs = {
    confirmQuit: (served) => {
      this.quitQuestions.push(served);
      return this.answerToQuit();
    },
    confirmReset: async (consequences) => {
      this.resetQuestions.push(consequences);
      return this.answerToReset;
    },
    tellIncomplete: async () => {},
  };

  readonly reset: ResetAtEnd = { begin: (after, left) => void this.begun.push({ after, left }) };

  readonly machine: Machine = {
    facts: async () => this.facts,
    logLines: async (most) => this.log.slice(-most),
    logPath: '/home/mina/.config/Keycutter/logs/keycutter.log',
    dataFolder: '/home/mina/.config/Keycutter',
  };
}
