import { GetRoleCommand, IAMClient, type Role } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
  GetCallerIdentityCommand,
  type GetCallerIdentityCommandOutput,
  GetSessionTokenCommand,
  type GetSessionTokenCommandInput,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach } from 'vitest';
import type { SimulatedAws } from '../../account.ts';
import { SimulatorClock } from '../../clock.ts';
import { verifySamlSignature } from '../../saml/xml-signature.ts';
import { type Simulator, startSimulator } from '../../simulator.ts';
import { totp } from '../../totp.ts';
import { ada, adaMfa, contractAccount, roleArn } from '../contract-account.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface Refusal {
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

/**
 * A simulator for each test, and AWS's own clients for it. Their clock is set to the simulator's, which starts at the
 * real time and stands still.
 */
export class JavaScriptClients {
  #simulator: Simulator<SimulatorClock> | null = null;

  constructor(account: SimulatedAws = contractAccount) {
    beforeEach(async () => {
      const clock = new SimulatorClock();
      clock.freeze();
      this.#simulator = await startSimulator({ account, clock, saml: verifySamlSignature });
    });
    afterEach(() => this.#simulator?.close());
  }

  get simulator(): Simulator<SimulatorClock> {
    if (this.#simulator === null) {
      throw new Error('There is a simulator only during a test');
    }
    return this.#simulator;
  }

  get clock(): SimulatorClock {
    return this.simulator.clock;
  }

  sts(credentials: Keys = ada, more: Partial<{ region: string; maxAttempts: number; offset: number }> = {}) {
    return new STSClient({
      endpoint: this.simulator.url,
      region: more.region ?? 'eu-central-1',
      credentials,
      maxAttempts: more.maxAttempts ?? 1,
      systemClockOffset: more.offset ?? this.clock.offset,
    });
  }

  /** A session name unless the input has its own. */
  assume(
    name: string,
    input: Partial<AssumeRoleCommandInput> = {},
    credentials: Keys = ada,
    more: { readonly region?: string } = {},
  ): Promise<AssumeRoleCommandOutput> {
    const RoleArn = name.startsWith('arn:') ? name : roleArn(name);
    return this.sts(credentials, more).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session', ...input }),
    );
  }

  async assumed(name: string, input: Partial<AssumeRoleCommandInput> = {}, credentials: Keys = ada) {
    return keysOf(await this.assume(name, input, credentials));
  }

  async sessionToken(input: GetSessionTokenCommandInput = {}, credentials: Keys = ada): Promise<Keys> {
    return keysOf(await this.sts(credentials).send(new GetSessionTokenCommand(input)));
  }

  identity(credentials: Keys = ada): Promise<GetCallerIdentityCommandOutput> {
    return this.sts(credentials).send(new GetCallerIdentityCommand({}));
  }

  iam(credentials: Keys = ada) {
    return new IAMClient({
      endpoint: this.simulator.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
      systemClockOffset: this.clock.offset,
    });
  }

  async role(name: string, credentials: Keys = ada): Promise<Role | undefined> {
    return (await this.iam(credentials).send(new GetRoleCommand({ RoleName: name }))).Role;
  }

  /** The parameters that carry ada's code of this moment. */
  mfa(at = this.clock.now()) {
    return { SerialNumber: adaMfa.serialNumber, TokenCode: totp(adaMfa.seed, at) };
  }
}

export function keysOf({
  Credentials,
}: {
  readonly Credentials?: AssumeRoleCommandOutput['Credentials'];
}): Required<Keys> {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** What AWS refused a call with; throws when it did not. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    const { name, message, Code, $metadata } = error as Error & {
      readonly Code?: string;
      readonly $metadata?: { readonly httpStatusCode?: number };
    };
    return { code: Code ?? name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error('The call was answered, not refused');
}
