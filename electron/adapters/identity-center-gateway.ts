import type { CreateTokenCommandInput } from '@aws-sdk/client-sso-oidc';
import { checkEndpointUrl, checkPageUrl } from '../../shared/aws-limits.ts';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { StsAnswer } from '../core/aws-ports.ts';
import type { SessionCredentials } from '../core/credentials.ts';
import { type IdentityCenterCall, identityCenterError } from '../core/failures/identity-center-errors.ts';
import { redactText } from '../core/failures/redact.ts';
import type {
  DeviceAuthorization,
  IdentityCenterGateway,
  SsoAccount,
  SsoClient,
  SsoGrant,
  SsoPage,
  SsoTokenAnswer,
} from '../core/way-in-ports.ts';
import { type AwsCallOptions, AwsCalls, type ClientSettings } from './aws-call.ts';
import { TrustedAuthorities } from './trusted-authorities.ts';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const scope = 'sso:account:access';
/** Registered without a port, used with any: https://datatracker.ietf.org/doc/html/rfc8252#section-7.3 */
const redirectUri = 'http://127.0.0.1/oauth/callback';
/** The most that AWS takes. */
const pageSize = 100;
/** Seconds, where AWS does not say: https://datatracker.ietf.org/doc/html/rfc8628#section-3.2 */
const defaultInterval = 5;

/** IAM Identity Center through the AWS SDK, which is loaded at the first call. None of its calls is signed. */
export class SdkIdentityCenterGateway implements IdentityCenterGateway {
  readonly #options: AwsCallOptions;

  constructor(options: AwsCallOptions) {
    this.#options = { authorities: new TrustedAuthorities(), ...options };
  }

  registerClient(
    region: string,
    startUrl: string,
    flow: 'browser' | 'device',
    signal: AbortSignal,
  ): Promise<StsAnswer<SsoClient>> {
    return this.#oidc({ kind: 'client' }, region, false, signal, async (settings, abortSignal) => {
      const { RegisterClientCommand } = await import('@aws-sdk/client-sso-oidc');
      const client = await oidcClient(settings);
      const command = new RegisterClientCommand({
        clientName: 'Keycutter',
        clientType: 'public',
        scopes: [scope],
        ...(flow === 'device'
          ? { grantTypes: [deviceGrant, 'refresh_token'] }
          : {
              grantTypes: ['authorization_code', 'refresh_token'],
              redirectUris: [redirectUri],
              issuerUrl: startUrl,
            }),
      });
      const { clientId, clientSecret, clientSecretExpiresAt } = await described(
        client.send(command, { abortSignal }),
      );
      return clientId && clientSecret && isPositive(clientSecretExpiresAt)
        ? { clientId, clientSecret: new Secret(clientSecret), expiresAt: clientSecretExpiresAt * 1000 }
        : null;
    });
  }

  startDevice(
    region: string,
    { clientId, clientSecret }: SsoClient,
    startUrl: string,
    signal: AbortSignal,
  ): Promise<StsAnswer<DeviceAuthorization>> {
    return this.#oidc({ kind: 'client' }, region, false, signal, async (settings, abortSignal) => {
      const { StartDeviceAuthorizationCommand } = await import('@aws-sdk/client-sso-oidc');
      const client = await oidcClient(settings);
      const command = new StartDeviceAuthorizationCommand({
        clientId,
        clientSecret: clientSecret.reveal(),
        startUrl,
      });
      const answer = await described(client.send(command, { abortSignal }));
      const { deviceCode, userCode, verificationUri, expiresIn, interval } = answer;
      const complete = answer.verificationUriComplete ?? verificationUri;
      if (!deviceCode || !userCode || !verificationUri || !complete || !isPositive(expiresIn)) return null;
      // The browser is sent there: nothing but a page.
      if (checkPageUrl(verificationUri) !== null || checkPageUrl(complete) !== null) return null;
      return {
        deviceCode: new Secret(deviceCode),
        userCode,
        verificationUrl: verificationUri,
        verificationUrlComplete: complete,
        expiresAt: awsNow(settings) + expiresIn * 1000,
        intervalSeconds: isPositive(interval) ? interval : defaultInterval,
      };
    });
  }

  async authorizationUrl(
    region: string,
    { clientId }: SsoClient,
    query: { readonly redirectUri: string; readonly state: string; readonly codeChallenge: string },
  ): Promise<Result<string>> {
    const { ssoOidcEndpointUrl: configured, useFipsEndpoint, useDualstackEndpoint } = this.#options.network();
    if (configured !== null && checkEndpointUrl(configured) !== null) {
      return fail(appError('endpoint-not-allowed', { url: redactText(configured) }));
    }
    const base = configured ?? (await ownEndpoint(region, useFipsEndpoint, useDualstackEndpoint));
    if (base === null) {
      return fail(
        appError('identity-center-refused', { reason: 'no-such-region' satisfies ReasonCode, region }),
      );
    }
    const url = new URL(`${base.replace(/\/+$/, '')}/authorize`);
    // AWS has `scopes` where OAuth has `scope`: https://github.com/aws/aws-cli/blob/v2/awscli/customizations/sso/utils.py
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: query.redirectUri,
      state: query.state,
      code_challenge_method: 'S256',
      scopes: scope,
      code_challenge: query.codeChallenge,
    }).toString();
    return succeed(url.href);
  }

  createToken(
    region: string,
    { clientId, clientSecret }: SsoClient,
    grant: SsoGrant,
    signal: AbortSignal,
  ): Promise<StsAnswer<SsoTokenAnswer>> {
    const call: IdentityCenterCall = { kind: 'token', grant: grant.kind };
    // Codes and refresh tokens are good for one use, and polling has its own pace.
    return this.#oidc(
      call,
      region,
      true,
      signal,
      async (settings, abortSignal): Promise<SsoTokenAnswer | null> => {
        const { CreateTokenCommand } = await import('@aws-sdk/client-sso-oidc');
        const client = await oidcClient(settings);
        const command = new CreateTokenCommand({
          clientId,
          clientSecret: clientSecret.reveal(),
          ...grantInput(grant),
        });
        try {
          const { accessToken, expiresIn, refreshToken } = await described(
            client.send(command, { abortSignal }),
          );
          if (!accessToken || !isPositive(expiresIn)) return null;
          return {
            kind: 'tokens',
            tokens: {
              accessToken: new Secret(accessToken),
              expiresAt: awsNow(settings) + expiresIn * 1000,
              refreshToken: refreshToken ? new Secret(refreshToken) : null,
            },
          };
        } catch (error) {
          const name = error instanceof Error ? error.name : '';
          if (grant.kind !== 'device') throw error;
          if (name === 'AuthorizationPendingException') return { kind: 'pending' };
          if (name === 'SlowDownException') return { kind: 'slow-down' };
          throw error;
        }
      },
    );
  }

  listAccounts(
    region: string,
    accessToken: Secret,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<StsAnswer<SsoPage<SsoAccount>>> {
    const call: IdentityCenterCall = { kind: 'portal', account: null, role: null };
    return this.#portal(call, region, true, signal, async (settings, abortSignal) => {
      const { ListAccountsCommand } = await import('@aws-sdk/client-sso');
      const client = await portalClient(settings);
      const command = new ListAccountsCommand({
        accessToken: accessToken.reveal(),
        maxResults: pageSize,
        ...(nextToken === null ? {} : { nextToken }),
      });
      const { accountList, nextToken: next } = await client.send(command, { abortSignal });
      return pageOf(accountList, next, ({ accountId, accountName, emailAddress }): readonly SsoAccount[] =>
        accountId ? [{ accountId, accountName: accountName || null, email: emailAddress || null }] : [],
      );
    });
  }

  listAccountRoles(
    region: string,
    accessToken: Secret,
    accountId: string,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<StsAnswer<SsoPage<string>>> {
    const call: IdentityCenterCall = { kind: 'portal', account: accountId, role: null };
    return this.#portal(call, region, true, signal, async (settings, abortSignal) => {
      const { ListAccountRolesCommand } = await import('@aws-sdk/client-sso');
      const client = await portalClient(settings);
      const command = new ListAccountRolesCommand({
        accessToken: accessToken.reveal(),
        accountId,
        maxResults: pageSize,
        ...(nextToken === null ? {} : { nextToken }),
      });
      const { roleList, nextToken: next } = await client.send(command, { abortSignal });
      return pageOf(roleList, next, ({ roleName }): readonly string[] => (roleName ? [roleName] : []));
    });
  }

  roleCredentials(
    region: string,
    accessToken: Secret,
    accountId: string,
    roleName: string,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    const call: IdentityCenterCall = { kind: 'portal', account: accountId, role: roleName };
    return this.#portal(call, region, false, signal, async (settings, abortSignal) => {
      const { GetRoleCredentialsCommand } = await import('@aws-sdk/client-sso');
      const client = await portalClient(settings);
      const command = new GetRoleCredentialsCommand({
        accessToken: accessToken.reveal(),
        accountId,
        roleName,
      });
      const { roleCredentials } = await client.send(command, { abortSignal });
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = roleCredentials ?? {};
      if (!accessKeyId || !secretAccessKey || !sessionToken || !isPositive(expiration)) return null;
      return Object.freeze({
        accessKeyId,
        secretAccessKey: new Secret(secretAccessKey),
        sessionToken: new Secret(sessionToken),
        expiration,
        assumedRoleArn: null,
      });
    });
  }

  async logout(region: string, accessToken: Secret, signal: AbortSignal): Promise<StsAnswer<undefined>> {
    const call: IdentityCenterCall = { kind: 'portal', account: null, role: null };
    const { result, awsTime } = await this.#portal(
      call,
      region,
      false,
      signal,
      async (settings, abortSignal) => {
        const { LogoutCommand } = await import('@aws-sdk/client-sso');
        const client = await portalClient(settings);
        await client.send(new LogoutCommand({ accessToken: accessToken.reveal() }), { abortSignal });
        return 'done' as const;
      },
    );
    return { result: result.ok ? succeed() : result, awsTime };
  }

  #oidc<Value>(
    call: IdentityCenterCall,
    region: string,
    onceOnly: boolean,
    signal: AbortSignal,
    send: (settings: ClientSettings, abortSignal: AbortSignal) => Promise<Value | null>,
  ): Promise<StsAnswer<Value>> {
    const place = { region, endpointUrl: this.#options.network().ssoOidcEndpointUrl };
    return this.#calls(call).callUnsigned(place, { onceOnly, signal }, send);
  }

  #portal<Value>(
    call: IdentityCenterCall,
    region: string,
    onceOnly: boolean,
    signal: AbortSignal,
    send: (settings: ClientSettings, abortSignal: AbortSignal) => Promise<Value | null>,
  ): Promise<StsAnswer<Value>> {
    const place = { region, endpointUrl: this.#options.network().ssoEndpointUrl };
    return this.#calls(call).callUnsigned(place, { onceOnly, signal }, send);
  }

  #calls(call: IdentityCenterCall): AwsCalls {
    return new AwsCalls(this.#options, {
      endpointUrl: () => null,
      explain: (failure) => identityCenterError(failure, call),
      unreadable: appError('identity-center-refused', {
        reason: 'answer-not-identity-center' satisfies ReasonCode,
      }),
    });
  }
}

async function oidcClient(settings: ClientSettings) {
  const { SSOOIDCClient } = await import('@aws-sdk/client-sso-oidc');
  return new SSOOIDCClient(settings);
}

async function portalClient(settings: ClientSettings) {
  const { SSOClient } = await import('@aws-sdk/client-sso');
  return new SSOClient(settings);
}

/** By the SDK's own rules for every partition; null: they know none. */
async function ownEndpoint(region: string, UseFIPS: boolean, UseDualStack: boolean): Promise<string | null> {
  const { SSOOIDCClient } = await import('@aws-sdk/client-sso-oidc');
  const client = new SSOOIDCClient({ region, ignoreConfiguredEndpointUrls: true, defaultsMode: 'standard' });
  try {
    return client.config.endpointProvider({ Region: region, UseFIPS, UseDualStack }).url.href;
  } catch {
    return null;
  } finally {
    client.destroy();
  }
}

function grantInput(
  grant: SsoGrant,
): Pick<CreateTokenCommandInput, 'grantType'> & Partial<CreateTokenCommandInput> {
  switch (grant.kind) {
    case 'device':
      return { grantType: deviceGrant, deviceCode: grant.deviceCode.reveal() };
    case 'code':
      return {
        grantType: 'authorization_code',
        code: grant.code.reveal(),
        codeVerifier: grant.codeVerifier.reveal(),
        redirectUri: grant.redirectUri,
      };
    case 'refresh':
      return { grantType: 'refresh_token', refreshToken: grant.refreshToken.reveal() };
  }
}

/** What OIDC says of its refusals stands where the SDK does not look for a message. */
async function described<Value>(call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    const { error_description: sentence }: { error_description?: unknown } = Object(error);
    if (error instanceof Error && typeof sentence === 'string' && sentence !== '') error.message = sentence;
    throw error;
  }
}

/** AWS's clock, epoch ms; ours where it did not say. */
function awsNow({ requestHandler }: ClientSettings): number {
  return requestHandler.exchange.awsTime ?? Date.now();
}

function pageOf<Raw, Item>(
  list: readonly Raw[] | undefined,
  nextToken: string | undefined,
  read: (raw: Raw) => readonly Item[],
): SsoPage<Item> | null {
  return list === undefined ? null : { items: list.flatMap(read), nextToken: nextToken || null };
}

function isPositive(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value > 0;
}
