import { type AccountRole, defaultMaxSessionDuration, roleArn } from './account.ts';

interface RoleSettings {
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly description: string | undefined;
}

/** What IAM has made of the roles that the account began with. The account itself stays as it was given. */
export class RoleStore {
  readonly #changed = new Map<string, RoleSettings>();

  of(target: AccountRole): RoleSettings {
    const { maxSessionDuration = defaultMaxSessionDuration, description } = target.role;
    return this.#changed.get(roleArn(target)) ?? { maxSessionDuration, description };
  }

  update(target: AccountRole, change: Partial<RoleSettings>): void {
    this.#changed.set(roleArn(target), { ...this.of(target), ...change });
  }
}
