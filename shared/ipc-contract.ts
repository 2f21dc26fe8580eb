/**
 * Everything the app can do. One table, three clients: the window calls it over IPC, the tray directly, the command
 * line over its socket. A command is its input schema and its output type; the window's API, the IPC
 * handlers and the tests' fakes are derived from it.
 */
import * as z from 'zod/mini';
import type { AccessKeyView, CallerIdentity } from './access-key-views.ts';
import type { ImportOutcome, ImportPreview } from './aws-files-views.ts';
import * as limits from './aws-limits.ts';
import { exportFormats } from './export-formats.ts';
import { languages } from './language.ts';
import type { ProfileDraft } from './profile.ts';
import { recipeSchema } from './recipe-schema.ts';
import type { Result } from './result.ts';
import { checked, duration, emptyOr, id, policyArns, sessionPolicy, text } from './schema-parts.ts';
import type { Settings, SettingsImportOutcome, SettingsImportPreview } from './settings.ts';
import { signInDraftSchema } from './sign-in-schema.ts';
import type {
  BrowserView,
  HandedOff,
  MfaDeviceView,
  NewProfilesOutcome,
  OtherTool,
  OtherToolPreview,
  RaisePlan,
  RoleMaximumView,
  SignInRole,
} from './sign-in-views.ts';
import type { CopyView, GrantView, SessionView, Snapshot } from './views.ts';
import { zoomSteps } from './zoom.ts';

export interface Command<Input = unknown, Output = unknown> {
  readonly input: z.ZodMiniType<Input>;
  /** Only a type: what `value` of the answer is. */
  readonly output?: Output;
}

function command<Output>() {
  return <Input>(input: z.ZodMiniType<Input>): Command<Input, Output> => ({ input });
}

const nothing = z.strictObject({});
const one = z.strictObject({ id });
const ofProfile = z.strictObject({ profileId: id });
const accessKeyName = checked(80, limits.checkName);
const mfaSerial = checked(256, limits.checkMfaSerial);
const otherTool: z.ZodMiniType<OtherTool> = z.enum(['aws-vault', 'leapp']);
const format = z.enum(exportFormats.map((entry) => entry.id));
const region = checked(64, limits.checkRegion);
const way = z.enum(['command', 'renewing', 'value']);
/** Of a section in ~/.aws: hostile text in a preview, strict where we write it. */
const sectionName = text(256);

/** Also the schema of what is kept on disk. */
export const profileDraftSchema: z.ZodMiniType<ProfileDraft> = z.strictObject({
  name: checked(80, limits.checkName),
  recipe: recipeSchema,
  askBeforeServing: z.optional(z.boolean()),
  consoleBrowser: z.optional(text(300)),
});

const whole = (minimum: number, maximum: number) => z.int().check(z.gte(minimum), z.lte(maximum));

export const settingsSchema: z.ZodMiniType<Settings> = z.strictObject({
  defaultRegion: checked(64, limits.checkRegion),
  defaultShell: format,
  exportWay: way,
  endpointTokenHours: whole(1, 168),
  defaultDurationSeconds: duration,
  warnBeforeMinutes: whole(0, 120),
  clipboardClearSeconds: whole(0, 3_600),
  renewHoursAfterUse: whole(0, 168),
  mfaSessionHours: whole(1, 36),
  keyAgeWarningDays: whole(0, 3_650),
  consoleBrowser: text(300),
  consoleLogOutFirst: z.boolean(),
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', ...languages]),
  zoomPercent: z.int().check(z.refine((percent) => zoomSteps.includes(percent))),
  startAtLogin: z.boolean(),
  globalShortcut: emptyOr(60, limits.checkAccelerator),
  quietFrom: emptyOr(5, limits.checkTimeOfDay),
  quietTo: emptyOr(5, limits.checkTimeOfDay),
  checkForUpdates: z.boolean(),
  updateChannel: z.enum(['latest', 'beta']),
  stsEndpointUrl: emptyOr(2_048, limits.checkEndpointUrl),
  httpsProxy: emptyOr(2_048, limits.checkProxyUrl),
  caBundlePath: text(4_096),
});

const secret = { secretAccessKey: checked(128, limits.checkSecretAccessKey) };
/** `memory` keeps it for this run only: the way on where there is no usable keychain. */
const keep = z.enum(['keychain', 'memory']);

export const contract = {
  snapshot: {
    get: command<Snapshot>()(nothing),
  },
  accessKeys: {
    /** The only way a secret comes in from the window. */
    add: command<AccessKeyView>()(
      z.strictObject({
        name: accessKeyName,
        accessKeyId: checked(128, limits.checkAccessKeyId),
        ...secret,
        keep,
      }),
    ),
    /** Enters the secret again for a key whose keychain entry is gone or was changed. */
    enterSecret: command<AccessKeyView>()(z.strictObject({ id, ...secret, keep })),
    test: command<CallerIdentity>()(one),
    rename: command<AccessKeyView>()(z.strictObject({ id, name: accessKeyName })),
    /**
     * Creates another key for the same user, waits until AWS takes it, puts it in this one's place and deactivates
     * the old one. Called again after a failure, it goes on where it stopped.
     */
    rotate: command<AccessKeyView>()(one),
    /** Deletes the deactivated old key at AWS. */
    removeRotated: command<undefined>()(one),
    remove: command<undefined>()(one),
    /** Forgets the sessions that its MFA codes opened: the next profile that needs one asks again. */
    endMfaSession: command<undefined>()(one),
  },
  mfaDevices: {
    /** The devices of the key's user, asked of IAM. */
    lookUp: command<readonly MfaDeviceView[]>()(z.strictObject({ keyId: id })),
    /** Codes are made here from now on. `seed`: base32 or an otpauth:// address; it goes into the keychain. */
    keepSeed: command<undefined>()(z.strictObject({ serial: mfaSerial, seed: text(2_048) })),
    /** Codes come from a program's output (`mfa_process`). Asks the person outside the window first. */
    keepCommand: command<undefined>()(
      z.strictObject({ serial: mfaSerial, command: checked(4_096, limits.checkCommand) }),
    ),
    /** Codes are typed again; a kept seed is removed. */
    typeCodes: command<undefined>()(z.strictObject({ serial: mfaSerial })),
  },
  signIns: {
    /**
     * Creates one without `id`, replaces that one with it; answers with its id. `clientSecret`: absent stays as it is,
     * empty is removed. A changed method signs out.
     */
    save: command<string>()(
      z.strictObject({
        id: z.optional(id),
        draft: signInDraftSchema,
        clientSecret: z.optional(text(1_024)),
      }),
    ),
    /** Signs out first. Errors: sign-in-used while profiles have it. */
    remove: command<undefined>()(one),
    /** Signs in now, anew; waits for the person. */
    signIn: command<undefined>()(one),
    /** Forgets cookies and tokens, and tells the provider where it can be told. Sessions that were got live on. */
    signOut: command<undefined>()(one),
    /** Of a prompt: go on to the provider, or show its page again. */
    proceed: command<undefined>()(z.strictObject({ promptId: id })),
    cancel: command<undefined>()(z.strictObject({ promptId: id })),
    /** Puts the page's address on the clipboard, for another browser. */
    copyAddress: command<undefined>()(z.strictObject({ promptId: id })),
    /** The SAML response that another browser got; it does not pass through the window. */
    giveAssertion: command<undefined>()(
      z.strictObject({ promptId: id, from: z.enum(['clipboard', 'file']) }),
    ),
    /** Every role that it opens; signs in where needed. Progress is in the sign-in's view. */
    roles: command<readonly SignInRole[]>()(one),
    /** Makes a profile of each that has none yet. `name` may hold {account}, {accountId} and {role}. */
    createProfiles: command<NewProfilesOutcome>()(
      z.strictObject({
        id,
        roles: z
          .array(z.strictObject({ account: checked(12, limits.checkAccountId), role: text(2_048) }))
          .check(z.maxLength(5_000)),
        name: text(120),
        region,
        durationSeconds: duration,
      }),
    ),
  },
  roles: {
    /** MaxSessionDuration by iam:GetRole, called with another profile's session or (null) the role's own. */
    readMaximum: command<RoleMaximumView>()(z.strictObject({ profileId: id, viaProfileId: z.nullable(id) })),
    /** What raising it would change; changes nothing. */
    planRaise: command<RaisePlan>()(z.strictObject({ profileId: id, viaProfileId: id, seconds: duration })),
    /** Does what was planned, by iam:UpdateRole. */
    raiseMaximum: command<RoleMaximumView>()(
      z.strictObject({ profileId: id, viaProfileId: id, seconds: duration }),
    ),
  },
  browsers: {
    /** The browsers of this machine, with their profiles and containers. */
    list: command<readonly BrowserView[]>()(nothing),
  },
  otherTools: {
    /** What aws-vault or Leapp has on this machine; reading their keychain entries may ask for its password. */
    preview: command<OtherToolPreview>()(z.strictObject({ tool: otherTool })),
    import: command<ImportOutcome>()(
      z.strictObject({ tool: otherTool, ids: z.array(text(256)).check(z.maxLength(5_000)) }),
    ),
  },
  profiles: {
    /** Creates one without `id`, replaces that one with it; answers with its id. */
    save: command<string>()(z.strictObject({ id: z.optional(id), draft: profileDraftSchema })),
    remove: command<undefined>()(one),
    setFavourite: command<undefined>()(z.strictObject({ id, favourite: z.boolean() })),
  },
  approvals: {
    /** Whether programs are served this profile: `session` until its session ends. Only the window and the tray may. */
    answer: command<undefined>()(
      z.strictObject({ approvalId: id, answer: z.enum(['minutes', 'session', 'deny']) }),
    ),
  },
  grants: {
    revoke: command<undefined>()(one),
    revokeAll: command<undefined>()(nothing),
  },
  awsFiles: {
    /** What ~/.aws would become; changes nothing. Paths: other files than the configured ones. */
    preview: command<ImportPreview>()(
      z.strictObject({ configPath: z.optional(text(4_096)), credentialsPath: z.optional(text(4_096)) }),
    ),
    /** Imports sections of a preview, named as there; keys go into the keychain. Changes no file of AWS's. */
    import: command<ImportOutcome>()(
      z.strictObject({
        digest: text(128),
        sections: z.array(sectionName).check(z.maxLength(5_000)),
        configPath: z.optional(text(4_096)),
        credentialsPath: z.optional(text(4_096)),
      }),
    ),
    /** What is there now has been seen: it is offered again when it changes. */
    dismissOffer: command<undefined>()(nothing),
    /**
     * Moves a long-term key out of `credentials` into the keychain, and puts a managed section in its place that
     * serves a session of it, or the key itself. Answers with the profile's id.
     */
    moveKey: command<string>()(
      z.strictObject({ section: sectionName, serve: z.enum(['session-token', 'access-key']) }),
    ),
    /** Errors: aws-section-taken unless `takeOver`, aws-section-name-refused, aws-file-*. */
    writeSection: command<undefined>()(
      z.strictObject({
        profileId: id,
        name: sectionName,
        kind: z.enum(['process', 'static']),
        takeOver: z.boolean(),
      }),
    ),
    renameSection: command<undefined>()(
      z.strictObject({ name: sectionName, kind: z.enum(['process', 'static']), to: sectionName }),
    ),
    removeSection: command<undefined>()(
      z.strictObject({ name: sectionName, kind: z.enum(['process', 'static', 'region']) }),
    ),
  },
  sessions: {
    /** `durationSeconds`: another than the profile's, for this session only. */
    assume: command<SessionView>()(z.strictObject({ profileId: id, durationSeconds: z.optional(duration) })),
    refresh: command<SessionView>()(ofProfile),
    stop: command<undefined>()(ofProfile),
    stopAll: command<undefined>()(nothing),
    /** Who this session is, asked of AWS now. */
    check: command<CallerIdentity>()(ofProfile),
    /**
     * Puts the snippet on the clipboard; what is copied never passes through the window. Without a way: as Settings
     * say, or by value where the format knows no other.
     */
    copy: command<Copied>()(z.strictObject({ profileId: id, format, way: z.optional(way) })),
    copyUnset: command<undefined>()(z.strictObject({ format })),
    /** The desktop's own terminal, with a renewing export of this profile. */
    openTerminal: command<undefined>()(ofProfile),
    /** Signs a browser in to the AWS console with this session. Absent: as the profile or Settings say. */
    openConsole: command<undefined>()(
      z.strictObject({
        profileId: id,
        service: z.optional(text(64).check(z.regex(/^[a-z0-9-]*$/))),
        region: z.optional(region),
        browser: z.optional(text(300)),
      }),
    ),
    /**
     * A new session, narrowed by a session policy, for somebody else: puts the snippet on the clipboard. It cannot be
     * taken back; `HandedOff` has the policy that revokes it.
     */
    handOff: command<HandedOff>()(
      z.strictObject({
        profileId: id,
        /** Who gets it, as CloudTrail will show. */
        recipient: checked(32, limits.checkFederatedName),
        durationSeconds: duration,
        policy: z.optional(sessionPolicy),
        policyArns,
        format,
      }),
    ),
  },
  mfa: {
    submit: command<undefined>()(z.strictObject({ promptId: id, code: checked(6, limits.checkMfaCode) })),
    dismiss: command<undefined>()(z.strictObject({ promptId: id })),
  },
  settings: {
    save: command<undefined>()(settingsSchema),
    /** Settings, profiles, sign-ins and the names of keys, without any secret, into a file the person chooses. Answers with its path. */
    exportToFile: command<string>()(nothing),
    /** Reads such a file, chosen by the person; changes nothing. */
    previewImport: command<SettingsImportPreview>()(nothing),
    /** Takes over what the last preview showed. Errors: import-changed. */
    applyImport: command<SettingsImportOutcome>()(z.strictObject({ digest: text(128) })),
  },
  system: {
    /** After asking in the desktop's own dialog: removes all that Keycutter ever stored, everywhere, and quits. */
    resetEverything: command<undefined>()(nothing),
    /** What a person may send with a report, to read first. Account ids only where ticked. */
    diagnostics: command<string>()(z.strictObject({ withAccounts: z.boolean() })),
    /** Puts on the clipboard what `diagnostics` answered last. */
    copyDiagnostics: command<undefined>()(z.strictObject({ withAccounts: z.boolean() })),
    /** The same to a file that the person chooses; answers with its path. */
    saveDiagnostics: command<string>()(z.strictObject({ withAccounts: z.boolean() })),
    /** The log's folder, in the desktop's file manager. */
    showLog: command<undefined>()(nothing),
    /** Looks whether the system still starts Keycutter at login: what its own settings say wins over ours. */
    checkStartAtLogin: command<undefined>()(nothing),
  },
  palette: {
    /** Something was chosen there: next time it stands higher. */
    used: command<undefined>()(z.strictObject({ profileId: z.nullable(id), verb: text(40) })),
  },
  updates: {
    /** Looks now. */
    check: command<undefined>()(nothing),
    /** Gets what was found; progress is in the snapshot. */
    download: command<undefined>()(nothing),
    /** Ends a download, whoever began it. */
    cancelDownload: command<undefined>()(nothing),
    /** Quits, installs and starts again. Only ever when a person asks. */
    restart: command<undefined>()(nothing),
  },
  keychain: {
    /** Lets the desktop ask for the keychain's password where it is locked, then tries again. */
    unlock: command<undefined>()(nothing),
    /** Sets the sealed sessions aside and begins anew with the keychain that is there now. */
    startOver: command<undefined>()(nothing),
  },
  activity: {
    clear: command<undefined>()(nothing),
  },
  notices: {
    dismiss: command<undefined>()(one),
  },
  demo: {
    open: command<undefined>()(nothing),
    close: command<undefined>()(nothing),
  },
  clipboard: {
    /** For what is no secret: an ARN, an account, a policy to send. */
    copyText: command<undefined>()(z.strictObject({ text: text(20_000) })),
  },
  panel: {
    /** Shows the window, at this profile's row. */
    show: command<undefined>()(z.strictObject({ profileId: z.optional(id) })),
    hide: command<undefined>()(nothing),
    /** While something is typed, losing focus does not close the panel. */
    holdOpen: command<undefined>()(z.strictObject({ held: z.boolean() })),
  },
  app: {
    quit: command<undefined>()(nothing),
  },
  calls: {
    /** Ends the caller's wait for one of its own calls; others waiting for the same answer still get it. */
    cancel: command<undefined>()(z.strictObject({ callId: id })),
  },
} as const satisfies Record<string, Record<string, Command>>;

export type Contract = typeof contract;
export type Room = keyof Contract;

type InputOf<C> = C extends { readonly input: z.ZodMiniType<infer Input> } ? Input : never;
type OutputOf<C> = C extends Command<unknown, infer Output> ? Output : never;

export type CommandInput<R extends Room, V extends keyof Contract[R]> = InputOf<Contract[R][V]>;
export type CommandOutput<R extends Room, V extends keyof Contract[R]> = OutputOf<Contract[R][V]>;

/** What a copy left behind: by value a copy that ends by itself, renewing a grant, by command nothing. */
export type Copied =
  | { readonly way: 'value'; readonly copy: CopyView }
  | { readonly way: 'renewing'; readonly grant: GrantView }
  | { readonly way: 'command' };

/** Who calls, and how it takes its call back. */
export interface CallContext {
  readonly client: 'window' | 'tray' | 'command';
  readonly signal: AbortSignal;
}

/** What the main process implements. */
export type CommandHandlers = {
  readonly [R in Room]: {
    readonly [V in keyof Contract[R]]: (
      input: CommandInput<R, V>,
      context: CallContext,
    ) => Promise<Result<CommandOutput<R, V>>>;
  };
};

export interface CallOptions {
  /** Chosen by the caller so that it can cancel the call. */
  readonly callId?: string;
}

/** What the window has. */
export type WindowCommands = {
  readonly [R in Room]: {
    readonly [V in keyof Contract[R]]: (
      input: CommandInput<R, V>,
      options?: CallOptions,
    ) => Promise<Result<CommandOutput<R, V>>>;
  };
};

export { channelName, snapshotChangedChannel } from './channels.ts';
