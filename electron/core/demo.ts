import { type Result, succeed } from '../../shared/result.ts';
import type { DemoAccount, OpenDemoAccount } from './ports.ts';
import type { AccessKeys } from './profiles/access-keys.ts';
import type { Registry } from './profiles/registry.ts';
import type { SessionManager } from './sessions/session-manager.ts';

interface Dependencies {
  readonly open: OpenDemoAccount;
  readonly accessKeys: AccessKeys;
  readonly registry: Registry;
  readonly sessions: SessionManager;
  readonly onClosing: (profileId: string) => void;
  readonly onChanged: () => void;
}

/** The built-in demo account: an AWS stand-in on this machine, with a key and profiles that are never saved. */
export class Demo {
  readonly #deps: Dependencies;
  #account: DemoAccount | null = null;
  #opening: Promise<Result<undefined>> | null = null;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  get isOpen(): boolean {
    return this.#account !== null;
  }

  open(): Promise<Result<undefined>> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async close(): Promise<void> {
    const account = this.#account;
    if (account === null) return;
    const { registry, sessions, accessKeys, onClosing, onChanged } = this.#deps;
    this.#account = null;
    for (const profile of registry.profiles) {
      if (!profile.demo) continue;
      sessions.stop(profile.id);
      onClosing(profile.id);
    }
    accessKeys.removeDemo();
    registry.removeDemo();
    await account.close();
    onChanged();
  }

  async #open(): Promise<Result<undefined>> {
    if (this.#account !== null) return succeed();
    const opened = await this.#deps.open();
    if (!opened.ok) return opened;
    const account = opened.value;
    const key = this.#deps.accessKeys.addDemo({ name: 'demo', ...account.accessKey }, account.endpointUrl);
    if (!key.ok) return key;
    for (const draft of account.profiles(key.value)) {
      this.#deps.registry.saveProfile(undefined, { ...draft, name: this.#freeName(draft.name) });
    }
    this.#account = account;
    this.#deps.onChanged();
    return succeed();
  }

  #freeName(name: string): string {
    const taken = this.#deps.registry.profiles.some((profile) => profile.name === name);
    return taken ? this.#freeName(`${name} (demo)`) : name;
  }
}
