import { succeed } from '../shared/result.ts';
import { type Answer, refusals } from './aws-refusal.ts';
import { type Caller, userOf } from './caller.ts';
import { codeOfStep, stepAt } from './totp.ts';

/** Steps of 30 s that a device's clock may be off by. */
const allowedDrift = 1;

/** Checks codes, and remembers those used: each opens one door only. */
export class MfaVerifier {
  readonly #used = new Set<string>();

  /** The moment of verification, or null when the request says nothing of MFA. */
  verify(
    caller: Caller,
    serialNumber: string | undefined,
    tokenCode: string | undefined,
    now: number,
  ): Answer<number | null> {
    if (serialNumber === undefined && tokenCode === undefined) {
      return succeed(null);
    }
    if (serialNumber === undefined || tokenCode === undefined) {
      return refusals.accessDenied(
        'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
      );
    }
    const device = userOf(caller)?.mfaDevices?.find((own) => own.serialNumber === serialNumber);
    if (device === undefined) {
      return refusals.accessDenied(
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      );
    }
    const current = stepAt(now);
    for (let step = current - allowedDrift; step <= current + allowedDrift; step += 1) {
      const use = `${serialNumber} ${step}`;
      if (codeOfStep(device.seed, step) === tokenCode && !this.#used.has(use)) {
        this.#used.add(use);
        return succeed(now);
      }
    }
    return refusals.accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
  }
}
