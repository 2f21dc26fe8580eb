import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { Secret } from '../../../shared/secret.ts';
import { FakeClock, settled } from '../testing/fake-clock.ts';
import { AwsTime } from '../time/aws-time.ts';
import type { IdentityCenterGateway, SsoAccount } from '../way-in-ports.ts';
import { listRoles } from './role-listing.ts';
import { FakeIdentityCenter } from './testing/fake-identity-center.ts';

const throttled = appError('identity-center-throttled');

let clock: FakeClock;
let aws: FakeIdentityCenter;
let progress: (readonly [done: number, total: number | null])[];
let cancel: AbortController;
beforeEach(() => {
  clock = new FakeClock();
  aws = new FakeIdentityCenter(clock);
  progress = [];
  cancel = new AbortController();
});

function account(number: number, accountName: string | null): SsoAccount {
  return { accountId: String(number).padStart(12, '0'), accountName, email: null };
}

function start() {
  return listRoles(
    { gateway: aws, clock, awsTime: new AwsTime(clock) },
    {
      region: 'eu-central-1',
      accessToken: new Secret('token'),
      onProgress: ({ done, total }) => progress.push([done, total]),
      signal: cancel.signal,
    },
  );
}

/** Answers when the listing has ended, and with how long it took, ms. */
async function listed() {
  const began = clock.trueTime();
  let ended = false;
  const listing = start().finally(() => {
    ended = true;
  });
  await settled();
  while (!ended) await clock.pass(20);
  return { result: await listing, took: clock.trueTime() - began };
}

describe('the roles of a sign-in', () => {
  it('come from all pages, by account name and role', async () => {
    aws.accounts = [
      [account(3, 'zoo'), account(2, 'team 10')],
      [account(1, 'team 9'), account(4, null)],
    ];
    aws.roles = () => [['ReadOnly', 'Billing'], ['Administrator']];
    const { result } = await listed();
    expect(result.ok && result.value.map(({ accountName, accountId }) => accountName ?? accountId)).toEqual([
      '000000000004',
      'team 9',
      'team 10',
      'zoo',
    ]);
    expect(result.ok && result.value[0]?.roles).toEqual(['Administrator', 'Billing', 'ReadOnly']);
    expect(progress).toEqual([
      [0, null],
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
  });

  it('of 300 accounts come in well under a minute, at most four calls at once', async () => {
    aws.accounts = [0, 1, 2].map((page) =>
      Array.from({ length: 100 }, (_, index) =>
        account(page * 100 + index + 1, `team ${page * 100 + index}`),
      ),
    );
    aws.roles = () => [['A', 'B', 'C', 'D']];
    let [under, most] = [0, 0];
    const inner = aws.listAccountRoles.bind(aws);
    aws.listAccountRoles = async (...call) => {
      under += 1;
      most = Math.max(most, under);
      await new Promise<void>((resolve) => void clock.setTimer(400, resolve));
      under -= 1;
      return inner(...call);
    };
    const { result, took } = await listed();
    expect(result.ok && result.value.flatMap(({ roles }) => roles)).toHaveLength(1_200);
    expect(most).toBe(4);
    expect(took).toBeLessThan(45_000);
  });

  it('wait longer each time AWS asks to slow down, and go on slower', async () => {
    aws.accounts = [[account(1, 'a'), account(2, 'b')]];
    const at: number[] = [];
    const inner = aws.listAccounts.bind(aws);
    aws.listAccounts = (...call) => {
      at.push(clock.trueTime());
      return inner(...call);
    };
    aws.fails('listAccounts', throttled, throttled, throttled);
    const { result } = await listed();
    expect(result.ok).toBe(true);
    const [first = 0, second = 0, third = 0] = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(first).toBeGreaterThanOrEqual(1_000);
    expect(second).toBeGreaterThanOrEqual(2 * first - 100);
    expect(third).toBeGreaterThanOrEqual(2 * second - 100);
  });

  it('count one burst of refusals once', async () => {
    aws.accounts = [[1, 2, 3, 4].map((number) => account(number, `a${number}`))];
    const waiting: (() => void)[] = [];
    const inner = aws.listAccountRoles.bind(aws);
    aws.listAccountRoles = async (...call) => {
      if (waiting.length < 4) {
        const together = new Promise<void>((resolve) => void waiting.push(resolve));
        if (waiting.length === 4) for (const go of waiting) go();
        await together;
      }
      return inner(...call);
    };
    aws.fails('listAccountRoles', throttled, throttled, throttled, throttled);
    const { result, took } = await listed();
    expect(result.ok).toBe(true);
    expect(took).toBeLessThan(3_000);
  });

  it('give up after minutes of it', async () => {
    aws.fails('listAccounts', ...Array<typeof throttled>(50).fill(throttled));
    const { result, took } = await listed();
    expect(result).toMatchObject({ ok: false, error: { code: 'identity-center-throttled' } });
    expect(took).toBeGreaterThan(60_000);
  });

  it('survive a network that fails for a moment, and not one that fails for good', async () => {
    const gone = appError('network-timed-out', { host: 'portal' });
    aws.accounts = [[account(1, 'a')]];
    aws.fails('listAccountRoles', gone, gone);
    expect((await listed()).result.ok).toBe(true);
    aws.fails('listAccounts', gone, gone, gone, gone, gone);
    expect((await listed()).result).toMatchObject({ ok: false, error: { code: 'network-timed-out' } });
  });

  it('are none for an account that is closed meanwhile', async () => {
    aws.accounts = [[account(1, 'a'), account(2, 'b')]];
    aws.fails('listAccountRoles', appError('identity-center-no-access'));
    const { result } = await listed();
    expect(result.ok && result.value.map(({ roles }) => roles)).toEqual([[], ['ReadOnly']]);
  });

  it('end at the first failure that lasts', async () => {
    aws.accounts = [Array.from({ length: 50 }, (_, index) => account(index, `a${index}`))];
    aws.fails('listAccountRoles', appError('sign-in-revoked'));
    const inner = aws.listAccountRoles.bind(aws);
    const reader: Pick<IdentityCenterGateway, 'listAccountRoles'> = {
      // The others are answered only when they are called off.
      async listAccountRoles(region, token, accountId, nextToken, signal) {
        const last = accountId.endsWith('3');
        if (!last) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return inner(region, token, accountId, nextToken);
      },
    };
    Object.assign(aws, reader);
    const { result } = await listed();
    expect(result).toMatchObject({ ok: false, error: { code: 'sign-in-revoked' } });
    expect(aws.calls.length).toBeLessThan(7);
  });

  it('can be called off, and then nothing waits any more', async () => {
    aws.accounts = [Array.from({ length: 50 }, (_, index) => account(index, `a${index}`))];
    const listing = start();
    await clock.pass(1_000);
    const before = aws.calls.length;
    expect(before).toBeGreaterThan(1);
    cancel.abort();
    expect(await listing).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(clock.pendingTimers).toBe(0);
    await clock.pass(60_000);
    expect(aws.calls.length).toBe(before);
  });

  it('end even where the list of pages does not', async () => {
    aws.listAccounts = async () => ({
      result: { ok: true, value: { items: [], nextToken: 'again' } },
      awsTime: null,
    });
    expect((await listed()).result).toMatchObject({ ok: false, error: { code: 'identity-center-refused' } });
  });
});
