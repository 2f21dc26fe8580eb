import { Secret as Key, TOTP, URI } from 'otpauth';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import type { OneTimeCode, OneTimeCodes } from '../core/way-in-ports.ts';

/** Bytes. The six digits of a code are base32 too, and the likeliest thing to be entered by mistake. */
const shortestSeed = 10;
/** Seconds. */
const longestPeriod = 86_400;

/** The port; loaded with its library when a first code is made. */
export class TimeBasedCodes implements OneTimeCodes {
  async readSeed(text: Secret): Promise<Result<Secret>> {
    return readSeed(text);
  }

  async code(seed: Secret, at: number): Promise<OneTimeCode> {
    return codeAt(seed, at);
  }
}

/** A seed is kept as an otpauth:// address: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function readSeed(text: Secret): Result<Secret> {
  try {
    const otp = parse(text.reveal().trim());
    if (otp === null || otp.secret.bytes.length < shortestSeed || otp.period > longestPeriod) {
      return fail(appError('mfa-seed-unreadable'));
    }
    // Without its label and issuer, which no code depends on.
    const { secret, algorithm, digits, period } = otp;
    return succeed(new Secret(new TOTP({ secret, algorithm, digits, period }).toString()));
  } catch {
    return fail(appError('mfa-seed-unreadable'));
  }
}

/** Of a seed that `readSeed` made. */
export function codeAt(seed: Secret, at: number): OneTimeCode {
  const otp = parse(seed.reveal());
  if (otp === null) throw new Error('This seed was not read by readSeed.');
  const period = otp.period * 1_000;
  return { code: otp.generate({ timestamp: at }), validUntil: (Math.floor(at / period) + 1) * period };
}

/** Null: a kind whose codes do not come with time. Throws where it is nothing of the sort. */
function parse(text: string): TOTP | null {
  if (/^otpauth:/i.test(text)) {
    const otp = URI.parse(withoutSpaces(text));
    return otp instanceof TOTP ? otp : null;
  }
  // Shown in groups of four, and typed as it is read.
  return new TOTP({ secret: Key.fromBase32(text.replace(/[\s-]/g, '')) });
}

/** Some write the secret within the address in groups, too. */
function withoutSpaces(uri: string): string {
  return uri.replace(/([?&]secret=)([^&]*)/i, (_all, name: string, secret: string) => {
    return name + secret.replace(/%20|[\s+-]/g, '');
  });
}
