import { parseRoleArn } from '../../shared/aws-limits.ts';
import { appError } from '../../shared/errors.ts';
import type { CommandHandlers } from '../../shared/ipc-contract.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { CallerIdentity, CopyView, SessionView, Settings } from '../../shared/views.ts';
import type { Demo } from './demo.ts';
import { isShellFormat } from './export/formats.ts';
import { renderExport, renderUnset } from './export/render-export.ts';
import type { Clipboard, Clock, Panel, StsGateway } from './ports.ts';
import type { AccessKeys } from './profiles/access-keys.ts';
import type { Registry } from './profiles/registry.ts';
import type { Journal } from './reminders/journal.ts';
import type { MfaBroker } from './sessions/mfa-broker.ts';
import type { SessionManager } from './sessions/session-manager.ts';
import type { SessionVault } from './sessions/session-vault.ts';
import type { SnapshotHub } from './snapshot-hub.ts';
import type { AwsTime } from './time/aws-time.ts';

interface Parts {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly snapshots: SnapshotHub;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sessions: SessionManager;
  readonly journal: Journal;
  readonly mfa: MfaBroker;
  readonly vault: SessionVault;
  readonly demo: Demo;
  readonly sts: StsGateway;
  readonly clipboard: Clipboard;
  readonly panel: Panel;
  readonly quit: () => void;
  readonly evaluate: () => void;
  readonly settings: () => Settings;
  readonly saveSettings: (settings: Settings) => Result<undefined>;
  readonly dismissNotice: (id: string) => void;
  /** The app itself was told where AWS is, so exports leave the endpoint variables of a shell alone. */
  readonly endpointConfigured: () => boolean;
}

/** The one implementation of every command of the contract, whoever calls. */
export function createCommandHandlers(parts: Parts): CommandHandlers {
  const { accessKeys, registry, sessions, journal, mfa, vault, demo, clipboard } = parts;

  const view = (profileId: string): Result<SessionView> => {
    const found = sessions.views().find((session) => session.profileId === profileId);
    return found ? succeed(found) : fail(appError('session-none'));
  };

  const check = async (profileId: string, signal: AbortSignal): Promise<Result<CallerIdentity>> => {
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const held = sessions.live(profileId);
    if (held === null) return fail(appError('session-none'));
    const { region, source } = profile.recipe;
    const endpointUrl = accessKeys.endpointOf(source.keyId);
    const caller = { credentials: held.credentials, region, endpointUrl };
    const { result, awsTime } = await parts.sts.getCallerIdentity(caller, signal);
    if (awsTime !== null) parts.awsTime.learn(awsTime);
    if (result.ok) journal.record('checked', profile.name, result.value.arn);
    return result;
  };

  const copy: CommandHandlers['sessions']['copy'] = async ({ profileId, format }, { signal }) => {
    const asked = await sessions.ask(profileId, { signal, freshness: 'half-life' });
    if (!asked.ok) return asked;
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const { credentials } = asked.value;
    const { roleArn, region, source } = profile.recipe;
    const snippet = renderExport(
      format,
      {
        ...credentials,
        expiresAt: credentials.expiration,
        region,
        accountId: parseRoleArn(roleArn)?.account ?? null,
        profileName: profile.name,
        endpointUrl: accessKeys.endpointOf(source.keyId),
      },
      { endpointVariables: parts.endpointConfigured() ? 'keep' : 'clear' },
    );
    if (!snippet.ok) return snippet;
    const written = await clipboard.writeSecret(snippet.value.text);
    if (!written.ok) return written;
    clearLater();
    journal.record('copied', profile.name, format);
    const expiresAt = parts.awsTime.toLocal(credentials.expiration);
    return succeed<CopyView>(journal.addCopy({ profileId, profileName: profile.name, format, expiresAt }));
  };

  let cancelClear = () => {};
  const clearLater = () => {
    cancelClear();
    const seconds = parts.settings().clipboardClearSeconds;
    if (seconds > 0) cancelClear = parts.clock.setTimer(seconds * 1_000, () => void clipboard.clearSecret());
  };

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
      remove: ({ id }) => accessKeys.remove(id),
    },
    profiles: {
      save: async ({ id, draft }) => {
        const saved = registry.saveProfile(id, draft);
        if (!saved.ok) return saved;
        sessions.profileChanged(saved.value.id);
        journal.record('profile-saved', saved.value.name);
        return succeed(saved.value.id);
      },
      remove: async ({ id }) => {
        const removed = registry.removeProfile(id);
        if (!removed.ok) return removed;
        sessions.stop(id);
        journal.record('profile-removed', removed.value.name);
        return succeed();
      },
      setFavourite: async ({ id, favourite }) => registry.setFavourite(id, favourite),
    },
    sessions: {
      assume: async ({ profileId, durationSeconds }, { signal }) => {
        const asked = await sessions.ask(profileId, { signal, durationSeconds });
        return asked.ok ? view(profileId) : asked;
      },
      refresh: async ({ profileId }, { signal }) => {
        const asked = await sessions.ask(profileId, { signal, freshness: 'new' });
        return asked.ok ? view(profileId) : asked;
      },
      stop: async ({ profileId }) => {
        stop(profileId);
        return succeed();
      },
      stopAll: async () => {
        for (const { profileId } of sessions.views()) stop(profileId);
        return succeed();
      },
      check: ({ profileId }, { signal }) => check(profileId, signal),
      copy,
      copyUnset: async ({ format }) => {
        if (!isShellFormat(format)) {
          return fail(appError('input-refused', { field: 'format', reason: 'a file has no unset lines.' }));
        }
        // A demo snippet sets the endpoint, whatever is configured here.
        const keep = parts.endpointConfigured() && !demo.isOpen;
        const { text } = renderUnset(format, { endpointVariables: keep ? 'keep' : 'clear' });
        return clipboard.writeText(text);
      },
    },
    mfa: {
      submit: ({ promptId, code }) => mfa.submit(promptId, code),
      dismiss: async ({ promptId }) => {
        mfa.dismiss(promptId);
        return succeed();
      },
    },
    settings: {
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
    clipboard: {
      copyText: ({ text }) => clipboard.writeText(text),
    },
    panel: {
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
