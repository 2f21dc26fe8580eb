import { parseRoleArn } from '../../../shared/aws-limits.ts';
import { appError } from '../../../shared/errors.ts';
import type { CommandInput } from '../../../shared/ipc-contract.ts';
import type { Profile, ProfileDraft, Recipe } from '../../../shared/profile.ts';
import { profileNameFrom } from '../../../shared/profile-name-template.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { SignIn } from '../../../shared/sign-in.ts';
import type { NewProfilesOutcome, SignInRole, SignInView } from '../../../shared/sign-in-views.ts';
import type { Clock } from '../ports.ts';
import { FreeNames } from '../profiles/free-names.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Asking } from '../prompts/asker.ts';
import type { Journal } from '../reminders/journal.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { IdentityCenterGateway, SamlRole } from '../way-in-ports.ts';
import { listRoles, type SsoAccountRoles } from './role-listing.ts';
import type { SignIns } from './sign-ins.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly signIns: SignIns;
  readonly gateway: IdentityCenterGateway;
  readonly journal: Journal;
}

/** A role that was found, and what a profile of it is made from. */
interface Found {
  readonly role: SignInRole;
  readonly recipe: (region: string, durationSeconds: number) => Recipe;
}

type Acting = Asking & { readonly signal: AbortSignal };
type Creation = CommandInput<'signIns', 'createProfiles'>;

/** The roles that a sign-in opens, and profiles made of many at once. */
export class SignInRoles {
  readonly #deps: Dependencies;
  /** What was found last, by sign-in: profiles are made from that. */
  readonly #found = new Map<string, readonly Found[]>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Errors: sign-in-not-found, sign-in-wrong-kind, and those of signing in and of listing; cancelled. */
  async list(id: string, asking: Acting): Promise<Result<readonly SignInRole[]>> {
    const signIn = this.#deps.registry.signIn(id);
    if (signIn === null) return fail(appError('sign-in-not-found'));
    const found = await this.#find(signIn, asking);
    if (!found.ok) return found;
    this.#found.set(id, found.value);
    return succeed(found.value.map(({ role }) => role));
  }

  /** Of roles that were listed. Errors: sign-in-not-found, storage-write-failed. */
  createProfiles({ id, roles, name, region, durationSeconds }: Creation): Result<NewProfilesOutcome> {
    const { registry, journal } = this.#deps;
    const signIn = registry.signIn(id);
    if (signIn === null) return fail(appError('sign-in-not-found'));
    const listed = this.#found.get(id) ?? [];
    const wanted = new Set(roles.map(({ account, role }) => `${account} ${role}`));
    const chosen = listed.filter(({ role }) => wanted.has(`${role.account} ${role.role}`));
    const there = this.#profilesByRole(id);

    const names = new FreeNames(registry.profiles);
    const drafts = chosen
      .filter(({ role }) => !there.has(`${role.account} ${role.role}`))
      .map(({ role, recipe }): ProfileDraft => {
        const free = names.take(profileNameFrom(name, role));
        return { name: free, recipe: recipe(region, durationSeconds) };
      });
    const saved = registry.addProfiles(drafts);
    if (!saved.ok) return saved;
    const { added, failed } = saved.value;
    if (added.length > 0) journal.record('imported', signIn.name, `${added.length}`);
    return succeed({ created: added.length, skipped: chosen.length - drafts.length, failed });
  }

  async #find(signIn: SignIn, asking: Acting): Promise<Result<readonly Found[]>> {
    switch (signIn.method.kind) {
      case 'saml': {
        const assertion = await this.#deps.signIns.assertion(signIn.id, null, asking);
        if (!assertion.ok) return assertion;
        const there = this.#profilesByRole(signIn.id);
        return succeed(assertion.value.roles.flatMap((role) => ofSaml(signIn.id, role, there)));
      }
      case 'identity-center':
        return this.#ofIdentityCenter(signIn.id, signIn.method.region, asking);
      case 'oidc':
        return fail(appError('sign-in-wrong-kind', { name: signIn.name }));
    }
  }

  async #ofIdentityCenter(id: string, region: string, asking: Acting): Promise<Result<readonly Found[]>> {
    const first = await this.#accounts(id, region, asking);
    // The session may have been ended elsewhere: the tokens are got once more.
    const accounts =
      !first.ok && first.error.code === 'sign-in-revoked' ? await this.#accounts(id, region, asking) : first;
    if (!accounts.ok) return accounts;
    const there = this.#profilesByRole(id);
    return succeed(
      accounts.value.flatMap(({ accountId, accountName, email, roles }) =>
        roles.map((roleName): Found => {
          const profileId = there.get(`${accountId} ${roleName}`)?.id ?? null;
          return {
            role: { account: accountId, accountName, email, role: roleName, roleName, profileId },
            recipe: (profileRegion) => ({
              kind: 'identity-center',
              source: { kind: 'sign-in', signInId: id },
              accountId,
              roleName,
              region: profileRegion,
            }),
          };
        }),
      ),
    );
  }

  async #accounts(id: string, region: string, asking: Acting): Promise<Result<readonly SsoAccountRoles[]>> {
    const { signIns, gateway, clock, awsTime } = this.#deps;
    const tokens = await signIns.ssoTokens(id, null, asking);
    if (!tokens.ok) return tokens;
    const { accessToken } = tokens.value;
    const onProgress = (progress: SignInView['listing']) => signIns.showListing(id, progress);
    const accounts = await listRoles(
      { gateway, clock, awsTime },
      { region, accessToken, onProgress, signal: asking.signal },
    ).finally(() => signIns.showListing(id, null));
    if (!accounts.ok && accounts.error.code === 'sign-in-revoked') signIns.outdated(id, tokens.value);
    return accounts;
  }

  /** By `ACCOUNT ROLE`, as the window names them. */
  #profilesByRole(id: string): ReadonlyMap<string, Profile> {
    const found = new Map<string, Profile>();
    for (const profile of this.#deps.registry.profiles) {
      const { recipe } = profile;
      if (recipe.source.kind !== 'sign-in' || recipe.source.signInId !== id) continue;
      if (recipe.kind === 'identity-center') found.set(`${recipe.accountId} ${recipe.roleName}`, profile);
      if (recipe.kind === 'assume-role-with-saml') {
        found.set(`${recipe.roleArn.split(':')[4]} ${recipe.roleArn}`, profile);
      }
    }
    return found;
  }
}

function ofSaml(
  signInId: string,
  { roleArn, principalArn }: SamlRole,
  there: ReadonlyMap<string, Profile>,
): readonly Found[] {
  const parts = parseRoleArn(roleArn);
  if (parts === null) return [];
  const { account, roleName } = parts;
  return [
    {
      role: {
        account,
        accountName: null,
        email: null,
        role: roleArn,
        roleName,
        profileId: there.get(`${account} ${roleArn}`)?.id ?? null,
      },
      recipe: (region, durationSeconds) => ({
        kind: 'assume-role-with-saml',
        source: { kind: 'sign-in', signInId },
        roleArn,
        principalArn,
        region,
        durationSeconds,
        policyArns: [],
      }),
    },
  ];
}
