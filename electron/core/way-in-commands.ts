import type { AgentHandlers } from '../../shared/agent-contract.ts';
import { appError } from '../../shared/errors.ts';
import type { CallContext } from '../../shared/ipc-contract.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { SignInDraft, SignInMethod } from '../../shared/sign-in.ts';
import type { Clipboard } from './ports.ts';
import type { Registry } from './profiles/registry.ts';
import type { ProgramParts } from './program-parts.ts';
import type { WayInParts } from './way-in-parts.ts';
import type { AssertionInput, BrowserCatalog, TrustedDialog } from './way-in-ports.ts';

interface Parts extends ProgramParts, WayInParts {
  readonly registry: Registry;
  readonly clipboard: Clipboard;
  readonly trustedDialog: TrustedDialog;
  readonly assertionInput: AssertionInput;
  readonly browserCatalog: BrowserCatalog;
}

type Rooms = 'mfaDevices' | 'signIns' | 'roles' | 'browsers' | 'otherTools';

/** The commands about the ways into AWS: sign-ins, MFA devices, roles, and what other tools have. */
export function createWayInCommands(parts: Parts): Pick<AgentHandlers, Rooms> {
  const { registry, mfaDevices, signIns, prompts, signInRoles, roleMaximums, trustedDialog } = parts;
  const acting = ({ client, signal }: CallContext) =>
    ({ asker: client === 'command' ? 'terminal' : 'person', signal }) as const;

  /** The window shows what others wrote: it must not be able to start a program of its own choice. */
  const allowed = async (command: string, known: boolean, client: CallContext['client']) =>
    client !== 'window' || known || (await trustedDialog.confirmCommand(command));

  const signInAllowed = (id: string | undefined, { method }: SignInDraft, client: CallContext['client']) => {
    const command = commandOf(method);
    const before = id === undefined ? null : registry.signIn(id);
    return command === null || allowed(command, commandOf(before?.method) === command, client);
  };

  return {
    mfaDevices: {
      lookUp: ({ keyId }, { signal }) => mfaDevices.lookUp(keyId, signal),
      keepSeed: ({ serial, seed }) => mfaDevices.keepSeed(serial, new Secret(seed)),
      keepCommand: async ({ serial, command }, { client }) => {
        const known = registry.mfaDevices.some(
          (device) => device.serial === serial && device.codes === 'command' && device.command === command,
        );
        return (await allowed(command, known, client))
          ? mfaDevices.keepCommand(serial, command)
          : fail(appError('command-not-confirmed'));
      },
      typeCodes: ({ serial }) => mfaDevices.typeCodes(serial),
    },
    signIns: {
      save: async ({ id, draft, clientSecret }, { client, signal }) => {
        if (!(await signInAllowed(id, draft, client))) return fail(appError('command-not-confirmed'));
        const secret =
          clientSecret === undefined ? undefined : clientSecret === '' ? null : new Secret(clientSecret);
        return signIns.save(id, draft, secret, signal);
      },
      remove: ({ id }, { signal }) => signIns.remove(id, signal),
      signIn: ({ id }, context) => signIns.signIn(id, acting(context)),
      signOut: ({ id }, { signal }) => signIns.signOut(id, signal),
      proceed: async ({ promptId }) => found(prompts.proceed(promptId)),
      cancel: async ({ promptId }) => {
        prompts.cancel(promptId);
        return succeed();
      },
      copyAddress: async ({ promptId }) => {
        const address = prompts.address(promptId);
        return address === null ? fail(appError('cancelled')) : parts.clipboard.writeText(address);
      },
      giveAssertion: async ({ promptId, from }, { client }) => {
        if (client === 'command') return fail(appError('client-not-allowed'));
        const { assertionInput } = parts;
        const given =
          from === 'clipboard' ? await assertionInput.fromClipboard() : await assertionInput.fromFile();
        if (!given.ok || given.value === null) return given.ok ? succeed() : given;
        return prompts.give(promptId, given.value);
      },
      roles: ({ id }, context) => signInRoles.list(id, acting(context)),
      createProfiles: async (creation) => signInRoles.createProfiles(creation),
    },
    roles: {
      readMaximum: ({ profileId, viaProfileId }, context) =>
        roleMaximums.read(profileId, viaProfileId, acting(context)),
      planRaise: async ({ profileId, viaProfileId, seconds }) =>
        roleMaximums.planRaise(profileId, viaProfileId, seconds),
      raiseMaximum: async ({ profileId, viaProfileId, seconds }, context) =>
        // A role belongs to others as well: only the person changes it.
        context.client === 'command'
          ? fail(appError('client-not-allowed'))
          : roleMaximums.raise(profileId, viaProfileId, seconds, acting(context)),
    },
    browsers: {
      list: async () => succeed(await parts.browserCatalog.list()),
    },
    otherTools: {
      preview: ({ tool }) => parts.otherToolImport.preview(tool),
      import: ({ tool, ids }) => parts.otherToolImport.import({ tool, ids }),
    },
  };
}

function commandOf(method: SignInMethod | undefined): string | null {
  return method?.kind === 'saml' && method.by === 'command' ? method.command : null;
}

function found(there: boolean): Result<undefined> {
  return there ? succeed() : fail(appError('cancelled'));
}
