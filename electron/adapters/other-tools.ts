import { homedir } from 'node:os';
import type { Result } from '../../shared/result.ts';
import type { OtherTool } from '../../shared/sign-in-views.ts';
import type { OtherTools } from '../core/way-in-ports.ts';
import { type FoundTool, readAwsVault } from './aws-vault.ts';
import { machineId, readLeapp } from './leapp.ts';
import { leappPassword } from './leapp-keychain.ts';
import { SecretCollections } from './secret-collections.ts';

export interface OtherToolsSurroundings {
  readonly platform?: NodeJS.Platform;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
}

/** What aws-vault and Leapp keep on this machine. Nothing of theirs is changed. */
export class InstalledOtherTools implements OtherTools {
  readonly #platform: NodeJS.Platform;
  readonly #variables: Readonly<Record<string, string | undefined>>;
  readonly #home: string;
  readonly #collections: SecretCollections | null;

  constructor({
    platform = process.platform,
    variables = process.env,
    home = homedir(),
  }: OtherToolsSurroundings = {}) {
    this.#platform = platform;
    this.#variables = variables;
    this.#home = home;
    this.#collections = platform === 'linux' ? new SecretCollections({ environment: variables }) : null;
  }

  read(tool: OtherTool): Promise<Result<FoundTool>> {
    const platform = this.#platform;
    const collections = this.#collections;
    switch (tool) {
      case 'aws-vault':
        return readAwsVault({ platform, variables: this.#variables, home: this.#home, collections });
      case 'leapp':
        return readLeapp({
          home: this.#home,
          machineId: () => machineId(platform),
          password: (account) => leappPassword(account, collections, platform),
        });
    }
  }

  /** For the end of the app. */
  close(): void {
    this.#collections?.close();
  }
}
