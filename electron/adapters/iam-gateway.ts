import { appError, type ReasonCode } from '../../shared/errors.ts';
import { succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { IamAccessKey, IamGateway, IamKeyUse, StsAnswer, StsCaller } from '../core/aws-ports.ts';
import { iamError } from '../core/failures/iam-errors.ts';
import { type AwsCallOptions, AwsCalls, type ClientSettings } from './aws-call.ts';
import type { NetworkOptions } from './network-options.ts';
import { isLoopback } from './sts-transport.ts';

/** IAM through the AWS SDK, which is loaded at the first call. */
export class SdkIamGateway implements IamGateway {
  readonly #options: AwsCallOptions;

  constructor(options: AwsCallOptions) {
    this.#options = options;
  }

  createAccessKey(caller: StsCaller, signal: AbortSignal) {
    const traits = { onceOnly: true, signal };
    return this.#calls('CreateAccessKey').call(caller, traits, async (settings, abortSignal) => {
      const { CreateAccessKeyCommand } = await import('@aws-sdk/client-iam');
      const client = await iamClient(settings);
      const { AccessKey } = await client.send(new CreateAccessKeyCommand({}), { abortSignal });
      const { AccessKeyId, SecretAccessKey } = AccessKey ?? {};
      if (!AccessKeyId || !SecretAccessKey) return null;
      return { accessKeyId: AccessKeyId, secretAccessKey: new Secret(SecretAccessKey) };
    });
  }

  listAccessKeys(caller: StsCaller, signal: AbortSignal) {
    const traits = { onceOnly: false, signal };
    return this.#calls('ListAccessKeys').call(caller, traits, async (settings, abortSignal) => {
      const { ListAccessKeysCommand } = await import('@aws-sdk/client-iam');
      const client = await iamClient(settings);
      // A user has at most two keys: there is no second page.
      const { AccessKeyMetadata } = await client.send(new ListAccessKeysCommand({}), { abortSignal });
      return (
        AccessKeyMetadata?.flatMap(({ AccessKeyId, Status, CreateDate }): readonly IamAccessKey[] =>
          AccessKeyId
            ? [
                {
                  accessKeyId: AccessKeyId,
                  active: Status !== 'Inactive',
                  createdAt: CreateDate?.getTime() ?? null,
                },
              ]
            : [],
        ) ?? null
      );
    });
  }

  async deactivateAccessKey(caller: StsCaller, accessKeyId: string, signal: AbortSignal) {
    const traits = { onceOnly: false, signal };
    const answer = await this.#calls('UpdateAccessKey').call(
      caller,
      traits,
      async (settings, abortSignal) => {
        const { UpdateAccessKeyCommand } = await import('@aws-sdk/client-iam');
        const client = await iamClient(settings);
        const command = new UpdateAccessKeyCommand({ AccessKeyId: accessKeyId, Status: 'Inactive' });
        await client.send(command, { abortSignal });
        return 'done' as const;
      },
    );
    return doneEvenIfAbsent(answer);
  }

  async deleteAccessKey(caller: StsCaller, accessKeyId: string, signal: AbortSignal) {
    const traits = { onceOnly: false, signal };
    const answer = await this.#calls('DeleteAccessKey').call(
      caller,
      traits,
      async (settings, abortSignal) => {
        const { DeleteAccessKeyCommand } = await import('@aws-sdk/client-iam');
        const client = await iamClient(settings);
        await client.send(new DeleteAccessKeyCommand({ AccessKeyId: accessKeyId }), { abortSignal });
        return 'done' as const;
      },
    );
    return doneEvenIfAbsent(answer);
  }

  accessKeyLastUsed(caller: StsCaller, accessKeyId: string, signal: AbortSignal) {
    const traits = { onceOnly: false, signal };
    return this.#calls('GetAccessKeyLastUsed').call(caller, traits, async (settings, abortSignal) => {
      const { GetAccessKeyLastUsedCommand } = await import('@aws-sdk/client-iam');
      const client = await iamClient(settings);
      const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
      const { AccessKeyLastUsed } = await client.send(command, { abortSignal });
      if (AccessKeyLastUsed === undefined) return null;
      const { LastUsedDate, ServiceName } = AccessKeyLastUsed;
      const use: IamKeyUse = {
        at: LastUsedDate?.getTime() ?? null,
        service: ServiceName && ServiceName !== 'N/A' ? ServiceName : null,
      };
      return use;
    });
  }

  maxSessionDuration(caller: StsCaller, roleName: string, signal: AbortSignal) {
    const traits = { onceOnly: false, signal };
    return this.#calls('GetRole').call(caller, traits, async (settings, abortSignal) => {
      const { GetRoleCommand } = await import('@aws-sdk/client-iam');
      const client = await iamClient(settings);
      const { Role } = await client.send(new GetRoleCommand({ RoleName: roleName }), { abortSignal });
      return Role?.MaxSessionDuration ?? null;
    });
  }

  /**
   * What UpdateRole is not given stays as it was, the description too, though its documentation speaks of a default:
   * https://github.com/go-to-k/cdkd/pull/1239
   */
  async setMaxSessionDuration(caller: StsCaller, roleName: string, seconds: number, signal: AbortSignal) {
    const traits = { onceOnly: false, signal };
    const { result, awsTime } = await this.#calls('UpdateRole').call(
      caller,
      traits,
      async (settings, abortSignal) => {
        const { UpdateRoleCommand } = await import('@aws-sdk/client-iam');
        const client = await iamClient(settings);
        const command = new UpdateRoleCommand({ RoleName: roleName, MaxSessionDuration: seconds });
        await client.send(command, { abortSignal });
        return 'done' as const;
      },
    );
    return { result: result.ok ? succeed() : result, awsTime };
  }

  mfaDevices(caller: StsCaller, signal: AbortSignal) {
    const traits = { onceOnly: false, signal };
    return this.#calls('ListMFADevices').call(caller, traits, async (settings, abortSignal) => {
      const { ListMFADevicesCommand } = await import('@aws-sdk/client-iam');
      const client = await iamClient(settings);
      const serials: string[] = [];
      let marker: string | undefined;
      do {
        const command = new ListMFADevicesCommand(marker === undefined ? {} : { Marker: marker });
        const { MFADevices, IsTruncated, Marker } = await client.send(command, { abortSignal });
        if (MFADevices === undefined) return null;
        serials.push(...MFADevices.flatMap(({ SerialNumber }) => SerialNumber ?? []));
        marker = IsTruncated ? Marker : undefined;
      } while (marker !== undefined);
      return serials.filter(makesCodes);
    });
  }

  #calls(action: string): AwsCalls {
    return new AwsCalls(this.#options, {
      endpointUrl: iamEndpoint,
      explain: (failure) => iamError(failure, action),
      unreadable: appError('iam-unknown', { awsCode: 'not-of-iam' satisfies ReasonCode }),
    });
  }
}

/** A stand-in for STS on this machine has keys that AWS does not know: it is asked about them too. */
function iamEndpoint({ endpointUrl, iamEndpointUrl }: NetworkOptions): string | null {
  if (iamEndpointUrl !== null || endpointUrl === null) return iamEndpointUrl;
  return URL.canParse(endpointUrl) && isLoopback(endpointUrl) ? endpointUrl : null;
}

async function iamClient(settings: ClientSettings) {
  const { IAMClient } = await import('@aws-sdk/client-iam');
  return new IAMClient(settings);
}

/**
 * A virtual device is named by its ARN, a token of hardware by what is printed on it; a security key or passkey
 * (`arn:aws:iam::123456789012:u2f/…`) makes no codes, and no API takes it.
 */
function makesCodes(serial: string): boolean {
  return !serial.startsWith('arn:') || /^arn:[^:]*:iam::\d{12}:mfa\//.test(serial);
}

function doneEvenIfAbsent({ result, awsTime }: StsAnswer<'done'>): StsAnswer<undefined> {
  const absent = !result.ok && result.error.params.awsCode?.startsWith('NoSuchEntity');
  return { result: result.ok || absent ? succeed() : result, awsTime };
}
