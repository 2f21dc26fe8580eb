/**
 * What the keycutter command may call over the app's private socket: everything the window may, and credentials.
 * There is no command that reads an access key out of the keychain, but for a profile whose recipe serves one.
 */
import * as z from 'zod/mini';
import { checkRegion } from './aws-limits.ts';
import { exportFormats } from './export-formats.ts';
import { type CallContext, type Command, type CommandHandlers, contract } from './ipc-contract.ts';
import type { Result } from './result.ts';
import { checked } from './schema-parts.ts';

function command<Output>() {
  return <Input>(input: z.ZodMiniType<Input>): Command<Input, Output> => ({ input });
}

/** Name or id. */
const profile = z.string().check(z.minLength(1), z.maxLength(80));
/** How long to wait for a person (a code, an approval); 0: answer at once with what is needed. */
const waitSeconds = z.int().check(z.gte(0), z.lte(600));
const format = z.enum(exportFormats.map((entry) => entry.id));
const way = z.enum(['command', 'renewing', 'value']);

/** Plain text, since it leaves for the program that asked. */
export interface CredentialsAnswer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Null, as is `expiration`: an access key itself. */
  readonly sessionToken: string | null;
  /** UTC with `Z`, as in credential_process. */
  readonly expiration: string | null;
  readonly accountId: string | null;
}

/** What a child process gets and what is taken from its environment. */
export interface EnvironmentAnswer {
  readonly set: readonly { readonly name: string; readonly value: string }[];
  readonly clear: readonly string[];
}

export const credentialCommands = {
  credentials: {
    get: command<CredentialsAnswer>()(z.strictObject({ profile, waitSeconds })),
    environment: command<EnvironmentAnswer>()(
      z.strictObject({ profile, way: z.enum(['renewing', 'value']), waitSeconds }),
    ),
    /** Lines for a shell, each ended by a newline. */
    export: command<string>()(z.strictObject({ profile, format, way, waitSeconds })),
    unset: command<string>()(z.strictObject({ format })),
    /** The address that signs a browser in to the AWS console: as good as the session, for 15 minutes. */
    consoleUrl: command<string>()(
      z.strictObject({
        profile,
        service: z.optional(z.string().check(z.maxLength(64), z.regex(/^[a-z0-9-]*$/))),
        region: z.optional(checked(64, checkRegion)),
        waitSeconds,
      }),
    ),
  },
} as const;

export const agentContract = { ...contract, ...credentialCommands } as const;

type CredentialCommands = (typeof credentialCommands)['credentials'];
type InputOf<C> = C extends { readonly input: z.ZodMiniType<infer Input> } ? Input : never;
type OutputOf<C> = C extends Command<unknown, infer Output> ? Output : never;

export interface AgentHandlers extends CommandHandlers {
  readonly credentials: {
    readonly [V in keyof CredentialCommands]: (
      input: InputOf<CredentialCommands[V]>,
      context: CallContext,
    ) => Promise<Result<OutputOf<CredentialCommands[V]>>>;
  };
}
