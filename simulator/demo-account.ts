import type { AssumeRoleRecipe, ProfileDraft } from '../shared/profile.ts';
import type { SimulatedAws } from './account.ts';
import type { PolicyConditions, PolicyDocument } from './policy-document.ts';

/** The built-in demo: an imaginary AWS of three accounts, and a person who works in all of them. */

/** Pattern-valid, and plainly nobody's. */
export const demoAccessKeyId = 'AKIADEMOKEYCUTTR7Q2X';
export const demoSecretAccessKey = 'keycutter/demo/not+a+real+secret+of+AWS1';

export const demoMfaSerial = 'arn:aws:iam::421012345678:mfa/phone';
/** Base32, for `totp()` or any authenticator app. */
export const demoMfaSeed = 'KEYCUTTERDEMOSEEDNOTREAL23456777';

/** What the partner account asks for before it lets anyone in. */
export const demoExternalId = '35e413a2-b7d2-45a3-9126-6fdf4563863d';

const staging = '421012345678';
const production = '421098765432';
const partner = '000011112222';

const demoUser = `arn:aws:iam::${staging}:user/demo`;
const hour = 3600;

export const demoAccount: SimulatedAws = {
  accounts: [
    {
      id: staging,
      users: [
        {
          name: 'demo',
          id: 'AIDADEMOKEYCUTTRUSER2',
          accessKeys: [{ accessKeyId: demoAccessKeyId, secretAccessKey: demoSecretAccessKey }],
          mfaDevices: [{ serialNumber: demoMfaSerial, seed: demoMfaSeed }],
          policies: [
            allow(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], 'arn:aws:iam::*:role/*'),
            allow(
              [
                'iam:CreateAccessKey',
                'iam:DeleteAccessKey',
                'iam:GetAccessKeyLastUsed',
                'iam:ListAccessKeys',
                'iam:UpdateAccessKey',
              ],
              demoUser,
            ),
          ],
        },
      ],
      roles: [
        {
          name: 'deployer',
          id: 'AROADEMOKEYCUTTRDEPL2',
          description: 'Deploys to staging',
          maxSessionDuration: 4 * hour,
          trustPolicy: trust(demoUser),
          policies: [allow(['cloudformation:*', 's3:*', 'iam:GetRole'])],
        },
        {
          name: 'temp-credentials-s3',
          id: 'AROADEMOKEYCUTTRS3TC2',
          description: 'Lends one bucket to people outside',
          maxSessionDuration: 4 * hour,
          trustPolicy: trust(demoUser, {
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
            NumericLessThan: { 'aws:MultiFactorAuthAge': hour },
          }),
          policies: [allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::handoff/*')],
        },
      ],
    },
    {
      id: production,
      roles: [
        {
          name: 'ReadOnly',
          id: 'AROADEMOKEYCUTTRREAD2',
          description: 'Looks at everything, changes nothing',
          maxSessionDuration: 12 * hour,
          trustPolicy: trust(demoUser),
          policies: [allow(['ec2:Describe*', 'iam:Get*', 'iam:List*', 's3:Get*', 's3:List*'])],
        },
        {
          name: 'Billing',
          id: 'AROADEMOKEYCUTTRBILL2',
          description: 'Bills and budgets',
          maxSessionDuration: hour,
          trustPolicy: trust(demoUser),
          policies: [allow(['aws-portal:View*', 'budgets:View*'])],
        },
        {
          name: 'SecurityAudit',
          id: 'AROADEMOKEYCUTTRAUDT2',
          description: 'For the auditors, who have not let this user in',
          maxSessionDuration: hour,
          trustPolicy: trust(`arn:aws:iam::${production}:user/auditor`),
        },
      ],
    },
    {
      id: partner,
      roles: [
        {
          name: 'deployer',
          id: 'AROADEMOKEYCUTTRPART2',
          description: 'Deploys for the partner who knows the external id',
          maxSessionDuration: 4 * hour,
          trustPolicy: trust(demoUser, { StringEquals: { 'sts:ExternalId': demoExternalId } }),
          policies: [allow(['s3:*'])],
        },
      ],
    },
  ],
};

/** Profiles to look around with, all called with the demo access key, whose id in the app is `keyId`. */
export function demoProfiles(keyId: string): readonly ProfileDraft[] {
  const profile = (
    name: string,
    roleArn: string,
    more: Pick<AssumeRoleRecipe, 'region' | 'durationSeconds' | 'externalId' | 'mfaSerial'>,
  ): ProfileDraft => ({
    name,
    recipe: {
      kind: 'assume-role',
      source: { kind: 'access-key', keyId },
      roleArn,
      policyArns: [],
      tags: [],
      transitiveTagKeys: [],
      ...more,
    },
  });
  return [
    profile('prod-readonly', `arn:aws:iam::${production}:role/ReadOnly`, {
      region: 'ap-northeast-2',
      durationSeconds: 12 * hour,
    }),
    profile('staging-deploy', `arn:aws:iam::${staging}:role/deployer`, {
      region: 'eu-central-1',
      durationSeconds: 4 * hour,
    }),
    profile('partner-b-deploy', `arn:aws:iam::${partner}:role/deployer`, {
      region: 'us-east-1',
      durationSeconds: hour,
      externalId: demoExternalId,
    }),
    profile('s3-handoff', `arn:aws:iam::${staging}:role/temp-credentials-s3`, {
      region: 'eu-central-1',
      durationSeconds: hour,
      mfaSerial: demoMfaSerial,
    }),
    profile('audit', `arn:aws:iam::${production}:role/SecurityAudit`, {
      region: 'us-east-1',
      durationSeconds: hour,
    }),
    profile('billing', `arn:aws:iam::${production}:role/Billing`, {
      region: 'us-east-1',
      durationSeconds: hour,
    }),
  ];
}

function allow(actions: readonly string[], resource = '*'): PolicyDocument {
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: resource } };
}

function trust(principal: string, conditions: PolicyConditions = {}): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      Condition: conditions,
    },
  };
}
