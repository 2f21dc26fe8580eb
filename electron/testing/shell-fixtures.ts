import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../shared/secret.ts';
import type { Exportable, RenewingExportable } from '../core/export/exportable.ts';
import { shellSyntaxes } from '../core/export/formats.ts';
import { renderExport, renderRenewingExport } from '../core/export/render-export.ts';
import type { Seen, Shell } from './shell-runner.ts';

/** A name that a person may give, with what some shell would act on. */
export const hostileName =
  'x] $(touch pwned)`touch pwned`;touch pwned "사용자" \' $HOME !x %PATH% \\ & | < > #*~';

export const plain: Exportable = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: new Secret('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
  sessionToken: new Secret(`IQoJb3JpZ2luX2VjE${'abc/+012'.repeat(250)}==`),
  expiresAt: Date.UTC(2031, 0, 2, 3, 4, 5),
  region: 'ap-northeast-2',
  accountId: '012345678901',
  profileName: hostileName,
  endpointUrl: null,
};

/** Every variable that must not be what it was, as a shell may have them before; written out, not taken from the code. */
export const stale: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'AKIASTALEENV',
  AWS_SECRET_ACCESS_KEY: 'stale',
  AWS_SESSION_TOKEN: 'stale',
  AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
  AWS_SESSION_EXPIRATION: '2020-01-01T00:00:00Z',
  AWS_REGION: 'us-stale-1',
  AWS_DEFAULT_REGION: 'us-stale-1',
  AWS_ACCOUNT_ID: '999999999999',
  AWS_PROFILE: 'stale',
  AWS_DEFAULT_PROFILE: 'stale',
  AWS_SECURITY_TOKEN: 'stale',
  AWS_CREDENTIAL_SCOPE: 'us-stale-3',
  AWS_CREDENTIAL_FILE: '/stale',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/stale',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/stale',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'stale',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/stale',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/stale',
  AWS_ROLE_ARN: 'arn:aws:iam::999999999999:role/stale',
  AWS_ROLE_SESSION_NAME: 'stale',
  AWS_BEARER_TOKEN_BEDROCK: 'stale',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
  KEYCUTTER_PROFILE: 'stale',
};

/** Of no harm to an AWS session, and the person's own: must survive it. */
export const unrelated = {
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
  AWS_CA_BUNDLE: '/none',
  OTHER: "it's",
};

/** `[default]` and `[stale]` with static keys, and the section of a renewing export. */
export const staleFiles = ['default', 'stale']
  .map(
    (name) =>
      `[${name}]\naws_access_key_id = AKIASTALE\naws_secret_access_key = stale\nregion = us-stale-2\n`,
  )
  .join('\n');
export const sectionName = 'keycutter-ap-northeast-2';
export const configFile = `[default]\nregion = us-stale-2\n\n[profile ${sectionName}]\nregion = ap-northeast-2\n`;

/** All that a child of the shell may see of ours, by value. */
export function variablesOf(shell: Shell, exportable: Exportable): Record<string, string> {
  const { accountId, sessionToken } = exportable;
  const expiration = '2031-01-02T03:04:05Z';
  return {
    AWS_ACCESS_KEY_ID: exportable.accessKeyId,
    AWS_SECRET_ACCESS_KEY: exportable.secretAccessKey.reveal(),
    ...(sessionToken === null ? {} : { AWS_SESSION_TOKEN: sessionToken.reveal() }),
    ...(exportable.expiresAt === null
      ? {}
      : { AWS_CREDENTIAL_EXPIRATION: expiration, AWS_SESSION_EXPIRATION: expiration }),
    ...placeOf(shell, exportable, accountId),
  };
}

/** The same of a renewing export. */
export function renewingVariablesOf(shell: Shell, exportable: RenewingExportable): Record<string, string> {
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: exportable.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: exportable.token.reveal(),
    AWS_PROFILE: exportable.sectionName,
    ...placeOf(shell, exportable, exportable.accountId),
  };
}

function placeOf(
  shell: Shell,
  { region, profileName }: { region: string; profileName: string },
  accountId: string | null,
): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...(accountId === null ? {} : { AWS_ACCOUNT_ID: accountId }),
    ...(shellSyntaxes[shell.format].refusal(profileName) === null ? { KEYCUTTER_PROFILE: profileName } : {}),
  };
}

/** What a shell itself changes from run to run. */
const volatile = ['_', 'SHLVL', 'LAST_EXIT_CODE', 'CMD_DURATION_MS', 'XONSH_CAPTURE_ALWAYS'];

export function seenEnvironment(seen: Seen): Record<string, string> {
  return Object.fromEntries(Object.entries(seen.environment).filter(([name]) => !volatile.includes(name)));
}

/** What is left of an environment once everything of ours and everything stale is gone. */
export function withoutStale(seen: Seen): Record<string, string> {
  return Object.fromEntries(Object.entries(seenEnvironment(seen)).filter(([name]) => !(name in stale)));
}

export function textOf(shell: Shell, exportable: Exportable): string {
  const rendered = renderExport(shell.format, exportable);
  if (!rendered.ok) throw new Error(`${shell.name} refused: ${JSON.stringify(rendered.error)}`);
  return rendered.value.text.reveal();
}

export function renewingTextOf(shell: Shell, exportable: RenewingExportable): string {
  const rendered = renderRenewingExport(shell.format, exportable);
  if (!rendered.ok) throw new Error(`${shell.name} refused: ${JSON.stringify(rendered.error)}`);
  return rendered.value.text.reveal();
}

export interface ContainerEndpoint {
  readonly exportable: RenewingExportable;
  close(): void;
}

/** Serves `plain` to whoever has the token. */
export async function startContainerEndpoint(): Promise<ContainerEndpoint> {
  const token = `Bearer 'it"s\` $HOME %PATH% \\n!`;
  const answer = {
    AccessKeyId: plain.accessKeyId,
    SecretAccessKey: plain.secretAccessKey.reveal(),
    Token: plain.sessionToken?.reveal(),
    Expiration: '2031-01-02T03:04:05Z',
    AccountId: plain.accountId,
  };
  const script = fileURLToPath(new URL('container-endpoint.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, token, JSON.stringify(answer)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (text) => resolve(String(text).trim()));
  });
  return {
    exportable: {
      url: `http://127.0.0.1:${port}/credentials/prod`,
      token: new Secret(token),
      region: plain.region,
      sectionName,
      accountId: plain.accountId,
      profileName: hostileName,
      endpointUrl: null,
    },
    close: () => child.stdin.end(),
  };
}
