import { succeed } from '../../shared/result.ts';
import { refusals } from '../aws-refusal.ts';
import { isTemporary, userOf } from '../caller.ts';
import { constraints, parseDuration, RequestValidation } from '../constraints.ts';
import type { Operation } from '../operation.ts';
import { credentialsXml } from './credentials-xml.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html. No permission is needed. */
export const getSessionToken: Operation = (context) => {
  const { caller, parameters, now, region, sessions, mfa } = context;
  const serialNumber = parameters.get('SerialNumber');
  const tokenCode = parameters.get('TokenCode');
  const duration = parseDuration(parameters.get('DurationSeconds'), 43_200);
  if (!duration.ok) {
    return duration;
  }
  const validation = new RequestValidation();
  validation.range('durationSeconds', duration.value, 900, 129_600);
  validation.optional('serialNumber', serialNumber, constraints.serialNumber);
  validation.optional('tokenCode', tokenCode, constraints.tokenCode);
  const valid = validation.result();
  if (!valid.ok) {
    return valid;
  }
  if (isTemporary(caller)) {
    return refusals.accessDenied('Cannot call GetSessionToken with session credentials');
  }
  if (caller.account.disabledRegions?.includes(region)) {
    return refusals.regionDisabled(caller.account.id);
  }
  const mfaAt = mfa.verify(caller, serialNumber, tokenCode, now);
  if (!mfaAt.ok) {
    return mfaAt;
  }
  // A longer wish of the root user is cut to an hour, not refused.
  const seconds = caller.kind === 'root' ? Math.min(duration.value, 3600) : duration.value;
  const session = {
    kind: 'user-session',
    account: caller.account,
    user: userOf(caller),
    mfaAt: mfaAt.value,
  } as const;
  return succeed({ Credentials: credentialsXml(sessions.issue(session, now, seconds)) });
};
