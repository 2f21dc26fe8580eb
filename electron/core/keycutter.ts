import type { AgentHandlers } from '../../shared/agent-contract.ts';
import type { AppError } from '../../shared/errors.ts';
import { languageFor } from '../../shared/language.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Slices } from '../../shared/views.ts';
import type { Words } from '../../shared/words/words.ts';
import { wordsOf } from '../../shared/words/words-of.ts';
import { createCommandHandlers } from './commands.ts';
import { Demo } from './demo.ts';
import type { CommandFacts, KeycutterFacts, KeycutterPorts, Reach } from './keycutter-ports.ts';
import { Notices } from './notices.ts';
import { countingUses } from './palette/count-uses.ts';
import { PaletteUses } from './palette/palette-uses.ts';
import { AccessKeys } from './profiles/access-keys.ts';
import { Registry } from './profiles/registry.ts';
import { createProgramParts } from './program-parts.ts';
import { Journal } from './reminders/journal.ts';
import { NotificationBoard } from './reminders/notification-board.ts';
import { Reminders } from './reminders/reminders.ts';
import type { Serving } from './serving/serving.ts';
import { SessionManager } from './sessions/session-manager.ts';
import { SessionVault, vaultPart } from './sessions/session-vault.ts';
import { SnapshotHub } from './snapshot-hub.ts';
import type { QuitQuestion } from './system/quit-question.ts';
import { createSystemParts } from './system/system-parts.ts';
import { AwsTime } from './time/aws-time.ts';
import { DeadlineTimer } from './time/deadline-timer.ts';
import { quietUntil } from './time/quiet-hours.ts';
import { Updates } from './updates/updates.ts';
import { createWayInParts } from './way-in-parts.ts';

export interface Keycutter {
  readonly handlers: AgentHandlers;
  readonly snapshots: SnapshotHub;
  readonly serving: Serving;
  readonly quitQuestion: QuitQuestion;
  /** How programs reach the app, once that is known. */
  reachedBy(reach: Reach): void;
  readonly settings: () => Settings;
  /** In the person's language, as it is now. */
  readonly words: () => Words;
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
export function createKeycutter(
  given: KeycutterPorts,
  { preferredLanguages, ...facts }: KeycutterFacts,
  commands: CommandFacts,
): Keycutter {
  const { clock } = given;
  const loadedProfiles = given.profileStore.load();
  const loadedSettings = given.settingsStore.load();
  const loadedJournal = given.journalStore.load();
  const loadedGrants = given.grantStore.load();
  const loadedUses = given.useStore.load();

  let settings = loadedSettings.document;
  let reach: Reach = { command: commands.commandPath, problem: null };
  let stopped = false;
  /** Parts report changes while they are being built and many at a time: one publication follows them all. */
  let unsettled = false;
  let hub: SnapshotHub | null = null;

  const changed = () => {
    if (unsettled || hub === null || stopped) return;
    unsettled = true;
    queueMicrotask(() => {
      if (unsettled && !stopped) settle();
    });
  };
  const notices = new Notices(given.logger, changed);
  const notify = (error: AppError) => notices.tell(error);

  const language = () => languageFor(settings.language, preferredLanguages);
  const words = () => wordsOf(language());
  const board = new NotificationBoard({
    notifier: given.notifier,
    isQuiet: () => quietUntil(clock.now(), settings) !== null,
    onChanged: changed,
  });
  /** What the parts tell the desktop goes over the board. */
  const outward: KeycutterPorts = { ...given, notifier: board };
  const awsTime = new AwsTime(clock);
  const registry = new Registry(given.profileStore, loadedProfiles.document, changed);
  const uses = new PaletteUses(
    { clock, store: given.useStore, profile: (id) => registry.profile(id), onChanged: changed },
    loadedUses.document.uses,
  );
  const journal = new Journal(clock, given.journalStore, loadedJournal.document, (problem) => {
    if (problem !== null) notify(problem);
    changed();
  });
  const accessKeys = new AccessKeys({
    clock,
    awsTime,
    registry,
    secretStore: given.secretStore,
    sts: given.sts,
    iam: given.iam,
    journal,
    defaultRegion: () => settings.defaultRegion,
    mfaSessions: (keyId) => waysIn.mfaSessions.views(keyId),
    onChanged: changed,
  });
  const waysIn = createWayInParts({
    given: outward,
    words,
    awsTime,
    registry,
    journal,
    accessKeys,
    settings: () => settings,
    sessions: () => sessions,
    onHeldChanged: () => void vault.save(),
    changed,
  });
  const { signIns, mfa, mfaDevices, mfaSessions, source } = waysIn;
  const sessions: SessionManager = new SessionManager({
    clock,
    random: given.random,
    awsTime,
    registry,
    source,
    personNeededFor: waysIn.personNeeded,
    journal,
    settings: () => settings,
    defaultRoleSessionName: facts.defaultRoleSessionName,
    onChanged: changed,
    onTurn: () => evaluate(),
    onHeldChanged: () => {
      void vault.save();
      if (registry.managedSections.some(({ kind }) => kind === 'static')) {
        void managedSections.reconcile(['credentials']);
      }
    },
    onGranted: (plan) => {
      programs.roleMaximums.granted(plan);
      reminders.sessionGot(plan.profile.id);
    },
    onRefused: (plan, error) => programs.roleMaximums.refused(plan, error),
    onRenewalFailed: (profile, expiresAt, error) => reminders.renewalFailed(profile, expiresAt, error),
  });
  const vault = new SessionVault({
    secretStore: given.secretStore,
    parts: [
      // First: whether a session renews by itself depends on what its sign-in holds.
      vaultPart({
        cache: given.signInCache,
        stored: () => signIns.stored(),
        restore: (stored) => signIns.restore(stored),
      }),
      vaultPart({
        cache: given.sessionCache,
        stored: () => [...sessions.stored(), ...mfaSessions.stored()],
        restore: (stored) => {
          mfaSessions.restore(stored);
          for (const id of sessions.restore(stored)) {
            journal.record('restored', registry.profile(id)?.name ?? '');
          }
        },
      }),
    ],
    onChanged: changed,
    onProblem: notify,
  });
  const reminders = new Reminders({
    clock,
    notifier: board,
    words,
    journal,
    settings: () => settings,
    sessions: () => sessions.views(),
    profile: (id) => registry.profile(id),
  });
  const programs = createProgramParts({
    given: outward,
    words,
    commands,
    loadedGrants: loadedGrants.document,
    awsTime,
    registry,
    journal,
    waysIn,
    accessKeys,
    sessions,
    settings: () => settings,
    defaultRoleSessionName: facts.defaultRoleSessionName,
    command: () => reach.command,
    stsEndpointUrl: () => settings.stsEndpointUrl || facts.environment.stsEndpointUrl,
    demoOpen: () => demo.isOpen,
    notify,
    changed,
  });
  const { managedSections, importing, approvals, grants } = programs;
  const demo = new Demo({
    open: given.openDemoAccount,
    accessKeys,
    registry,
    sessions,
    onClosing: (profileId) => grants.revokeFor(profileId),
    onChanged: changed,
  });
  const updates = new Updates({
    clock,
    updater: given.updater,
    settings: () => settings,
    onChanged: changed,
  });
  const timer = new DeadlineTimer(clock, () => evaluate());
  const keepSettings = (next: Settings) => {
    const saved = given.settingsStore.save(next);
    if (saved.ok) {
      settings = next;
      changed();
    }
    return saved;
  };
  const saveSettings = (next: Settings) => {
    const before = settings;
    const saved = keepSettings(next);
    if (saved.ok) void system.startAtLogin.follow(before, next);
    return saved;
  };
  const system = createSystemParts({
    given,
    registry,
    journal,
    sessions,
    programs,
    waysIn,
    settings: () => settings,
    keepSettings,
    saveSettings,
    slices: () => slices(),
  });

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
      signIns: signIns.views(),
      signInPrompt: signIns.prompt(),
      mfaDevices: mfaDevices.views(),
      roleMaximums: registry.roleMaximums,
      approval: approvals.current((profileId) => registry.profile(profileId)?.name ?? ''),
      grants: grants.views(),
      awsFiles: {
        configPath: given.awsFiles.paths.config,
        credentialsPath: given.awsFiles.paths.credentials,
        offer: importing.offer,
        plaintextKeys: importing.plaintextKeys,
        managed: managedSections.views(),
        problem: importing.problem,
      },
      endpoint: { port: grants.port(), ...reach },
      uses: uses.views(),
      update: updates.view(),
      status: {
        keychain: vault.keychain,
        keychainProblem: vault.problem,
        notices: notices.current,
        reminders: board.kept,
        demoOpen: demo.isOpen,
        clockOffset: Math.abs(offset) > notableClockOffset ? offset : null,
        language: language(),
        desktop: given.desktopState.view,
        ...facts,
      },
    };
  };

  /** After any change: what everyone sees, what the person is told, and when to look again. */
  const settle = () => {
    unsettled = false;
    const nextReminder = reminders.evaluate();
    snapshots.publish(slices());
    const deadlines = [
      asDelay(sessions.nextDeadline(), awsTime.now()),
      asDelay(signIns.nextDeadline(), awsTime.now()),
      asDelay(mfaSessions.nextDeadline(), awsTime.now()),
      asDelay(nextReminder, clock.now()),
      asDelay(grants.nextDeadline(), clock.now()),
      asDelay(updates.nextDeadline(), clock.now()),
    ].filter((delay) => delay !== null);
    timer.arm(deadlines.length === 0 ? null : Math.min(...deadlines));
  };

  const evaluate = () => {
    if (stopped) return;
    sessions.evaluate();
    grants.evaluate();
    updates.evaluate();
    settle();
  };

  const snapshots = new SnapshotHub(slices());
  hub = snapshots;
  for (const { problem } of [loadedProfiles, loadedSettings, loadedJournal, loadedGrants, loadedUses])
    if (problem !== null) notify(problem);
  given.power.onSuspend(() => void vault.save());
  given.power.onResume(() => {
    vault.lookAgain();
    sessions.startOver();
    evaluate();
  });
  given.power.onZoneChanged(evaluate);
  given.desktopState.onChanged(changed);
  given.awsFiles.onChanged((file) => {
    void managedSections.reconcile([file]).then(() => importing.refresh());
  });

  const handlers = createCommandHandlers({
    ...given,
    ...waysIn,
    ...programs,
    snapshots,
    registry,
    accessKeys,
    sessions,
    journal,
    vault,
    demo,
    uses,
    updates,
    awsTime,
    evaluate,
    saveSettings,
    system,
    dismissNotice: (id) => {
      if (!board.dismiss(id)) notices.dismiss(id);
    },
  });

  return {
    handlers: countingUses(handlers, uses),
    snapshots,
    serving: programs.serving,
    quitQuestion: system.quitQuestion,
    reachedBy: (known) => {
      reach = known;
      changed();
    },
    settings: () => settings,
    words,
    start: async () => {
      void system.startAtLogin.lookAgain();
      await vault.start();
      evaluate();
      await grants.start();
      await managedSections.reconcile();
      await importing.refresh();
    },
    evaluate,
    stop: async () => {
      await vault.save();
      await given.clipboard.clearSecret();
      await grants.stop();
      await managedSections.stop();
      given.awsFiles.close();
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
