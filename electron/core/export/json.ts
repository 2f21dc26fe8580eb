import { fail, succeed } from '../../../shared/result.ts';
import { sessionVariables } from './environment.ts';
import { expirationText } from './exportable.ts';
import type { FileSyntax } from './file-syntax.ts';
import { refusal } from './refusal.ts';

/**
 * The one line a `credential_process` prints, which other tools read too:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 * It has no place for an endpoint, and without one a demo session's reader would call the real AWS: refused.
 */
export const json: FileSyntax = (exportable) => {
  if (exportable.endpointUrl !== null) {
    return fail({ variable: 'AWS_ENDPOINT_URL', reason: 'endpoint-not-carried' });
  }
  for (const { name, value } of sessionVariables(exportable)) {
    const reason = refusal(value);
    if (reason) return fail({ variable: name, reason });
  }
  const answer = {
    Version: 1,
    AccessKeyId: exportable.accessKeyId,
    SecretAccessKey: exportable.secretAccessKey.reveal(),
    ...(exportable.sessionToken === null ? {} : { SessionToken: exportable.sessionToken.reveal() }),
    ...(exportable.expiresAt === null ? {} : { Expiration: expirationText(exportable.expiresAt) }),
    ...(exportable.accountId === null ? {} : { AccountId: exportable.accountId }),
  };
  return succeed(`${JSON.stringify(answer)}\n`);
};
