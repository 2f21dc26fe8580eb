import type { IdentityCenterMethod } from '../../shared/sign-in.ts';
import type { AwsAccount, IamRole, SimulatedAws } from '../../simulator/account.ts';
import { demoAccount } from '../../simulator/demo-account.ts';
import { sampleInstance, sampleStartUrl } from '../../simulator/identity-center/testing/sample-instance.ts';
import type { PolicyConditions, PolicyDocument } from '../../simulator/policy-document.ts';

/** The demo's person and accounts, with more ways between them: a chain of roles, roles behind MFA, Identity Center. */

const own = '421012345678';
const chained = '210000000001';

const personArn = `arn:aws:iam::${own}:user/demo`;
const hour = 3_600;

export function chainRole(name: string): string {
  return `arn:aws:iam::${chained}:role/${name}`;
}

function allow(actions: readonly string[], resource = '*'): PolicyDocument {
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: resource } };
}

function role(
  name: string,
  trusted: string | readonly string[],
  { conditions = {}, ...more }: Partial<IamRole> & { readonly conditions?: PolicyConditions } = {},
): IamRole {
  return {
    name,
    id: `AROA${name.toUpperCase().replaceAll('-', '').padEnd(17, '2')}`,
    trustPolicy: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: trusted },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: conditions,
      },
    },
    policies: [allow(['s3:*', 'sts:AssumeRole'])],
    maxSessionDuration: 12 * hour,
    ...more,
  };
}

const withMfa = { conditions: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

const chainAccount: AwsAccount = {
  id: chained,
  roles: [
    role('hub', personArn),
    role('spoke', chainRole('hub')),
    role('deep', chainRole('spoke')),
    role('other-deep', chainRole('spoke')),
    role('straight', [personArn, chainRole('hub')]),
    role('guarded-one', personArn, withMfa),
    role('guarded-two', personArn, withMfa),
    role('guarded-three', personArn, withMfa),
    role('parent', personArn, withMfa),
    role('child-one', chainRole('parent')),
    role('child-two', chainRole('parent')),
    role('short', personArn, { maxSessionDuration: hour }),
    role('role-owner', personArn, { policies: [allow(['iam:GetRole', 'iam:UpdateRole'])] }),
  ],
};

function withRights(account: AwsAccount): AwsAccount {
  const rights = allow(['sts:GetFederationToken', 'sts:TagSession', 'iam:ListMFADevices', 's3:*']);
  const users = account.users?.map((user) => ({ ...user, policies: [...(user.policies ?? []), rights] }));
  return users === undefined ? account : { ...account, users };
}

/** Of the organization: a user of its management account may act as root of the member. */
export const member = '210000000003';
export const administratorKey = {
  accessKeyId: 'AKIAORGANIZATION22QX',
  secretAccessKey: 'keycutter/organization/not+a+real+secret',
};

const managementAccount: AwsAccount = {
  id: '210000000002',
  users: [
    {
      name: 'administrator',
      id: 'AIDAORGANIZATIONADMN2',
      accessKeys: [administratorKey],
      policies: [allow(['sts:AssumeRoot'])],
    },
  ],
};

/** Of the instance that `waysAccount` has. */
export function identityCenterMethod(change: Partial<IdentityCenterMethod> = {}): IdentityCenterMethod {
  return {
    kind: 'identity-center',
    startUrl: sampleStartUrl,
    region: 'eu-central-1',
    flow: 'browser',
    cliSession: '',
    ...change,
  };
}

/** `identityCenter` may be replaced while the stand-in runs: it is read at every request. */
export function waysAccount(identityCenter = sampleInstance()): {
  -readonly [Part in keyof SimulatedAws]: SimulatedAws[Part];
} {
  return {
    ...demoAccount,
    accounts: [...demoAccount.accounts.map(withRights), chainAccount, managementAccount],
    organization: { managementAccount: managementAccount.id, memberAccounts: [member] },
    identityCenter,
  };
}
