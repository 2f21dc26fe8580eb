import type { CommandInput } from '../../../shared/ipc-contract.ts';
import type { AssumeRoleRecipe, IdentityCenterRecipe, Recipe } from '../../../shared/profile.ts';
import type { Result } from '../../../shared/result.ts';
import type { IdentityCenterMethod, OidcMethod, SamlMethod, SignInMethod } from '../../../shared/sign-in.ts';
import type { SessionView } from '../../../shared/views.ts';
import type { Keycutter } from '../keycutter.ts';
import type { KeycutterPorts } from '../keycutter-ports.ts';
import { settled } from './fake-clock.ts';
import { expectValue, TestBench, testRecipe, window } from './fake-ports.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const serial = 'arn:aws:iam::111122223333:mfa/phone';

export const samlMethod: SamlMethod = {
  kind: 'saml',
  by: 'window',
  startUrl: 'https://idp.example/start',
  command: '',
  remember: false,
};

export const oidcMethod: OidcMethod = {
  kind: 'oidc',
  provider: 'issuer',
  issuer: 'https://idp.example',
  clientId: 'keycutter',
  scopes: 'openid',
  redirectPort: null,
  redirectHost: '127.0.0.1',
  redirectPath: '/callback',
};

export const identityCenterMethod: IdentityCenterMethod = {
  kind: 'identity-center',
  startUrl: 'https://d-1234567890.awsapps.com/start',
  region: 'eu-central-1',
  flow: 'browser',
  cliSession: '',
};

export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

/** The core on fakes, with a person at the window and programs behind it. */
export class World {
  readonly bench = new TestBench();
  keycutter!: Keycutter;
  keyId = '';

  static async begin(overrides: Partial<KeycutterPorts> = {}): Promise<World> {
    const world = new World();
    world.keycutter = await world.bench.start(overrides);
    world.keyId = await world.addKey('work', 'AKIAIOSFODNN7EXAMPLE');
    return world;
  }

  get sts() {
    return this.bench.sts;
  }

  get now() {
    return this.keycutter.snapshots.current();
  }

  get handlers() {
    return this.keycutter.handlers;
  }

  async restart(): Promise<void> {
    await this.keycutter.stop();
    this.keycutter = await this.bench.start();
    await settled();
  }

  async addKey(name: string, accessKeyId: string): Promise<string> {
    const added = await this.handlers.accessKeys.add(
      { name, accessKeyId, secretAccessKey: 'x'.repeat(40), keep: 'keychain' },
      window(),
    );
    return expectValue(added).id;
  }

  tryProfile(name: string, recipe: Recipe, id?: string): Promise<Result<string>> {
    return this.handlers.profiles.save({ id, draft: { name, recipe } }, window());
  }

  async profile(name: string, recipe: Recipe, id?: string): Promise<string> {
    return expectValue(await this.tryProfile(name, recipe, id));
  }

  role(name: string, overrides: Partial<AssumeRoleRecipe> = {}, id?: string): Promise<string> {
    return this.profile(name, roleRecipe(this.keyId, name, overrides), id);
  }

  /** Each is called with the one before, the first with the key. */
  async chain(...names: readonly string[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const name of names) {
      const before = ids.at(-1);
      ids.push(await this.role(name, before === undefined ? {} : from(before)));
    }
    return ids;
  }

  sessionToken(name: string, durationSeconds = 43_200, mfaSerial: string | null = serial) {
    const source = { kind: 'access-key', keyId: this.keyId } as const;
    return this.profile(name, {
      kind: 'session-token',
      source,
      region: 'eu-central-1',
      durationSeconds,
      ...(mfaSerial === null ? {} : { mfaSerial }),
    });
  }

  async signIn(method: SignInMethod, name: string = method.kind): Promise<string> {
    return expectValue(await this.handlers.signIns.save({ draft: { name, method } }, window()));
  }

  samlProfile(name: string, signInId: string, roleArn = 'arn:aws:iam::111122223333:role/deployer') {
    return this.profile(name, {
      kind: 'assume-role-with-saml',
      source: { kind: 'sign-in', signInId },
      roleArn,
      principalArn: 'arn:aws:iam::111122223333:saml-provider/idp',
      region: 'eu-central-1',
      durationSeconds: 3_600,
      policyArns: [],
    });
  }

  oidcProfile(name: string, signInId: string) {
    return this.profile(name, {
      kind: 'assume-role-with-web-identity',
      source: { kind: 'sign-in', signInId },
      roleArn: `arn:aws:iam::111122223333:role/${name}`,
      region: 'eu-central-1',
      durationSeconds: 3_600,
      policyArns: [],
    });
  }

  ssoProfile(name: string, signInId: string, overrides: Partial<IdentityCenterRecipe> = {}) {
    return this.profile(name, {
      kind: 'identity-center',
      source: { kind: 'sign-in', signInId },
      accountId: '111122223333',
      roleName: name,
      region: 'eu-central-1',
      ...overrides,
    });
  }

  /** As the person in the window. */
  assume(profileId: string, durationSeconds?: number, signal?: AbortSignal): Promise<Result<SessionView>> {
    return this.handlers.sessions.assume({ profileId, durationSeconds }, window(signal));
  }

  /** As a program that is not willing to wait. */
  serve(profileId: string, waitMs = 0, signal: AbortSignal = new AbortController().signal) {
    return this.keycutter.serving.serve(profileId, { client: 'process', waitMs, signal });
  }

  /** So many programs, a hundred at a time; what they were answered. */
  async polls(profileId: string, count: number): Promise<ReadonlySet<string>> {
    const answers = new Set<string>();
    for (let left = count; left > 0; left -= 100) {
      const asked = Array.from({ length: Math.min(left, 100) }, () => this.serve(profileId));
      for (const answer of await Promise.all(asked)) answers.add(codeOf(answer));
    }
    await settled();
    return answers;
  }

  session(profileId: string): SessionView | undefined {
    return this.now.sessions.find((session) => session.profileId === profileId);
  }

  stateOf(profileId: string): string {
    return this.session(profileId)?.state ?? 'idle';
  }

  async enterCode(code: string): Promise<Result<undefined>> {
    await settled();
    const answer = await this.handlers.mfa.submit(
      { promptId: this.now.prompt?.id ?? 'none', code },
      window(),
    );
    await settled();
    return answer;
  }

  async dismissCode(): Promise<void> {
    await settled();
    await this.handlers.mfa.dismiss({ promptId: this.now.prompt?.id ?? 'none' }, window());
    await settled();
  }

  /** An answer to the sign-in prompt that is shown. */
  async prompt(command: 'proceed' | 'cancel' | 'copyAddress'): Promise<Result<undefined>> {
    await settled();
    const promptId = this.now.signInPrompt?.id ?? 'none';
    const answer = await this.handlers.signIns[command]({ promptId }, window());
    await settled();
    return answer;
  }

  handOff(wanted: Partial<CommandInput<'sessions', 'handOff'>> & { readonly profileId: string }) {
    return this.handlers.sessions.handOff(
      { recipient: 'jo', durationSeconds: 3_600, policyArns: [], format: 'bash', ...wanted },
      window(),
    );
  }

  activity(kind: string): number {
    return this.now.activity.filter((entry) => entry.kind === kind).length;
  }
}

export function roleRecipe(keyId: string, name: string, overrides: Partial<AssumeRoleRecipe> = {}) {
  return testRecipe(keyId, { roleArn: `arn:aws:iam::111122223333:role/${name}`, ...overrides });
}

export function from(profileId: string): Partial<AssumeRoleRecipe> {
  return { source: { kind: 'profile', profileId } };
}
