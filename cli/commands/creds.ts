import { type Result, succeed } from '../../shared/result.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { type Failure, usageFailure } from '../failure.ts';
import { text } from '../text/en.ts';
import { withPerson } from '../with-person.ts';

/**
 * `keycutter creds`: one line for `credential_process`
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html).
 */
export async function creds({ world, given, app }: Call): Promise<Result<Outcome, Failure>> {
  const profile = given.value('profile-id') ?? given.optionalOperand(0);
  if (profile === undefined || (given.has('profile-id') && given.optionalOperand(0) !== undefined)) {
    return usageFailure(text.profileOrId, text.usageHint('creds'));
  }
  const connected = await app();
  if (!connected.ok) return connected;
  const served = await connected.value.named(
    profile,
    withPerson(world, connected.value, (waitSeconds, signal) =>
      connected.value.call('credentials.get', { profile, waitSeconds }, signal),
    ),
  );
  if (!served.ok) return served;
  const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId } = served.value;
  const answer = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    ...(sessionToken === null ? {} : { SessionToken: sessionToken }),
    ...(expiration === null ? {} : { Expiration: expiration }),
    ...(accountId === null ? {} : { AccountId: accountId }),
  };
  return succeed({ text: `${JSON.stringify(answer)}\n`, json: answer });
}
