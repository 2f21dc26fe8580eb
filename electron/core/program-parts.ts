import type { AppError } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Words } from '../../shared/words/words.ts';
import type { SharedSignIns } from './aws-files/import-sections.ts';
import { ImportService } from './aws-files/import-service.ts';
import { ManagedSections } from './aws-files/managed-sections.ts';
import { ConsoleSignIn } from './console/console-sign-in.ts';
import { HandOff } from './hand-off/hand-off.ts';
import type { CommandFacts, KeycutterPorts } from './keycutter-ports.ts';
import { OtherToolImport } from './other-tools/other-tools.ts';
import type { AccessKeys } from './profiles/access-keys.ts';
import type { Registry } from './profiles/registry.ts';
import { KeyRotation } from './profiles/rotation.ts';
import type { Journal } from './reminders/journal.ts';
import { RoleMaximums } from './roles/role-maximums.ts';
import { Approvals } from './serving/approvals.ts';
import { Exports } from './serving/exports.ts';
import { Grants } from './serving/grants.ts';
import { Serving } from './serving/serving.ts';
import type { SessionManager } from './sessions/session-manager.ts';
import type { GrantsDocument } from './store-ports.ts';
import type { AwsTime } from './time/aws-time.ts';
import type { WayInParts } from './way-in-parts.ts';

interface Foundation {
  readonly given: KeycutterPorts;
  readonly commands: CommandFacts;
  readonly loadedGrants: GrantsDocument;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly journal: Journal;
  readonly waysIn: WayInParts;
  readonly accessKeys: AccessKeys;
  readonly sessions: SessionManager;
  readonly settings: () => Settings;
  readonly words: () => Words;
  readonly defaultRoleSessionName: string;
  /** What to type for the keycutter command. */
  readonly command: () => string;
  /** Where STS is instead of AWS; null: there. */
  readonly stsEndpointUrl: () => string | null;
  readonly demoOpen: () => boolean;
  readonly notify: (error: AppError) => void;
  readonly changed: () => void;
}

export type ProgramParts = ReturnType<typeof createProgramParts>;

/** What hands sessions on to programs, files, shells and browsers, in the order in which the parts depend on each other. */
export function createProgramParts(foundation: Foundation) {
  const { given, commands, awsTime, registry, journal, waysIn, accessKeys, sessions } = foundation;
  const { settings, notify, changed } = foundation;
  const { clock } = given;

  const rotation = new KeyRotation({
    clock,
    awsTime,
    registry,
    accessKeys,
    iam: given.iam,
    sts: given.sts,
    mfaSessions: waysIn.mfaSessions,
    journal,
    defaultRegion: () => settings().defaultRegion,
  });
  const managedSections = new ManagedSections({
    clock,
    registry,
    sessions,
    awsFiles: given.awsFiles,
    helperTokens: given.helperTokens,
    helperCommand: (profileId) => [commands.helperPath, profileId],
    journal,
    onChanged: changed,
  });
  const sharedSignIns: SharedSignIns = {
    find: (method) => waysIn.signIns.find(method),
    save: (draft) => waysIn.signIns.add(draft),
  };
  const importing = new ImportService({
    awsFiles: given.awsFiles,
    registry,
    accessKeys,
    managedSections,
    signIns: sharedSignIns,
    mfaDevices: waysIn.mfaDevices,
    dialog: given.trustedDialog,
    sts: given.sts,
    awsTime,
    journal,
    settings,
    onChanged: changed,
  });
  const approvals = new Approvals({
    clock,
    isLive: (profileId) => sessions.live(profileId) !== null,
    onChanged: changed,
  });
  const serving = new Serving({
    clock,
    awsTime,
    power: given.power,
    notifier: given.notifier,
    words: foundation.words,
    registry,
    accessKeys,
    sessions,
    approvals,
    journal,
  });
  const grants = new Grants({
    clock,
    store: given.grantStore,
    document: foundation.loadedGrants,
    endpoint: given.containerEndpoint,
    serve: (profileId, signal) => serving.serve(profileId, { client: 'endpoint', waitMs: 0, signal }),
    tokenHours: () => settings().endpointTokenHours,
    notify,
    onChanged: changed,
  });
  const exports = new Exports({
    clock,
    awsTime,
    registry,
    sessions,
    serving,
    grants,
    managedSections,
    clipboard: given.clipboard,
    terminal: given.terminal,
    journal,
    settings,
    commands,
    command: foundation.command,
    endpointConfigured: () => foundation.stsEndpointUrl() !== null,
    demoOpen: foundation.demoOpen,
  });

  const console = new ConsoleSignIn({
    awsTime,
    registry,
    accessKeys,
    sessions,
    journal,
    console: given.consoleGateway,
    browser: given.browser,
    settings,
    stsEndpointUrl: foundation.stsEndpointUrl,
  });
  const handOff = new HandOff({
    awsTime,
    registry,
    source: waysIn.source,
    serving,
    clipboard: given.clipboard,
    journal,
    defaultRoleSessionName: foundation.defaultRoleSessionName,
  });
  const roleMaximums = new RoleMaximums({
    clock,
    awsTime,
    registry,
    accessKeys,
    sessions,
    iam: given.iam,
    journal,
  });
  const otherToolImport = new OtherToolImport({
    otherTools: given.otherTools,
    accessKeys,
    registry,
    signIns: sharedSignIns,
    journal,
    settings,
  });
  return {
    handOff,
    otherToolImport,
    roleMaximums,
    rotation,
    managedSections,
    importing,
    approvals,
    serving,
    grants,
    exports,
    console,
  };
}
