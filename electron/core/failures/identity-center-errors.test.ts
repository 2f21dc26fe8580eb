import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../shared/error-text.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { en } from '../../../shared/words/en/index.ts';
import {
  type IdentityCenterCall,
  identityCenterError,
  isDeviceCodeExpired,
  isRegistrationRefused,
} from './identity-center-errors.ts';

const client: IdentityCenterCall = { kind: 'client' };
const token = (grant: 'device' | 'code' | 'refresh'): IdentityCenterCall => ({ kind: 'token', grant });
const portal: IdentityCenterCall = { kind: 'portal', account: '111111111111', role: 'ReadOnly' };

function failure(name: string, status: number | null = 400, message = 'Because.') {
  return { name, message, status, requestId: 'an-id', region: 'eu-central-1' };
}

describe('a refusal of Identity Center', () => {
  it.each<[string, number, IdentityCenterCall, ErrorCode]>([
    ['TooManyRequestsException', 429, portal, 'identity-center-throttled'],
    ['Whatever', 429, portal, 'identity-center-throttled'],
    ['SlowDownException', 400, client, 'identity-center-throttled'],
    ['InternalServerException', 500, client, 'sign-in-not-reachable'],
    ['Unknown', 502, portal, 'sign-in-not-reachable'],
    ['UnauthorizedException', 401, portal, 'sign-in-revoked'],
    ['ForbiddenException', 403, portal, 'identity-center-no-access'],
    ['ResourceNotFoundException', 404, portal, 'identity-center-no-access'],
    ['InvalidRequestException', 400, portal, 'identity-center-refused'],
    ['InvalidGrantException', 400, token('refresh'), 'sign-in-revoked'],
    ['InvalidGrantException', 400, token('code'), 'identity-center-refused'],
    ['AccessDeniedException', 400, token('device'), 'sign-in-refused'],
    ['ExpiredTokenException', 400, token('device'), 'identity-center-refused'],
    ['ExpiredTokenException', 400, token('refresh'), 'sign-in-revoked'],
    ['InvalidClientException', 401, token('refresh'), 'identity-center-refused'],
    ['InvalidRequestException', 400, client, 'identity-center-refused'],
  ])('%s (%i) means what it does', (name, status, call, code) => {
    expect(identityCenterError(failure(name, status), call).code).toBe(code);
  });

  it('says when a new registration or a new code would do', () => {
    const [gone, late] = ['InvalidClientException', 'ExpiredTokenException'].map((name) =>
      identityCenterError(failure(name), token('device')),
    );
    expect([gone && isRegistrationRefused(gone), late && isRegistrationRefused(late)]).toEqual([true, false]);
    expect([gone && isDeviceCodeExpired(gone), late && isDeviceCodeExpired(late)]).toEqual([false, true]);
  });

  it('keeps AWS’s reason', () => {
    const error = identityCenterError(failure('InvalidRequestException', 400, 'Invalid issuer URL'), client);
    expect(explain(error, en).what).toContain('Invalid issuer URL');
  });

  it('holds no secret, whatever AWS quotes', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9/+]{60,90}$/);
    fc.assert(
      fc.property(secret, fc.constantFrom(client, token('refresh'), portal), (text, call) => {
        const error = identityCenterError(failure('Other', 400, `token=${text}`), call);
        expect(JSON.stringify(error)).not.toContain(text.slice(0, 40));
      }),
    );
  });
});
