/**
 * Where identity providers post SAML responses for AWS:
 * https://docs.aws.amazon.com/general/latest/gr/signin-service.html and, for the partitions that are not described
 * there, the hosts of the AWS SDKs' own endpoint rules for the service Signin.
 */
export type Partition =
  | 'aws'
  | 'aws-cn'
  | 'aws-us-gov'
  | 'aws-eusc'
  | 'aws-iso'
  | 'aws-iso-b'
  | 'aws-iso-e'
  | 'aws-iso-f';

/** Each alone, or behind a Region and a dot. */
const signInHosts: ReadonlyMap<string, Partition> = new Map([
  ['signin.aws.amazon.com', 'aws'],
  ['signin.amazonaws.cn', 'aws-cn'],
  ['signin.amazonaws-us-gov.com', 'aws-us-gov'],
  ['signin-fips.amazonaws-us-gov.com', 'aws-us-gov'],
  ['signin.amazonaws-eusc.eu', 'aws-eusc'],
  ['signin.c2shome.ic.gov', 'aws-iso'],
  ['signin.sc2shome.sgov.gov', 'aws-iso-b'],
  ['signin.csphome.adc-e.uk', 'aws-iso-e'],
  ['signin.csphome.hci.ic.gov', 'aws-iso-f'],
]);

const region = /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/;
/** `acs` and a provider's id where it decrypts for one provider only. */
const path = /^\/saml(?:\/acs\/[\w-]{1,128})?\/?$/;

export interface SamlEndpoint {
  readonly partition: Partition;
  /** Null: the host has none in its name. */
  readonly region: string | null;
}

/** Null: AWS takes no SAML responses there, whatever it may look like. */
export function parseSamlEndpoint(address: string): SamlEndpoint | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return null;
  if (!path.test(url.pathname)) return null;
  const alone = signInHosts.get(url.hostname);
  if (alone !== undefined) return { partition: alone, region: null };
  const dot = url.hostname.indexOf('.');
  const partition = signInHosts.get(url.hostname.slice(dot + 1));
  const label = url.hostname.slice(0, dot);
  return partition !== undefined && region.test(label) ? { partition, region: label } : null;
}

export function isSamlEndpoint(address: string): boolean {
  return parseSamlEndpoint(address) !== null;
}
