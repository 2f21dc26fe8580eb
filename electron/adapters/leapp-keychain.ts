import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { redactText } from '../core/failures/redact.ts';
import type { SecretCollections } from './secret-collections.ts';

/** Under which keytar keeps Leapp's entries. */
const service = 'Leapp';

/**
 * Reads one of them, where npm's keytar has put it: by these attributes in the Secret Service, as a generic password
 * on macOS (which asks the person whether Keycutter may), as UTF-8 under `SERVICE/ACCOUNT` on Windows.
 * https://github.com/atom/node-keytar/tree/master/src
 *
 * Null: no such entry. Errors: keychain-locked, -unavailable, -failed.
 */
export async function leappPassword(
  account: string,
  collections: Pick<SecretCollections, 'find'> | null,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<Secret | null>> {
  if (collections !== null) return collections.find({ service, account });
  try {
    const { AsyncEntry } = await import('@napi-rs/keyring');
    if (platform !== 'win32') {
      const found = await new AsyncEntry(service, account).getPassword();
      return succeed(found === null ? null : new Secret(found));
    }
    const bytes = await AsyncEntry.withTarget(`${service}/${account}`, service, account).getSecret();
    return succeed(bytes === null ? null : new Secret(Buffer.from(bytes).toString('utf8')));
  } catch (error) {
    const detail = redactText(error instanceof Error ? error.message : String(error)).slice(0, 300);
    return fail(appError('keychain-failed', { detail }));
  }
}
