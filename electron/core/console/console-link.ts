import { Secret } from '../../../shared/secret.ts';

/** Where a partition's console is. */
export interface ConsoleSite {
  /** Takes getSigninToken and login. */
  readonly federationUrl: string;
  /** Of its pages for one Region, without a slash at the end. */
  readonly origin: string;
}

/**
 * By the Region's partition; null for those that are cut off from the internet.
 * https://docs.aws.amazon.com/general/latest/gr/signin-service.html
 * https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html
 */
export function consoleSite(region: string): ConsoleSite | null {
  if (/^(?:us|eu)-iso/.test(region)) return null;
  if (region.startsWith('cn-')) return site('signin.amazonaws.cn', `${region}.console.amazonaws.cn`);
  if (region.startsWith('us-gov-')) {
    return site('signin.amazonaws-us-gov.com', `${region}.console.amazonaws-us-gov.com`);
  }
  if (region.startsWith('eusc-')) {
    return site(`${region}.signin.amazonaws-eusc.eu`, `${region}.console.amazonaws-eusc.eu`);
  }
  return site('signin.aws.amazon.com', `${region}.console.aws.amazon.com`);
}

/** A stand-in for AWS has its console at the address it has everything else at. */
export function standInSite(endpointUrl: string): ConsoleSite {
  const { origin } = new URL(endpointUrl);
  return { federationUrl: `${origin}/federation`, origin };
}

function site(signinHost: string, consoleHost: string): ConsoleSite {
  return { federationUrl: `https://${signinHost}/federation`, origin: `https://${consoleHost}` };
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

/**
 * How long the console stays signed in, seconds: as long as the session it is opened with, as far as AWS's limits
 * (900 to 43,200) let it.
 */
export function consoleSeconds(expiration: number, now: number): number {
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
