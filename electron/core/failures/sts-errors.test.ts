import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../shared/error-text.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { en } from '../../../shared/words/en/index.ts';
import { type StsFailure, stsError } from './sts-errors.ts';

const failure = (name: string, message = '', status: number | null = 400): StsFailure => ({
  name,
  message,
  status,
  requestId: 'c6104cbe-af31-11e0-8154-cbc7ccf896c7',
  region: 'ap-east-1',
});

const cases: readonly (readonly [name: string, message: string, status: number, code: ErrorCode])[] = [
  [
    'AccessDenied',
    'User: arn:aws:iam::1:user/a is not authorized to perform: sts:AssumeRole',
    403,
    'sts-access-denied',
  ],
  ['AccessDeniedException', '', 403, 'sts-access-denied'],
  [
    'AccessDenied',
    'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    403,
    'sts-mfa-code-wrong',
  ],
  [
    'AccessDenied',
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    403,
    'sts-mfa-code-wrong',
  ],
  [
    'ValidationError',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    400,
    'sts-duration-over-maximum',
  ],
  [
    'ValidationError',
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    400,
    'sts-duration-over-chaining-limit',
  ],
  ['ValidationError', '1 validation error detected: Value at roleArn failed', 400, 'sts-validation'],
  ['MissingParameter', '', 400, 'sts-validation'],
  ['ExpiredToken', 'The security token included in the request is expired', 403, 'sts-expired-token'],
  ['ExpiredTokenException', '', 400, 'sts-expired-token'],
  ['MalformedPolicyDocument', 'Syntax errors in policy.', 400, 'sts-malformed-policy'],
  ['MalformedPolicyDocumentException', '', 400, 'sts-malformed-policy'],
  [
    'PackedPolicyTooLargeException',
    'Packed size of session tags consumes 143%',
    400,
    'sts-packed-policy-too-large',
  ],
  ['PackedPolicyTooLarge', '', 400, 'sts-packed-policy-too-large'],
  ['RegionDisabledException', 'STS is not activated in this region', 403, 'sts-region-disabled'],
  ['IDPRejectedClaimException', '', 403, 'sts-idp-rejected-claim'],
  ['InvalidIdentityTokenException', '', 400, 'sts-invalid-identity-token'],
  ['IDPCommunicationErrorException', '', 400, 'sts-idp-communication'],
  [
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    403,
    'sts-invalid-client-token',
  ],
  ['UnrecognizedClientException', '', 403, 'sts-invalid-client-token'],
  [
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match',
    403,
    'sts-signature-mismatch',
  ],
  [
    'SignatureDoesNotMatch',
    'Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z (20260101T011500Z - 15 min.)',
    403,
    'sts-clock-skew',
  ],
  [
    'SignatureDoesNotMatch',
    'Signature not yet current: 20260101T010000Z is still later than',
    403,
    'sts-clock-skew',
  ],
  ['RequestTimeTooSkewed', '', 403, 'sts-clock-skew'],
  ['RequestExpired', '', 400, 'sts-clock-skew'],
  ['Throttling', 'Rate exceeded', 400, 'sts-throttled'],
  ['ThrottlingException', '', 400, 'sts-throttled'],
  ['RequestLimitExceeded', '', 503, 'sts-throttled'],
  ['TooManyRequestsException', '', 429, 'sts-throttled'],
  ['Unknown', 'Unknown', 429, 'sts-throttled'],
  ['InternalFailure', '', 500, 'sts-server-error'],
  ['ServiceUnavailable', '', 503, 'sts-server-error'],
  ['Unknown', 'Unknown', 502, 'sts-server-error'],
  ['OptInRequired', 'The AWS Access Key Id needs a subscription for the service', 403, 'sts-unknown'],
  ['NotFound', '', 404, 'sts-unknown'],
];

describe('an error of STS', () => {
  it.each(cases)('%s “%s” (%i) is %s', (name, message, status, code) => {
    expect(stsError(failure(name, message, status)).code).toBe(code);
  });

  it('that nobody knows yet stays readable', () => {
    const error = stsError(failure('BrandNewException', 'Something new happened.'));
    expect(error).toEqual({
      code: 'sts-unknown',
      params: {
        awsCode: 'BrandNewException',
        detail: 'Something new happened.',
        requestId: 'c6104cbe-af31-11e0-8154-cbc7ccf896c7',
        status: '400',
      },
    });
    expect(explain(error, en)).toMatchObject({
      what: 'AWS answered BrandNewException.',
      detail: 'Something new happened.',
    });
  });

  it('about what a sign-in gave is not one about the caller', () => {
    const old = failure('ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance');
    expect(stsError(old, 'AssumeRoleWithSAML')).toEqual({ code: 'saml-assertion-expired', params: {} });
    expect(stsError(old, 'AssumeRole')).toMatchObject({ code: 'sts-expired-token' });
    expect(explain(stsError(old, 'AssumeRole'), en).what).toContain('credentials');
    expect(explain(stsError(old, 'AssumeRoleWithWebIdentity'), en).what).toContain('identity provider');
  });

  it.each([
    ['AssumeRole', /external id/],
    ['AssumeRoleWithSAML', /SAML provider/],
    ['AssumeRoleWithWebIdentity', /identity provider/],
    ['GetFederationToken', /sts:GetFederationToken/],
    ['AssumeRoot', /sts:AssumeRoot/],
  ])('%s that is denied has a next step of its own', (action, next) => {
    expect(explain(stsError(failure('AccessDenied', 'No.', 403), action), en).next).toMatch(next);
  });

  it('names the Region that is switched off', () => {
    expect(explain(stsError(failure('RegionDisabledException')), en).what).toContain('ap-east-1');
  });

  it('quotes no signature and no token', () => {
    const token = 'IQoJb3JpZ2luX2VjEJr'.repeat(20);
    const quoting = `The Canonical String for this request should have been 'POST / x-amz-security-token:${token}'`;
    const header = 'IncompleteSignature: Authorization=AWS4-HMAC-SHA256 Credential=AKIA/x, Signature=abc123';
    for (const name of [
      'SignatureDoesNotMatch',
      'IncompleteSignature',
      'InvalidSignatureException',
      'NewCode',
    ]) {
      const text = JSON.stringify(stsError(failure(name, `${quoting} ${header}`, 403)));
      expect(text).not.toContain(token.slice(0, 40));
      expect(text).not.toContain('abc123');
    }
  });

  it('has printable params of a bounded size, whatever came', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ maxLength: 5_000 }),
        fc.option(fc.integer()),
        (name, message, status) => {
          const { params } = stsError(failure(name, message, status));
          for (const value of Object.values(params)) {
            expect(value).not.toMatch(/\p{Cc}/u);
            expect(value.length).toBeLessThanOrEqual(2_001);
          }
        },
      ),
    );
  });
});
