import { expect, test } from '@playwright/test';
import { explain } from '../shared/error-text.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { AssumeRoleRecipe } from '../shared/profile.ts';
import { en } from '../shared/words/en/index.ts';
import {
  demoExternalId,
  demoMfaSeed,
  demoMfaSerial,
  demoSecretAccessKey,
} from '../simulator/demo-account.ts';
import type { Fault } from '../simulator/faults.ts';
import { codeOfStep, stepAt, totp } from '../simulator/totp.ts';
import { expectFailure, failureOf } from './support/failures.ts';
import { aws, keycutter, newApp, newAws, page, withDesktop } from './support/fresh.ts';
import { answerOf, type GivenKey, givenKey, givenProfile, recipe } from './support/given.ts';
import { assume, row } from './support/steps.ts';

const partnerRole = 'arn:aws:iam::000011112222:role/deployer';
const billingRole = 'arn:aws:iam::421098765432:role/Billing';
const mfaRole = 'arn:aws:iam::421012345678:role/temp-credentials-s3';

withDesktop();

test.beforeEach(async () => {
  await newAws();
  await newApp();
});

const calls = () => aws.calls.filter(({ action }) => action === 'AssumeRole').length;
const isLive = (name: string) => expect(row(page, name)).toHaveAttribute('data-state', 'active');
const retry = (name: string) => page.getByRole('button', { name: `Retry ${name}` }).click();

interface Refusal {
  readonly key?: GivenKey;
  readonly profile?: Partial<AssumeRoleRecipe>;
  readonly code: ErrorCode;
  /** In the row, beside the words of the error. */
  readonly step: 'Edit' | 'Access keys';
  /** What puts it right. */
  readonly mended?: Partial<AssumeRoleRecipe>;
}

const refusals: Readonly<Record<string, Refusal>> = {
  'an access key id that AWS does not know': {
    key: { accessKeyId: 'AKIAUNKNOWNUNKNOWN22' },
    code: 'sts-invalid-client-token',
    step: 'Access keys',
  },
  'a role that does not let this user in': {
    profile: { roleArn: 'arn:aws:iam::421098765432:role/SecurityAudit' },
    code: 'sts-access-denied',
    step: 'Edit',
  },
  'a missing external id': {
    profile: { roleArn: partnerRole },
    code: 'sts-access-denied',
    step: 'Edit',
    mended: { roleArn: partnerRole, externalId: demoExternalId },
  },
  'a wrong external id': {
    profile: { roleArn: partnerRole, externalId: 'not-the-one' },
    code: 'sts-access-denied',
    step: 'Edit',
    mended: { roleArn: partnerRole, externalId: demoExternalId },
  },
  'a duration over the role’s maximum': {
    profile: { roleArn: billingRole, durationSeconds: 43_200 },
    code: 'sts-duration-over-maximum',
    step: 'Edit',
    mended: { roleArn: billingRole, durationSeconds: 3_600 },
  },
};

for (const [what, { key, profile, code, step, mended }] of Object.entries(refusals)) {
  test(`${what} is told in the row, and nothing else is lost`, async () => {
    const keyId = await givenKey(page, key);
    const id = await givenProfile(page, 'refused', recipe(keyId, profile));
    await assume(page, 'refused');

    const error = await failureOf(keycutter, id);
    expect(error.code).toBe(code);
    await expectFailure(page, 'refused', error);
    await expect(row(page, 'refused').getByRole('button', { name: step, exact: true })).toBeVisible();
    expect(calls()).toBe(1);
    const { profiles, accessKeys, activity } = await keycutter.snapshot();
    expect([profiles.length, accessKeys.length]).toEqual([1, 1]);
    expect(activity[0]).toMatchObject({ kind: 'failed', subject: 'refused', error: { code } });

    if (mended === undefined) return;
    await givenProfile(page, 'refused', recipe(keyId, mended), id);
    await page.getByRole('button', { name: 'Assume refused' }).click();
    await isLive('refused');
    expect(calls()).toBe(2);
  });
}

test('a wrong secret is told, and entered again', async () => {
  const keyId = await givenKey(page, { secretAccessKey: `${demoSecretAccessKey.slice(0, -1)}9` });
  const id = await givenProfile(page, 'prod', recipe(keyId));
  await assume(page, 'prod');
  const error = await failureOf(keycutter, id);
  expect(error.code).toBe('sts-signature-mismatch');
  await expectFailure(page, 'prod', error);
  expect(calls()).toBe(1);

  const right = { id: keyId, secretAccessKey: demoSecretAccessKey, keep: 'keychain' } as const;
  answerOf(await page.evaluate((given) => window.keycutter.accessKeys.enterSecret(given), right));
  await retry('prod');
  await isLive('prod');
});

test.describe('MFA', () => {
  const dialog = () => page.getByRole('dialog', { name: 'MFA code for key demo' });
  const enter = async (code: string) => {
    await dialog().getByRole('textbox', { name: 'MFA code' }).fill(code);
    await dialog().getByRole('button', { name: 'Continue' }).click();
  };
  const wrongCode = () => {
    const step = stepAt(aws.clock.now());
    const near = [-2, -1, 0, 1, 2].map((offset) => codeOfStep(demoMfaSeed, step + offset));
    return (
      ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? ''
    );
  };

  test('a wrong code is asked for again, a used one is never sent twice', async () => {
    aws.clock.freeze();
    const keyId = await givenKey(page);
    const needsMfa = recipe(keyId, { roleArn: mfaRole, mfaSerial: demoMfaSerial });
    await givenProfile(page, 'first', needsMfa);
    await givenProfile(page, 'second', needsMfa);
    await assume(page, 'first');
    await enter(wrongCode());
    const refused = explain({ code: 'sts-mfa-code-wrong', params: {} }, en);
    await expect(dialog()).toContainText(refused.what);
    await expect(dialog()).toContainText(refused.next);
    expect(calls()).toBe(1);

    const right = totp(demoMfaSeed, aws.clock.now());
    await enter(right);
    await isLive('first');
    expect(calls()).toBe(2);

    await assume(page, 'second');
    await enter(right);
    const reused = explain({ code: 'mfa-code-reused', params: {} }, en);
    await expect(dialog()).toContainText(reused.what);
    await expect(dialog()).toContainText(reused.next);
    expect(calls()).toBe(2);

    aws.clock.advance(30_000);
    await enter(totp(demoMfaSeed, aws.clock.now()));
    await isLive('second');
    expect(calls()).toBe(3);
  });
});

test.describe('trouble that passes', () => {
  const troubles: Readonly<Record<string, readonly [Fault, ErrorCode]>> = {
    throttling: [{ kind: 'throttling' }, 'sts-throttled'],
    'an error of AWS’s own': [{ kind: 'server-error', status: 503 }, 'sts-server-error'],
  };
  for (const [what, [fault, code]] of Object.entries(troubles)) {
    test(`${what}: waited out, or told when it stays`, async () => {
      const id = await givenProfile(page, 'prod', recipe(await givenKey(page)));
      aws.faults.next(fault, { times: Number.POSITIVE_INFINITY });
      await assume(page, 'prod');
      const error = await failureOf(keycutter, id);
      expect(error.code).toBe(code);
      await expectFailure(page, 'prod', error);
      expect(calls()).toBe(3);

      aws.faults.clear();
      aws.faults.next(fault);
      await retry('prod');
      await isLive('prod');
      expect(calls()).toBe(5);
    });
  }

  test('nobody at the endpoint: told at once, and well again when somebody is', async () => {
    const id = await givenProfile(page, 'prod', recipe(await givenKey(page)));
    await aws.close();
    await assume(page, 'prod');
    const error = await failureOf(keycutter, id);
    expect(error).toMatchObject({ code: 'network-unreachable', params: { host: `127.0.0.1:${aws.port}` } });
    await expectFailure(page, 'prod', error);

    await newAws({ port: aws.port });
    await retry('prod');
    await isLive('prod');
  });
});

test.describe('an endpoint that never answers', () => {
  test('is called off at once', async () => {
    await givenProfile(page, 'prod', recipe(await givenKey(page)));
    const hang = aws.faults.next({ kind: 'hang' });
    await assume(page, 'prod');
    await hang.met;
    await page.getByRole('button', { name: 'Cancel prod' }).click();
    await expect(page.getByRole('button', { name: 'Assume prod' })).toBeVisible();
    expect(aws.calls.map(({ outcome }) => outcome)).toEqual(['held']);
    const { sessions, activity } = await keycutter.snapshot();
    expect(sessions[0]).toMatchObject({ state: 'idle', error: null });
    expect(activity.some(({ kind }) => kind === 'failed')).toBe(false);

    await assume(page, 'prod');
    await isLive('prod');
    expect(calls()).toBe(2);
  });

  test('is given up in the end', async () => {
    const id = await givenProfile(page, 'prod', recipe(await givenKey(page)));
    aws.faults.next({ kind: 'hang' }, { times: Number.POSITIVE_INFINITY });
    await assume(page, 'prod');
    const error = await failureOf(keycutter, id, 40_000);
    expect(error.code).toBe('network-timed-out');
    await expectFailure(page, 'prod', error);

    aws.faults.clear();
    await retry('prod');
    await isLive('prod');
  });
});
