import { partitionOf } from '../../../shared/aws-regions.ts';
import type { RecipeKind } from '../../../shared/profile.ts';
import { Secret } from '../../../shared/secret.ts';

/** Where a partition's console is. */
export interface ConsoleSite {
  /** Takes getSigninToken and login. */
  readonly federationUrl: string;
  /** Of its pages for one Region, without a slash at the end. */
  readonly origin: string;
  /** Ends the session that a browser has and leads on; null: it is not known to lead on. */
  readonly logout: ConsoleLogout | null;
}

interface ConsoleLogout {
  readonly url: string;
  /** Of the federation endpoint that it leads on to: the same host's. */
  readonly federationUrl: string;
}

/**
 * By the Region's partition; null for those that are cut off from the internet.
 * https://docs.aws.amazon.com/general/latest/gr/signin-service.html
 * https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html
 */
export function consoleSite(region: string): ConsoleSite | null {
  switch (partitionOf(region)) {
    case 'aws-cn':
      return site('signin.amazonaws.cn', `${region}.console.amazonaws.cn`);
    case 'aws-us-gov':
      return site('signin.amazonaws-us-gov.com', `${region}.console.amazonaws-us-gov.com`);
    case 'aws-eusc':
      return site(`${region}.signin.amazonaws-eusc.eu`, `${region}.console.amazonaws-eusc.eu`);
    case 'aws':
      return {
        ...site('signin.aws.amazon.com', `${region}.console.aws.amazon.com`),
        // Logging out leads on to its own host only, and only under this name of it:
        // https://serverfault.com/questions/985255
        logout: {
          url: 'https://us-east-1.signin.aws.amazon.com/oauth',
          federationUrl: 'https://us-east-1.signin.aws.amazon.com/federation',
        },
      };
    default:
      return null;
  }
}

/** The Region that a console opens in: the wanted one, or null where sessions of the profile's own do not reach. */
export function consoleRegion(own: string, wanted: string | undefined): string | null {
  if (wanted === undefined || wanted === '') return own;
  return partitionOf(own) === partitionOf(wanted) ? wanted : null;
}

/** A stand-in for AWS has its console at the address it has everything else at. */
export function standInSite(endpointUrl: string): ConsoleSite {
  const { origin } = new URL(endpointUrl);
  const federationUrl = `${origin}/federation`;
  return { federationUrl, origin, logout: { url: `${origin}/oauth`, federationUrl } };
}

function site(signinHost: string, consoleHost: string): ConsoleSite {
  return {
    federationUrl: `https://${signinHost}/federation`,
    origin: `https://${consoleHost}`,
    logout: null,
  };
}

/** Where a service's page is not simply /NAME/home. Names as in the AWS CLI. */
const servicePaths: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cfn: 'cloudformation/home',
    dynamodb: 'dynamodbv2/home',
    ecr: 'ecr/repositories',
    logs: 'cloudwatch/home',
    route53: 'route53/v2/home',
    sfn: 'states/home',
    sns: 'sns/v3/home',
    sqs: 'sqs/v3/home',
    ssm: 'systems-manager/home',
    stepfunctions: 'states/home',
    vpc: 'vpcconsole/home',
  }),
);

/** A service's first page, or (empty) the console's. */
export function consoleDestination({ origin }: ConsoleSite, region: string, service: string): string {
  const path = service === '' ? 'console/home' : (servicePaths.get(service) ?? `${service}/home`);
  return `${origin}/${path}?region=${encodeURIComponent(region)}`;
}

const shortest = 900;
const longest = 43_200;

export interface ConsoleSession {
  readonly kind: RecipeKind;
  /** AWS counts it as role chaining: a session called for it, be it a role's or GetSessionToken's (a shared code). */
  readonly chained: boolean;
  /** Epoch ms, as `now`. */
  readonly expiration: number;
  readonly now: number;
}

/** Whose calls take SessionDuration at the federation endpoint, as AWS documents it. */
const timedKinds: ReadonlySet<RecipeKind> = new Set([
  'assume-role',
  'assume-role-with-saml',
  'assume-role-with-web-identity',
]);

/**
 * How long the console stays signed in, seconds: as long as the session it is opened with, as far as AWS's limits
 * (900 to 43,200) let it. Null: not to be sent, as the federation endpoint refuses it for chained and federated
 * sessions. Of Identity Center's sessions AWS does not say; without it their console lasts as long as they do.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 */
export function consoleSeconds({ kind, chained, expiration, now }: ConsoleSession): number | null {
  if (chained || !timedKinds.has(kind)) return null;
  return Math.min(longest, Math.max(shortest, Math.floor((expiration - now) / 1_000)));
}

/** Whoever has this address within 15 minutes is signed in. */
export function loginAddress({ federationUrl }: ConsoleSite, destination: string, token: Secret): Secret {
  const parameters = new URLSearchParams({
    Action: 'login',
    Issuer: 'keycutter',
    Destination: destination,
    SigninToken: token.reveal(),
  });
  return new Secret(`${federationUrl}?${parameters}`);
}

/**
 * The same, but it ends whatever session the browser has at the console before; null: the partition has no way that is
 * known to lead on, and the person would be left on a sign-in page. `login`: of `loginAddress` for this site.
 */
export function logOutFirst({ federationUrl, logout }: ConsoleSite, login: Secret): Secret | null {
  const address = login.reveal();
  if (logout === null || !address.startsWith(`${federationUrl}?`)) return null;
  const parameters = new URLSearchParams({
    Action: 'logout',
    redirect_uri: logout.federationUrl + address.slice(federationUrl.length),
  });
  return new Secret(`${logout.url}?${parameters}`);
}
