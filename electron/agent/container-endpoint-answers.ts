import { explain } from '../../shared/error-text.ts';
import { type AppError, appError, isPassing } from '../../shared/errors.ts';
import { en } from '../../shared/words/en/index.ts';
import type { ServedCredentials } from '../core/credentials.ts';

export interface Answer {
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

/**
 * How long a client keeps an access key before it asks again. There is no Expiration of its own, but botocore and the
 * JavaScript SDK take no answer without one; asking again hourly also lets a revoked export come to an end.
 * Above the 15 minutes before the end at which botocore starts to ask on every use.
 */
const accessKeyLasts = 60 * 60_000;

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
export function served(credentials: ServedCredentials, now: number): Answer {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId } = credentials;
  const body = {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey.reveal(),
    // Empty for an access key: botocore and the JavaScript SDK insist on the field, and sign without it.
    Token: sessionToken?.reveal() ?? '',
    Expiration: utc(expiration ?? now + accessKeyLasts),
    ...(accountId === null ? {} : { AccountId: accountId }),
  };
  return { status: 200, body: JSON.stringify(body) };
}

/**
 * A wrong token, an ended one, another profile's and a profile that is not there look the same. 4xx where asking again
 * changes nothing: of a 5xx the JavaScript SDK shows no word.
 */
export function failed(error: AppError): Answer {
  switch (error.code) {
    case 'grant-not-found':
    case 'profile-not-found':
      return refused.token;
    case 'internal':
      return inWords(500, error);
    default:
      return inWords(isPassing(error) ? 503 : 403, error);
  }
}

const grantNotFound = inWords(403, appError('grant-not-found'));

/** What never gets as far as a token. */
export const refused = {
  token: grantNotFound,
  host: worded(403, 'host-refused', 'Keycutter answers only to 127.0.0.1 and localhost.'),
  browser: worded(403, 'browser-refused', 'Keycutter does not answer web pages.'),
  method: worded(405, 'method-refused', 'Only GET is answered here.'),
  body: worded(400, 'body-refused', 'A request has no body here.'),
  path: worded(404, 'path-refused', 'There is nothing at this address.'),
  malformed: worded(400, 'request-refused', 'This is not a request that can be answered.'),
  tooLarge: worded(431, 'headers-refused', 'That is more than a request needs.'),
} as const satisfies Record<string, Answer>;

function inWords(status: number, error: AppError): Answer {
  const { what, next, detail } = explain(error, en);
  return worded(status, error.code, [what, detail, next].filter((words) => words !== null).join(' '));
}

/** Both spellings: the Go SDK reads `code` and `message`, the others `Code` and `Message`. */
function worded(status: number, code: string, message: string): Answer {
  return { status, body: JSON.stringify({ Code: code, Message: message, code, message }) };
}

/** Seconds, rounded down, as AWS writes it. */
function utc(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
