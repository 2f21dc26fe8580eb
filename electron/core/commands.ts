import type { CallerIdentity } from '../../shared/access-key-views.ts';
import type { AgentHandlers } from '../../shared/agent-contract.ts';
import { appError } from '../../shared/errors.ts';
import type { CallContext } from '../../shared/ipc-contract.ts';
import type { Profile, ProfileDraft, Recipe } from '../../shared/profile.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { Settings } from '../../shared/settings.ts';
import type { SessionView } from '../../shared/views.ts';
import type { StsGateway } from './aws-ports.ts';
import type { Demo } from './demo.ts';
import type { PaletteUses } from './palette/palette-uses.ts';
import type { Clipboard, Panel } from './ports.ts';
import type { AccessKeys } from './profiles/access-keys.ts';
import type { Registry } from './profiles/registry.ts';
import { createProgramCommands, isClosedTo } from './program-commands.ts';
import type { ProgramParts } from './program-parts.ts';
import type { Journal } from './reminders/journal.ts';
import type { AskOptions, SessionManager } from './sessions/session-manager.ts';
import type { SessionVault } from './sessions/session-vault.ts';
import type { SnapshotHub } from './snapshot-hub.ts';
import { createSystemCommands } from './system/system-commands.ts';
import type { SystemParts } from './system/system-parts.ts';
import type { AwsTime } from './time/aws-time.ts';
import type { Updates } from './updates/updates.ts';
import { createWayInCommands } from './way-in-commands.ts';
import type { WayInParts } from './way-in-parts.ts';
import type { AssertionInput, BrowserCatalog, TrustedDialog } from './way-in-ports.ts';

interface Parts extends ProgramParts, WayInParts {
  readonly awsTime: AwsTime;
  readonly snapshots: SnapshotHub;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sessions: SessionManager;
  readonly journal: Journal;
  readonly vault: SessionVault;
  readonly demo: Demo;
  readonly uses: PaletteUses;
  readonly updates: Updates;
  readonly system: SystemParts;
  readonly sts: StsGateway;
  readonly clipboard: Clipboard;
  readonly panel: Panel;
  readonly trustedDialog: TrustedDialog;
  readonly assertionInput: AssertionInput;
  readonly browserCatalog: BrowserCatalog;
  readonly quit: () => void;
  readonly evaluate: () => void;
  readonly saveSettings: (settings: Settings) => Result<undefined>;
  readonly dismissNotice: (id: string) => void;
}

/** The one implementation of every command of the contract, whoever calls. */
export function createCommandHandlers(parts: Parts): AgentHandlers {
  const { accessKeys, registry, sessions, journal, mfa, mfaSessions, vault, demo, updates, clipboard } =
    parts;
  const { approvals, grants, exports, managedSections, rotation, console } = parts;
  const { ofSettings, ...systemCommands } = createSystemCommands(parts);

  const view = (profileId: string): Result<SessionView> => {
    const found = sessions.views().find((session) => session.profileId === profileId);
    return found ? succeed(found) : fail(appError('session-none'));
  };

  const check = async (profileId: string, signal: AbortSignal): Promise<Result<CallerIdentity>> => {
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const held = sessions.live(profileId);
    if (held === null) return fail(appError('session-none'));
    const { recipe } = profile;
    const endpointUrl = accessKeys.endpointOf(registry.rootKey(recipe)?.id ?? null);
    const caller = { credentials: held.credentials, region: recipe.region, endpointUrl };
    const { result, awsTime } = await parts.sts.getCallerIdentity(caller, signal);
    if (awsTime !== null) parts.awsTime.learn(awsTime);
    if (result.ok) journal.record('checked', profile.name, result.value.arn);
    return result;
  };

  const getSession = (profileId: string, options: AskOptions, { client, signal }: CallContext) =>
    client === 'command'
      ? parts.serving.session(profileId, { ...options, signal })
      : sessions.ask(profileId, { ...options, asker: 'person', signal });

  const stop = (profileId: string) => {
    const name = registry.profile(profileId)?.name;
    if (sessions.stop(profileId) && name !== undefined) journal.record('stopped', name);
  };

  return {
    snapshot: {
      get: async () => {
        parts.evaluate();
        return succeed(parts.snapshots.current());
      },
    },
    accessKeys: {
      add: ({ secretAccessKey, ...key }) =>
        accessKeys.add({ ...key, secretAccessKey: new Secret(secretAccessKey) }),
      enterSecret: ({ id, secretAccessKey, keep }) =>
        accessKeys.enterSecret(id, new Secret(secretAccessKey), keep),
      test: ({ id }, { signal }) => accessKeys.test(id, signal),
      rename: async ({ id, name }) => accessKeys.rename(id, name),
      rotate: ({ id }, { signal }) => rotation.rotate(id, signal),
      removeRotated: ({ id }, { signal }) => rotation.removeRotated(id, signal),
      remove: async ({ id }) => {
        const removed = await accessKeys.remove(id);
        if (removed.ok) mfaSessions.end(id);
        return removed;
      },
      endMfaSession: async ({ id }) => {
        mfaSessions.end(id);
        return succeed();
      },
    },
    profiles: {
      save: async ({ id, draft }, { client }) => {
        const before = registry.profile(id ?? '');
        const allowed = await commandAllowed(parts.trustedDialog, client, before, draft);
        if (!allowed) return fail(appError('command-not-confirmed'));
        const asks = client === 'command' && mustAsk(before, draft);
        const saved = registry.saveProfile(id, asks ? { ...draft, askBeforeServing: true } : draft);
        if (!saved.ok) return saved;
        sessions.profilesChanged();
        approvals.forget(saved.value.id);
        void managedSections.reconcile();
        journal.record('profile-saved', saved.value.name);
        return succeed(saved.value.id);
      },
      remove: async ({ id }) => {
        const removed = registry.removeProfile(id);
        if (!removed.ok) return removed;
        sessions.stop(id);
        sessions.profilesChanged();
        approvals.forget(id);
        grants.revokeFor(id);
        parts.uses.profileRemoved(id);
        await managedSections.profileRemoved(id);
        journal.record('profile-removed', removed.value.name);
        return succeed();
      },
      setFavourite: async ({ id, favourite }) => registry.setFavourite(id, favourite),
    },
    ...createProgramCommands(parts),
    ...createWayInCommands(parts),
    ...systemCommands,
    sessions: {
      assume: async ({ profileId, durationSeconds }, context) => {
        const asked = await getSession(profileId, { durationSeconds }, context);
        return asked.ok ? view(profileId) : asked;
      },
      refresh: async ({ profileId }, context) => {
        const asked = await getSession(profileId, { freshness: 'new' }, context);
        return asked.ok ? view(profileId) : asked;
      },
      stop: async ({ profileId }) => {
        stop(profileId);
        return succeed();
      },
      stopAll: async () => {
        for (const { profileId } of sessions.views()) stop(profileId);
        mfaSessions.end(null);
        return succeed();
      },
      check: ({ profileId }, { signal }) => check(profileId, signal),
      copy: async ({ profileId, format, way }, { client, signal }) =>
        isClosedTo(client, registry.profile(profileId))
          ? fail(appError('client-not-allowed'))
          : exports.copy(profileId, format, way, signal),
      copyUnset: async ({ format }) => {
        const lines = exports.unset(format);
        return lines.ok ? clipboard.writeText(lines.value) : lines;
      },
      openTerminal: ({ profileId }) => exports.openTerminal(profileId),
      openConsole: async ({ profileId, ...wanted }, context) => {
        const place = console.place(profileId, wanted);
        if (!place.ok) return place;
        const asked = await getSession(profileId, {}, context);
        if (!asked.ok) return asked;
        return console.open(profileId, wanted, { asker: 'person', signal: context.signal });
      },
      handOff: async (wanted, { client, signal }) =>
        // What leaves here for others is for the person to give.
        client === 'command'
          ? fail(appError('client-not-allowed'))
          : parts.handOff.create(wanted, { asker: 'person', signal }),
    },
    mfa: {
      submit: ({ promptId, code }) => mfa.submit(promptId, code),
      dismiss: async ({ promptId }) => {
        mfa.dismiss(promptId);
        return succeed();
      },
    },
    settings: {
      ...ofSettings,
      save: async (settings) => {
        const saved = parts.saveSettings(settings);
        if (saved.ok) parts.evaluate();
        return saved;
      },
    },
    keychain: {
      unlock: (_input, { signal }) => vault.unlock(signal),
      startOver: () => vault.startOver(),
    },
    activity: {
      clear: async () => {
        journal.clearActivity();
        return succeed();
      },
    },
    notices: {
      dismiss: async ({ id }) => {
        parts.dismissNotice(id);
        return succeed();
      },
    },
    demo: {
      open: () => demo.open(),
      close: async () => {
        await demo.close();
        return succeed();
      },
    },
    palette: {
      // A program must not be able to put something where a person presses Enter.
      used: async (use, { client }) =>
        client === 'command' ? fail(appError('client-not-allowed')) : parts.uses.used(use),
    },
    updates: {
      check: () => updates.check(),
      download: (_input, { signal }) => updates.download(signal),
      cancelDownload: async () => {
        updates.cancelDownload();
        return succeed();
      },
      // What runs next is for the person to decide.
      restart: async (_input, { client }) =>
        client === 'command'
          ? fail(appError('client-not-allowed'))
          : updates.restart(() => parts.system.quitQuestion.ask()),
    },
    clipboard: {
      copyText: ({ text }) => clipboard.writeText(text),
    },
    panel: {
      show: async ({ profileId }) => {
        parts.panel.open(profileId ?? null);
        return succeed();
      },
      hide: async () => {
        parts.panel.hide();
        return succeed();
      },
      holdOpen: async ({ held }) => {
        parts.panel.holdOpen(held);
        return succeed();
      },
    },
    app: {
      quit: async () => {
        parts.quit();
        return succeed();
      },
    },
    calls: {
      // Each door keeps its own callers' calls; reaching here means that there is none by this id.
      cancel: async () => succeed(),
    },
  };
}

/**
 * A program that may call commands must not be able to switch the question off, nor to read an access key out of the
 * keychain by a profile of its own making that serves it.
 */
function mustAsk(before: Profile | null, { recipe }: ProfileDraft): boolean {
  if (before?.askBeforeServing === true) return true;
  if (recipe.kind !== 'access-key') return false;
  const served = before?.recipe.kind === 'access-key' ? before.recipe.source.keyId : null;
  return served !== recipe.source.keyId;
}

/** The window shows what others wrote: it must not be able to start a program of its own choice. */
async function commandAllowed(
  dialog: TrustedDialog,
  client: CallContext['client'],
  before: Profile | null,
  { recipe }: ProfileDraft,
): Promise<boolean> {
  const command = commandOf(recipe);
  if (command === null || client !== 'window') return true;
  return (before !== null && commandOf(before.recipe) === command) || dialog.confirmCommand(command);
}

function commandOf({ source }: Recipe): string | null {
  return source.kind === 'command' ? source.command : null;
}
