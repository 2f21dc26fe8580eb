import { type Result, succeed } from '../../shared/result.ts';
import type { SignInKind, SignInMethod } from '../../shared/sign-in.ts';
import type { Arguments } from '../arguments.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { type Failure, orFailure, ownFailure, usageFailure } from '../failure.ts';
import { done } from '../output/outcome.ts';
import { readSecret } from '../read-secret.ts';
import { text } from '../text/en.ts';
import { signInText } from '../text/sign-ins.ts';

/** Options by the kinds they belong to. */
const optionKinds: Readonly<Record<string, SignInKind>> = {
  saml: 'saml',
  command: 'saml',
  remember: 'saml',
  browser: 'saml',
  oidc: 'oidc',
  'client-id': 'oidc',
  scopes: 'oidc',
  'redirect-port': 'oidc',
  'redirect-host': 'oidc',
  'redirect-path': 'oidc',
  'client-secret-stdin': 'oidc',
  'identity-center': 'identity-center',
  region: 'identity-center',
  device: 'identity-center',
  'cli-session': 'identity-center',
};

const naming = ['identity-center', 'saml', 'command', 'oidc'];

const exclusive: readonly (readonly [string, string])[] = [
  ['browser', 'command'],
  ['remember', 'browser'],
  ['remember', 'command'],
];

/** OAuth 2.0 only: AssumeRoleWithWebIdentity knows them by these names. */
const withoutDiscovery = ['www.amazon.com', 'graph.facebook.com'] as const;
const defaultScopes = {
  issuer: 'openid email',
  'www.amazon.com': 'profile',
  'graph.facebook.com': 'public_profile',
};

const usage = (what: string) => usageFailure(what, text.usageHint('sign-in add'));

/** `keycutter sign-in add` */
export async function addSignIn({ world, given, app }: Call): Promise<Result<Outcome, Failure>> {
  const method = methodOf(given);
  if (!method.ok) return method;
  const connected = await app();
  if (!connected.ok) return connected;
  let clientSecret: string | undefined;
  if (given.has('client-secret-stdin')) {
    const secret = await readSecret(world, signInText.secretPrompt);
    if (secret === null)
      return ownFailure('client-secret-missing', signInText.secretMissing, signInText.secretMissingNext);
    clientSecret = secret;
  }
  const name = given.operand(0);
  const saved = orFailure(
    await connected.value.call('signIns.save', {
      draft: { name, method: method.value },
      ...(clientSecret === undefined ? {} : { clientSecret }),
    }),
  );
  return saved.ok ? done(signInText.saved(name), { name, id: saved.value, ...method.value }) : saved;
}

function methodOf(given: Arguments): Result<SignInMethod, Failure> {
  const kind = optionKinds[naming.find((option) => given.has(option)) ?? ''];
  if (kind === undefined) return usage(signInText.oneMethod);
  const misplaced = Object.entries(optionKinds).find(([option, of]) => given.has(option) && of !== kind);
  if (misplaced !== undefined) return usage(signInText.optionNotFor(misplaced[0], kind));
  const both = exclusive.find((options) => options.every((option) => given.has(option)));
  if (both !== undefined) return usage(text.onlyOneOf(...both));
  switch (kind) {
    case 'identity-center':
      return identityCenter(given);
    case 'saml':
      return succeed(saml(given));
    case 'oidc':
      return oidc(given);
  }
}

function identityCenter(given: Arguments): Result<SignInMethod, Failure> {
  const region = given.value('region');
  if (region === undefined) return usage(text.optionNeeded('region'));
  return succeed({
    kind: 'identity-center',
    startUrl: given.value('identity-center') ?? '',
    region,
    flow: given.has('device') ? 'device' : 'browser',
    cliSession: given.value('cli-session') ?? '',
  });
}

function saml(given: Arguments): SignInMethod {
  const command = given.value('command');
  const by = command !== undefined ? 'command' : given.has('browser') ? 'browser' : 'window';
  return {
    kind: 'saml',
    by,
    // Where a program prints the assertion, no page is opened.
    startUrl: by === 'command' ? '' : (given.value('saml') ?? ''),
    command: command ?? '',
    remember: given.has('remember'),
  };
}

function oidc(given: Arguments): Result<SignInMethod, Failure> {
  const issuer = given.value('oidc') ?? '';
  const clientId = given.value('client-id');
  if (clientId === undefined) return usage(text.optionNeeded('client-id'));
  const typed = given.value('redirect-port');
  const port = portOf(typed);
  if (!port.ok) return port;
  const provider = withoutDiscovery.find((name) => name === issuer) ?? 'issuer';
  const host = given.value('redirect-host');
  return succeed({
    kind: 'oidc',
    provider,
    issuer: provider === 'issuer' ? issuer : '',
    clientId,
    scopes: given.value('scopes') ?? defaultScopes[provider],
    redirectPort: port.value,
    // Providers that want the port as it was registered take the name of the host as it was registered too.
    redirectHost:
      host === '127.0.0.1' || (host === undefined && port.value === null) ? '127.0.0.1' : 'localhost',
    redirectPath: given.value('redirect-path') ?? '/callback',
  });
}

function portOf(typed: string | undefined): Result<number | null, Failure> {
  if (typed === undefined) return succeed(null);
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  return port >= 1_024 && port <= 65_535 ? succeed(port) : usage(signInText.portUnreadable);
}
