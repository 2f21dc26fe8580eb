import { randomUUID } from 'node:crypto';
import type { AppError } from '../../shared/errors.ts';
import type { CommandHandlers } from '../../shared/ipc-contract.ts';
import type { EnvironmentView, Notice, Settings, Slices } from '../../shared/views.ts';
import { createCommandHandlers } from './commands.ts';
import { Demo } from './demo.ts';
import type * as ports from './ports.ts';
import { AccessKeys } from './profiles/access-keys.ts';
import { Registry } from './profiles/registry.ts';
import { Journal } from './reminders/journal.ts';
import { Reminders } from './reminders/reminders.ts';
import { MfaBroker } from './sessions/mfa-broker.ts';
import { SessionManager } from './sessions/session-manager.ts';
import { SessionSource } from './sessions/session-source.ts';
import { SessionVault } from './sessions/session-vault.ts';
import { SnapshotHub } from './snapshot-hub.ts';
import { AwsTime } from './time/aws-time.ts';
import { DeadlineTimer } from './time/deadline-timer.ts';

/** Everything the core needs from outside. */
export interface KeycutterPorts {
  readonly clock: ports.Clock;
  readonly power: ports.Power;
  readonly secretStore: ports.SecretStore;
  readonly sts: ports.StsGateway;
  readonly sessionCache: ports.SessionCache;
  readonly profileStore: ports.ProfileStore;
  readonly settingsStore: ports.SettingsStore;
  readonly journalStore: ports.JournalStore;
  readonly notifier: ports.Notifier;
  readonly clipboard: ports.Clipboard;
  readonly panel: ports.Panel;
  readonly openDemoAccount: ports.OpenDemoAccount;
  readonly logger: ports.Logger;
  readonly quit: () => void;
}

export interface KeycutterFacts {
  readonly environment: EnvironmentView;
  readonly defaultRoleSessionName: string;
  readonly appVersion: string;
  readonly platform: string;
}

export interface Keycutter {
  readonly handlers: CommandHandlers;
  readonly snapshots: SnapshotHub;
  readonly settings: () => Settings;
  /** Opens the keychain and takes sealed sessions back. */
  start(): Promise<void>;
  /** Brings everything up to now: ends, renewals, reminders. */
  evaluate(): void;
  /** Seals what is held, clears a copied secret, closes the demo account. */
  stop(): Promise<void>;
}

/** Differences below this are not worth a word to the person. */
const notableClockOffset = 60_000;

/** The core as one: builds its parts in the order in which they depend on each other, and keeps the one timer. */
export function createKeycutter(given: KeycutterPorts, facts: KeycutterFacts): Keycutter {
  const { clock, logger } = given;
  const loadedProfiles = given.profileStore.load();
  const loadedSettings = given.settingsStore.load();
  const loadedJournal = given.journalStore.load();

  let settings = loadedSettings.document;
  let notices: readonly Notice[] = [];
  let stopped = false;
  /** Parts report changes while they are being built and many at a time: one publication follows them all. */
  let publishing = false;
  let hub: SnapshotHub | null = null;

  const changed = () => {
    if (publishing || hub === null || stopped) return;
    publishing = true;
    queueMicrotask(() => {
      publishing = false;
      if (!stopped) settle();
    });
  };
  const notify = (error: AppError) => {
    if (notices.some((notice) => JSON.stringify(notice.error) === JSON.stringify(error))) return;
    notices = [...notices, { id: randomUUID(), error }];
    logger.warn('notice', { code: error.code, ...error.params });
    changed();
  };

  const awsTime = new AwsTime(clock);
  const registry = new Registry(given.profileStore, loadedProfiles.document, changed);
  const journal = new Journal(clock, given.journalStore, loadedJournal.document, (problem) => {
    if (problem !== null) notify(problem);
    changed();
  });
  const mfa = new MfaBroker(clock, changed);
  const accessKeys = new AccessKeys({
    clock,
    awsTime,
    registry,
    secretStore: given.secretStore,
    sts: given.sts,
    journal,
    defaultRegion: () => settings.defaultRegion,
    onChanged: changed,
  });
  const source = new SessionSource({ registry, accessKeys, sts: given.sts, mfa, awsTime });
  const sessions = new SessionManager({
    clock,
    awsTime,
    registry,
    source,
    journal,
    settings: () => settings,
    defaultRoleSessionName: facts.defaultRoleSessionName,
    onChanged: changed,
    onHeldChanged: () => void vault.save(),
    onRenewalFailed: (profile, expiresAt, error) => reminders.renewalFailed(profile, expiresAt, error),
  });
  const vault = new SessionVault({
    secretStore: given.secretStore,
    cache: given.sessionCache,
    sessions,
    onRestored: (ids) => {
      for (const id of ids) journal.record('restored', registry.profile(id)?.name ?? '');
    },
    onChanged: changed,
    onProblem: notify,
  });
  const reminders = new Reminders({
    clock,
    notifier: given.notifier,
    journal,
    settings: () => settings,
    sessions: () => sessions.views(),
    profile: (id) => registry.profile(id),
  });
  const demo = new Demo({ open: given.openDemoAccount, accessKeys, registry, sessions, onChanged: changed });

  const timer = new DeadlineTimer(clock, () => evaluate());

  const slices = (): Slices => {
    const offset = awsTime.offset();
    return {
      profiles: registry.profiles,
      sessions: sessions.views(),
      accessKeys: accessKeys.views(),
      activity: journal.activity,
      copies: journal.copies,
      settings,
      prompt: mfa.current(),
      status: {
        keychain: vault.keychain,
        keychainProblem: vault.problem,
        notices,
        demoOpen: demo.isOpen,
        clockOffset: Math.abs(offset) > notableClockOffset ? offset : null,
        ...facts,
      },
    };
  };

  /** After any change: what everyone sees, what the person is told, and when to look again. */
  const settle = () => {
    const nextReminder = reminders.evaluate();
    snapshots.publish(slices());
    const deadlines = [
      asDelay(sessions.nextDeadline(), awsTime.now()),
      asDelay(nextReminder, clock.now()),
    ].filter((delay) => delay !== null);
    timer.arm(deadlines.length === 0 ? null : Math.min(...deadlines));
  };

  const evaluate = () => {
    if (stopped) return;
    sessions.evaluate();
    settle();
  };

  const snapshots = new SnapshotHub(slices());
  hub = snapshots;
  for (const { problem } of [loadedProfiles, loadedSettings, loadedJournal])
    if (problem !== null) notify(problem);
  given.power.onResume(evaluate);

  const handlers = createCommandHandlers({
    ...given,
    snapshots,
    registry,
    accessKeys,
    sessions,
    journal,
    mfa,
    vault,
    demo,
    awsTime,
    evaluate,
    settings: () => settings,
    endpointConfigured: () => settings.stsEndpointUrl !== '' || facts.environment.stsEndpointUrl !== null,
    saveSettings: (next) => {
      const saved = given.settingsStore.save(next);
      if (saved.ok) {
        settings = next;
        changed();
      }
      return saved;
    },
    dismissNotice: (id) => {
      notices = notices.filter((notice) => notice.id !== id);
      changed();
    },
  });

  return {
    handlers,
    snapshots,
    settings: () => settings,
    start: async () => {
      await vault.start();
      evaluate();
    },
    evaluate,
    stop: async () => {
      await vault.save();
      await given.clipboard.clearSecret();
      stopped = true;
      timer.arm(null);
      await demo.close();
      given.secretStore.close();
    },
  };
}

function asDelay(deadline: number | null, now: number): number | null {
  return deadline === null ? null : deadline - now;
}
