import { appError, isPassing, type ReasonCode } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { StsAnswer } from '../aws-ports.ts';
import type { Clock } from '../ports.ts';
import type { AwsTime } from '../time/aws-time.ts';
import { wait } from '../time/wait.ts';
import type { IdentityCenterGateway, SsoAccount, SsoPage } from '../way-in-ports.ts';
import { CallPacer } from './call-pacer.ts';

/** An account that a token opens, with the names of its permission sets, sorted. */
export interface SsoAccountRoles extends SsoAccount {
  readonly roles: readonly string[];
}

interface RoleListingParts {
  readonly gateway: Pick<IdentityCenterGateway, 'listAccounts' | 'listAccountRoles'>;
  readonly clock: Clock;
  readonly awsTime: AwsTime;
}

interface RoleListingRequest {
  readonly region: string;
  readonly accessToken: Secret;
  /** Accounts whose roles were read so far; `total` is null until all accounts are known. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number | null }) => void;
  readonly signal: AbortSignal;
}

/** Calls under way at once. */
const abreast = 4;
/** Tries of one call that fails for a passing reason other than its pace, and ms before the second. */
const tries = 4;
const pause = 1_000;

/**
 * All accounts and roles of a token, by account name. The portal answers bursts with 429: calls are spread out, and all of
 * them hold still when it says so. An account that is no longer open when its turn comes has no roles. Errors: those of
 * the gateway; identity-center-throttled when minutes of patience did not help.
 */
export async function listRoles(
  parts: RoleListingParts,
  request: RoleListingRequest,
): Promise<Result<readonly SsoAccountRoles[]>> {
  const failed = new AbortController();
  const signal = AbortSignal.any([request.signal, failed.signal]);
  const listing = new Listing(parts, { ...request, signal });
  request.onProgress({ done: 0, total: null });
  const accounts = await listing.accounts();
  if (!accounts.ok) return accounts;

  const total = accounts.value.length;
  const found: SsoAccountRoles[] = [];
  const left = [...accounts.value];
  let failure: Result<never> | null = null;
  request.onProgress({ done: 0, total });
  const work = async () => {
    for (let account = left.shift(); account !== undefined; account = left.shift()) {
      const roles = await listing.roles(account.accountId);
      if (failure !== null) return;
      if (!roles.ok) {
        failure = roles;
        failed.abort();
        return;
      }
      found.push({ ...account, roles: roles.value });
      request.onProgress({ done: found.length, total });
    }
  };
  await Promise.all(Array.from({ length: Math.min(abreast, total) }, work));
  return failure ?? succeed(found.sort(byName));
}

class Listing {
  readonly #parts: RoleListingParts;
  readonly #request: RoleListingRequest;
  readonly #pacer: CallPacer;

  constructor(parts: RoleListingParts, request: RoleListingRequest) {
    this.#parts = parts;
    this.#request = request;
    this.#pacer = new CallPacer(parts.clock);
  }

  async accounts(): Promise<Result<readonly SsoAccount[]>> {
    const { region, accessToken, signal } = this.#request;
    const listed = await this.#pages((nextToken) =>
      this.#parts.gateway.listAccounts(region, accessToken, nextToken, signal),
    );
    if (!listed.ok) return listed;
    // An account may move to another page while they are read.
    return succeed([...new Map(listed.value.map((account) => [account.accountId, account])).values()]);
  }

  async roles(accountId: string): Promise<Result<readonly string[]>> {
    const { region, accessToken, signal } = this.#request;
    const listed = await this.#pages((nextToken) =>
      this.#parts.gateway.listAccountRoles(region, accessToken, accountId, nextToken, signal),
    );
    if (listed.ok) return succeed([...new Set(listed.value)].sort(compare));
    return listed.error.code === 'identity-center-no-access' ? succeed([]) : listed;
  }

  async #pages<Item>(
    read: (nextToken: string | null) => Promise<StsAnswer<SsoPage<Item>>>,
  ): Promise<Result<readonly Item[]>> {
    const items: Item[] = [];
    const seen = new Set<string>();
    for (let nextToken: string | null = null; ; ) {
      const token: string | null = nextToken;
      const page: Result<SsoPage<Item>> = await this.#call(() => read(token));
      if (!page.ok) return page;
      items.push(...page.value.items);
      nextToken = page.value.nextToken;
      if (nextToken === null) return succeed(items);
      if (seen.has(nextToken)) {
        return fail(appError('identity-center-refused', { reason: 'list-endless' satisfies ReasonCode }));
      }
      seen.add(nextToken);
    }
  }

  async #call<Value>(send: () => Promise<StsAnswer<Value>>): Promise<Result<Value>> {
    const { clock, awsTime } = this.#parts;
    const { signal } = this.#request;
    for (let failures = 0; ; ) {
      const turn = await this.#pacer.turn(signal);
      if (turn === null) return fail(appError('cancelled'));
      const answer = await send();
      if (answer.awsTime !== null) awsTime.learn(answer.awsTime);
      if (signal.aborted) return fail(appError('cancelled'));
      const { result } = answer;
      if (result.ok) {
        this.#pacer.answered();
        return result;
      }
      if (result.error.code === 'identity-center-throttled') {
        if (!this.#pacer.throttled(turn)) return result;
        continue;
      }
      failures += 1;
      if (!isPassing(result.error) || failures >= tries) return result;
      await wait(clock, pause * 2 ** (failures - 1), signal);
    }
  }
}

function byName(left: SsoAccountRoles, right: SsoAccountRoles): number {
  return (
    compare(left.accountName ?? left.accountId, right.accountName ?? right.accountId) ||
    compare(left.accountId, right.accountId)
  );
}

const collator = new Intl.Collator('en', { numeric: true });

function compare(left: string, right: string): number {
  return collator.compare(left, right) || (left < right ? -1 : left > right ? 1 : 0);
}
