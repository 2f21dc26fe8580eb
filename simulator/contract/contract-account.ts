import type { IamRole, SimulatedAws } from '../account.ts';
import type { PolicyConditions, PolicyDocument } from '../policy-document.ts';

/** An imaginary AWS with one role for each rule that the contract tests are about. */

export const home = '111111111111';
export const other = '222222222222';

export const ada = { accessKeyId: 'AKIAADA2222222222222', secretAccessKey: 'secret-of-ada' };
/** May do nothing at all by policies of his own. */
export const bob = { accessKeyId: 'AKIABOB2222222222222', secretAccessKey: 'secret-of-bob' };
/** May do with his own access keys whatever he likes. */
export const cai = { accessKeyId: 'AKIACAI2222222222222', secretAccessKey: 'secret-of-cai' };
/** May do the same with MFA; without it she may only look. */
export const dee = { accessKeyId: 'AKIADEE2222222222222', secretAccessKey: 'secret-of-dee' };
export const inactive = { accessKeyId: 'AKIAOLD2222222222222', secretAccessKey: 'secret-of-old' };
export const root = { accessKeyId: 'AKIAROOT222222222222', secretAccessKey: 'secret-of-root' };

export const adaArn = `arn:aws:iam::${home}:user/people/ada`;
export const adaMfa = {
  serialNumber: `arn:aws:iam::${home}:mfa/ada`,
  seed: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
};
export const bobMfa = {
  serialNumber: `arn:aws:iam::${home}:mfa/bob`,
  seed: 'MFRGGZDFMZTWQ2LKNNWG23TPOA======',
};

const allKeys = [
  'iam:CreateAccessKey',
  'iam:DeleteAccessKey',
  'iam:GetAccessKeyLastUsed',
  'iam:ListAccessKeys',
  'iam:UpdateAccessKey',
];
const allSts = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
const hour = 3600;

export function roleArn(name: string, account = other): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

export const readRolesPolicyArn = 'arn:aws:iam::aws:policy/ReadRoles';

export const contractAccount: SimulatedAws = {
  managedPolicies: { [readRolesPolicyArn]: allow(['iam:GetRole']) },
  accounts: [
    {
      id: home,
      rootAccessKeys: [root],
      disabledRegions: ['ap-east-1'],
      users: [
        {
          name: 'ada',
          path: '/people/',
          id: 'AIDAADA2222222222222',
          accessKeys: [ada, { ...inactive, status: 'Inactive' }],
          mfaDevices: [adaMfa],
          policies: [
            allow(allSts),
            allow(['iam:GetRole'], `arn:aws:iam::${home}:role/*`),
            allow(allKeys, adaArn),
            deny(['sts:AssumeRole'], roleArn('forbidden')),
          ],
        },
        {
          name: 'cai',
          id: 'AIDACAI2222222222222',
          accessKeys: [cai],
          policies: [allow(allKeys, `arn:aws:iam::${home}:user/cai`)],
        },
        {
          name: 'dee',
          id: 'AIDADEE2222222222222',
          accessKeys: [dee],
          policies: [
            allow(allKeys),
            {
              Statement: {
                Effect: 'Deny',
                NotAction: ['sts:GetSessionToken', 'iam:ListAccessKeys'],
                Resource: '*',
                Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
              },
            },
          ],
        },
        { name: 'bob', id: 'AIDABOB2222222222222', accessKeys: [bob], mfaDevices: [bobMfa] },
      ],
      roles: [
        role('names-bob', trust(`arn:aws:iam::${home}:user/bob`)),
        role('names-hub', trust(`arn:aws:iam::${home}:role/hub`)),
        role('leaves-it-to-home', trust(home)),
        role('hub', trust(`arn:aws:iam::${home}:root`), {
          maxSessionDuration: 12 * hour,
          policies: [allow([...allSts, 'iam:GetRole'])],
        }),
      ],
    },
    {
      id: other,
      disabledRegions: ['me-south-1'],
      roles: [
        role('open', trust(home), { maxSessionDuration: 12 * hour, path: '/team/' }),
        role('short', trust(home)),
        role('forbidden', trust(home)),
        role('names-bob', trust(`arn:aws:iam::${home}:user/bob`)),
        role('names-hub', trust(`arn:aws:iam::${home}:role/hub`), { maxSessionDuration: 12 * hour }),
        role('names-nobody', trust(`arn:aws:iam::${home}:user/nobody`)),
        role('denies-ada', {
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: 'sts:*' },
            { Effect: 'Deny', Principal: { AWS: adaArn }, Action: 'sts:AssumeRole' },
          ],
        }),
        role('external-id', trust(home, { StringEquals: { 'sts:ExternalId': 'Partner/7' } })),
        role('external-id-like', trust(home, { StringLike: { 'sts:ExternalId': 'Partner/?' } })),
        role('mfa', trust(home, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
        role('mfa-if-exists', trust(home, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })),
        role('mfa-fresh', trust(home, { NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } })),
        role('named-session', trust(home, { StringLike: { 'sts:RoleSessionName': 'ada-*' } })),
        role('known-source', trust(home, { StringEquals: { 'sts:SourceIdentity': 'ada' } })),
        role('assume-only', trust(home, {}, ['sts:AssumeRole'])),
        role('tagged', trust(home, { StringEquals: { 'aws:RequestTag/team': 'blue' } })),
      ],
    },
  ],
};

function role(name: string, trustPolicy: PolicyDocument, more: Partial<IamRole> = {}): IamRole {
  return { name, id: `AROA${name.toUpperCase()}`, trustPolicy, ...more };
}

function allow(actions: readonly string[], resource = '*'): PolicyDocument {
  return { Statement: { Effect: 'Allow', Action: actions, Resource: resource } };
}

function deny(actions: readonly string[], resource: string): PolicyDocument {
  return { Statement: { Effect: 'Deny', Action: actions, Resource: resource } };
}

function trust(principal: string, conditions: PolicyConditions = {}, actions = allSts): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: principal }, Action: actions, Condition: conditions },
  };
}
