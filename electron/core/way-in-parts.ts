import type { Profile } from '../../shared/profile.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Words } from '../../shared/words/words.ts';
import type { KeycutterPorts } from './keycutter-ports.ts';
import { MfaBroker } from './mfa/mfa-broker.ts';
import { MfaDevices } from './mfa/mfa-devices.ts';
import { MfaSessions } from './mfa/mfa-sessions.ts';
import type { AccessKeys } from './profiles/access-keys.ts';
import type { Registry } from './profiles/registry.ts';
import { PersonDesk } from './prompts/person-desk.ts';
import type { Journal } from './reminders/journal.ts';
import { personNeededFor } from './sessions/person-needed.ts';
import type { SessionManager } from './sessions/session-manager.ts';
import { SessionSource } from './sessions/session-source.ts';
import { ProcessCredentials } from './sessions/ways/process-credentials.ts';
import { IdentityCenterSignIn } from './sign-ins/identity-center-sign-in.ts';
import { OidcSignIn } from './sign-ins/oidc-sign-in.ts';
import { SamlSignIn } from './sign-ins/saml-sign-in.ts';
import { SignInPrompts } from './sign-ins/sign-in-prompts.ts';
import { SignInRoles } from './sign-ins/sign-in-roles.ts';
import { SignIns } from './sign-ins/sign-ins.ts';
import type { AwsTime } from './time/aws-time.ts';

interface Foundation {
  readonly given: KeycutterPorts;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly journal: Journal;
  readonly accessKeys: AccessKeys;
  readonly settings: () => Settings;
  readonly words: () => Words;
  /** The sessions that others are got with: built after these parts. */
  readonly sessions: () => SessionManager;
  /** What is to be sealed has changed. */
  readonly onHeldChanged: () => void;
  readonly changed: () => void;
}

export type WayInParts = ReturnType<typeof createWayInParts>;

/** What sessions are got by, and what the person is asked for on the way, in the order in which the parts depend on each other. */
export function createWayInParts(foundation: Foundation) {
  const { given, awsTime, registry, journal, accessKeys, settings, sessions, changed } = foundation;
  const { clock, browser } = given;
  const { onHeldChanged } = foundation;

  const desk = new PersonDesk({ power: given.power, notifier: given.notifier, words: foundation.words });
  const mfaDevices = new MfaDevices({
    clock,
    awsTime,
    registry,
    accessKeys,
    secretStore: given.secretStore,
    iam: given.iam,
    oneTimeCodes: given.oneTimeCodes,
    commands: given.commandRunner,
    journal,
    defaultRegion: () => settings().defaultRegion,
    onChanged: changed,
  });
  const mfa = new MfaBroker({ clock, desk, devices: mfaDevices, onChanged: changed });
  const mfaSessions = new MfaSessions({
    awsTime,
    registry,
    accessKeys,
    sts: given.sts,
    mfa,
    journal,
    onChanged: changed,
    onHeldChanged,
  });
  const prompts = new SignInPrompts({ clock, desk, onChanged: changed });
  const signIns: SignIns = new SignIns({
    awsTime,
    registry,
    secretStore: given.secretStore,
    desk,
    prompts,
    flows: {
      saml: new SamlSignIn({
        window: given.samlWindow,
        reader: given.samlReader,
        commands: given.commandRunner,
        browser,
        awsTime,
      }),
      oidc: new OidcSignIn({
        gateway: given.oidc,
        redirects: given.redirectListener,
        browser,
        // A token's end is by the provider's clock, which AWS's is nearer to than ours.
        clock: awsTime,
        clientSecret: (signInId) => signIns.clientSecret(signInId),
      }),
      identityCenter: new IdentityCenterSignIn({
        gateway: given.identityCenter,
        redirects: given.redirectListener,
        browser,
        cliCache: given.cliSsoCache,
        clock,
        awsTime,
      }),
    },
    journal,
    onChanged: changed,
    onMemoryChanged: onHeldChanged,
  });
  const roles = new SignInRoles({
    clock,
    awsTime,
    registry,
    signIns,
    gateway: given.identityCenter,
    journal,
  });
  const source = new SessionSource({
    registry,
    accessKeys,
    sts: given.sts,
    identityCenter: given.identityCenter,
    machine: given.machineCredentials,
    tokenFiles: given.tokenFiles,
    processes: new ProcessCredentials({ commands: given.commandRunner, awsTime }),
    mfa,
    mfaSessions,
    signIns,
    awsTime,
    mfaSessionHours: () => settings().mfaSessionHours,
    askSession: (profileId, options) => sessions().ask(profileId, options),
  });
  const personNeeded = (profile: Profile, at: number) =>
    personNeededFor(profile, at, {
      registry,
      devices: mfaDevices,
      mfaSessions,
      signIns,
      held: (profileId) => sessions().live(profileId),
    });
  return { desk, mfaDevices, mfa, mfaSessions, prompts, signIns, signInRoles: roles, source, personNeeded };
}
