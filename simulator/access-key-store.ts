import { type AwsAccount, type IamAccessKey, type IamUser, userArn } from './account.ts';
import { accessKeyLetters, base64, type RandomBytes } from './random-text.ts';

/** Whose keys: a user's, or (`user` null) the account's root user's. */
export interface KeyOwner {
  readonly account: AwsAccount;
  readonly user: IamUser | null;
}

export interface StoredKey extends IamAccessKey {
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms; null: never. */
  readonly lastUsedAt: number | null;
  readonly lastUsedService: string | null;
}

/** Of keys that were there from the start. */
const longAgo = Date.UTC(2020, 0, 1);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const mostKeys = 2;

/** What IAM has made of the access keys that the account began with. The account itself stays as it was given. */
export class AccessKeyStore {
  /**
   * Ms until a new key is known everywhere; until then it is refused like one that never was. AWS takes some seconds:
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
   */
  propagationDelay = 0;
  readonly #random: RandomBytes;
  readonly #changed = new Map<string, readonly StoredKey[]>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  /** Oldest first. */
  of(owner: KeyOwner): readonly StoredKey[] {
    const given = owner.user === null ? (owner.account.rootAccessKeys ?? []) : owner.user.accessKeys;
    return (
      this.#changed.get(nameOf(owner)) ??
      given.map((key) => ({ ...key, createdAt: longAgo, lastUsedAt: null, lastUsedService: null }))
    );
  }

  create(owner: KeyOwner, now: number): StoredKey {
    const created: StoredKey = {
      accessKeyId: `AKIA${accessKeyLetters(this.#random)}`,
      secretAccessKey: base64(this.#random, 30),
      status: 'Active',
      createdAt: Math.floor(now / 1000) * 1000,
      lastUsedAt: null,
      lastUsedService: null,
    };
    this.#changed.set(nameOf(owner), [...this.of(owner), created]);
    return created;
  }

  update(owner: KeyOwner, accessKeyId: string, change: Partial<Omit<StoredKey, 'accessKeyId'>>): void {
    const updated = this.of(owner).map((key) =>
      key.accessKeyId === accessKeyId ? { ...key, ...change } : key,
    );
    this.#changed.set(nameOf(owner), updated);
  }

  remove(owner: KeyOwner, accessKeyId: string): void {
    const kept = this.of(owner).filter((key) => key.accessKeyId !== accessKeyId);
    this.#changed.set(nameOf(owner), kept);
  }

  /** Undefined when a request signed with it would be refused: unknown, inactive, or not known everywhere yet. */
  findUsable(
    accounts: readonly AwsAccount[],
    accessKeyId: string,
    now: number,
  ): { readonly owner: KeyOwner; readonly key: StoredKey } | undefined {
    for (const account of accounts) {
      for (const user of [null, ...(account.users ?? [])]) {
        const owner = { account, user };
        const key = this.of(owner).find((candidate) => candidate.accessKeyId === accessKeyId);
        if (key === undefined) {
          continue;
        }
        const known = key.createdAt === longAgo || now >= key.createdAt + this.propagationDelay;
        return known && key.status !== 'Inactive' ? { owner, key } : undefined;
      }
    }
    return undefined;
  }
}

function nameOf({ account, user }: KeyOwner): string {
  return user === null ? account.id : userArn(account, user);
}
