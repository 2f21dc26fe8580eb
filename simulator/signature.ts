import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { succeed } from '../shared/result.ts';
import { type Answer, refusals } from './aws-refusal.ts';

/** A request to `/` as it came over the wire. Header names are lower case. */
export interface SignedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The parts of an `Authorization: AWS4-HMAC-SHA256 …` header. */
export interface Authorization {
  readonly accessKeyId: string;
  /** YYYYMMDD. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** YYYYMMDDTHHMMSSZ, from x-amz-date. */
  readonly timestamp: string;
}

const algorithm = 'AWS4-HMAC-SHA256';
const allowedSkewMinutes = 5;

export function parseAuthorization(headers: SignedRequest['headers']): Answer<Authorization> {
  const { authorization: header } = headers;
  if (header === undefined) {
    return refusals.missingAuthentication();
  }
  const parts = new Map<string, string>();
  for (const part of header.slice(algorithm.length).split(',')) {
    const [, name, value] = /^\s*(\w+)=(.*?)\s*$/.exec(part) ?? [];
    if (name === undefined || value === undefined) {
      return refusals.incompleteSignature(
        `'${part.trim()}' not a valid key=value pair (missing equal-sign) in Authorization header.`,
      );
    }
    parts.set(name, value);
  }
  const credential = parts.get('Credential');
  const signature = parts.get('Signature');
  const signedHeaders = parts.get('SignedHeaders');
  const timestamp = headers['x-amz-date'];
  const missing = [
    header.startsWith(`${algorithm} `) ? '' : `Authorization header must begin with '${algorithm}'.`,
    credential ? '' : "Authorization header requires 'Credential' parameter.",
    signature ? '' : "Authorization header requires 'Signature' parameter.",
    signedHeaders ? '' : "Authorization header requires 'SignedHeaders' parameter.",
    timestamp ? '' : "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
  ].filter(Boolean);
  if (!credential || !signature || !signedHeaders || !timestamp || missing.length > 0) {
    return refusals.incompleteSignature(missing.join(' '));
  }
  const [accessKeyId, date, region, service, terminator, ...rest] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || rest.length > 0) {
    return refusals.incompleteSignature(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  if (Number.isNaN(parseTimestamp(timestamp))) {
    return refusals.incompleteSignature(
      `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  return succeed({
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
    timestamp,
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html */
export function checkScopeAndTime(
  authorization: Authorization,
  service: string,
  now: number,
): Answer<undefined> {
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(authorization.region)) {
    return refusals.signatureDoesNotMatch('Credential should be scoped to a valid region. ');
  }
  if (authorization.service !== service) {
    return refusals.signatureDoesNotMatch(`Credential should be scoped to correct service: '${service}'. `);
  }
  if (!authorization.timestamp.startsWith(authorization.date)) {
    return refusals.signatureDoesNotMatch(
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP',
    );
  }
  const signedAt = parseTimestamp(authorization.timestamp);
  const skew = allowedSkewMinutes * 60_000;
  if (signedAt < now - skew) {
    return refusals.signatureDoesNotMatch(
      `Signature expired: ${authorization.timestamp} is now earlier than ${formatTimestamp(now - skew)} (${formatTimestamp(now)} - ${allowedSkewMinutes} min.)`,
    );
  }
  if (signedAt > now + skew) {
    return refusals.signatureDoesNotMatch(
      `Signature not yet current: ${authorization.timestamp} is still later than ${formatTimestamp(now + skew)} (${formatTimestamp(now)} + ${allowedSkewMinutes} min.)`,
    );
  }
  return succeed();
}

export function checkSignature(
  request: SignedRequest,
  authorization: Authorization,
  secretAccessKey: string,
): Answer<undefined> {
  if (!authorization.signedHeaders.includes('host')) {
    return refusals.signatureDoesNotMatch(
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
  const expected = Buffer.from(sign(request, authorization, secretAccessKey));
  const given = Buffer.from(authorization.signature);
  return expected.length === given.length && timingSafeEqual(expected, given)
    ? succeed()
    : refusals.signatureDoesNotMatch();
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html; lower-case hex. */
export function sign(
  request: SignedRequest,
  { date, region, service, signedHeaders, timestamp }: Omit<Authorization, 'signature' | 'accessKeyId'>,
  secretAccessKey: string,
): string {
  const scope = [date, region, service, 'aws4_request'];
  const stringToSign = [
    algorithm,
    timestamp,
    scope.join('/'),
    sha256(canonicalRequest(request, signedHeaders)),
  ].join('\n');
  let key: string | Buffer = `AWS4${secretAccessKey}`;
  for (const part of scope) {
    key = createHmac('sha256', key).update(part).digest();
  }
  return createHmac('sha256', key).update(stringToSign).digest('hex');
}

function canonicalRequest(
  { method, headers, body }: SignedRequest,
  signedHeaders: readonly string[],
): string {
  return [
    method,
    '/',
    '',
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    sha256(body),
  ].join('\n');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** NaN for what is no moment. */
function parseTimestamp(timestamp: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function formatTimestamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
