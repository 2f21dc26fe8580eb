import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { ConsoleGateway, SigninRequest } from '../core/aws-ports.ts';
import { type AwsCallOptions, AwsCalls } from './aws-call.ts';

/** AWS's federation endpoint, by POST: sessions are too long, and too secret, for an address. */
export class FederationGateway implements ConsoleGateway {
  readonly #calls: AwsCalls;

  constructor(options: AwsCallOptions) {
    this.#calls = new AwsCalls(options, {
      endpointUrl: () => null,
      explain: () => refused('no-readable-answer'),
      unreadable: refused('no-readable-answer'),
    });
  }

  async signinToken(
    { federationUrl, credentials, sessionSeconds }: SigninRequest,
    signal: AbortSignal,
  ): Promise<Result<Secret>> {
    const form = {
      Action: 'getSigninToken',
      Session: JSON.stringify({
        sessionId: credentials.accessKeyId,
        sessionKey: credentials.secretAccessKey.reveal(),
        sessionToken: credentials.sessionToken.reveal(),
      }),
      ...(sessionSeconds === null ? {} : { SessionDuration: String(sessionSeconds) }),
    };
    const { result } = await this.#calls.exchange(
      federationUrl,
      '',
      signal,
      async (transport, abortSignal) => {
        const { status, text } = await transport.post(federationUrl, form, abortSignal);
        return status === 200 ? readToken(text) : fail(refused(`HTTP ${status}`));
      },
    );
    return result.ok ? result.value : result;
  }
}

function readToken(text: string): Result<Secret> | null {
  try {
    const { SigninToken: token }: { SigninToken?: unknown } = Object(JSON.parse(text));
    return typeof token === 'string' && token !== '' ? succeed(new Secret(token)) : null;
  } catch {
    return null;
  }
}

function refused(status: string) {
  return appError('console-refused', { status });
}
