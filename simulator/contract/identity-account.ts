import type { SimulatedAws } from '../account.ts';
import type { PolicyConditions, PolicyDocument } from '../policy-document.ts';
import { createSigningKeys } from '../testing/self-signed-certificate.ts';
import { createWebIdentityKey } from '../testing/web-identity.ts';

/** An imaginary AWS that lets people in by identity providers, and an organization. */

export const workload = '333333333333';
export const management = '444444444444';
export const member = '555555555555';

export const samlKeys = createSigningKeys();
/** What the provider will sign with next: both certificates are known. */
export const nextSamlKeys = createSigningKeys();
export const entityId = 'https://idp.example.com/metadata';
export const providerArn = `arn:aws:iam::${workload}:saml-provider/corp`;
export const otherProviderArn = `arn:aws:iam::${workload}:saml-provider/partner`;

export const issuer = 'https://login.example.com/tenant';
export const oidcProviderArn = `arn:aws:iam::${workload}:oidc-provider/login.example.com/tenant`;
export const clientId = 'keycutter';
export const rsaKey = createWebIdentityKey('RS256', 'rsa');
export const ecKey = createWebIdentityKey('ES256', 'ec');
export const googleKey = createWebIdentityKey('RS256', 'google');

export const broker = { accessKeyId: 'AKIABROKER2222222222', secretAccessKey: 'secret-of-broker' };
/** May do everything but lend anything out. */
export const clerk = { accessKeyId: 'AKIACLERK22222222222', secretAccessKey: 'secret-of-clerk' };
export const workloadRoot = { accessKeyId: 'AKIAROOT333333333333', secretAccessKey: 'secret-of-root3' };
export const memberKey = { accessKeyId: 'AKIAMEMBER2222222222', secretAccessKey: 'secret-of-member' };
export const managementRoot = { accessKeyId: 'AKIAROOT444444444444', secretAccessKey: 'secret-of-root4' };
export const admin = { accessKeyId: 'AKIAADMIN22222222222', secretAccessKey: 'secret-of-admin' };

export const readBucketArn = 'arn:aws:iam::aws:policy/ReadBucket';

const hour = 3600;

export function roleArn(name: string, account = workload): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

const saml = ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'];
const web = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'];
const signInPage = { StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' } };
const forClient = { StringEquals: { 'login.example.com/tenant:aud': clientId } };

export const identityAccount: SimulatedAws = {
  managedPolicies: { [readBucketArn]: allow(['s3:GetObject'], 'arn:aws:s3:::lent/*') },
  publicOidcProviders: [{ issuer: 'https://accounts.google.com', keys: [googleKey.publicJwk] }],
  accessTokens: [
    {
      providerId: 'www.amazon.com',
      token: 'Atza|good',
      userId: 'amzn1.account.X',
      applicationId: 'amzn1.app',
    },
    { providerId: 'www.amazon.com', token: 'Atza|bad', userId: 'u', applicationId: 'a', state: 'rejected' },
    { providerId: 'graph.facebook.com', token: 'EAAgood', userId: '4711', applicationId: 'fb-app' },
    {
      providerId: 'graph.facebook.com',
      token: 'EAAgone',
      userId: 'u',
      applicationId: 'a',
      state: 'unreachable',
    },
  ],
  organization: { managementAccount: management, memberAccounts: [member, workload] },
  accounts: [
    {
      id: workload,
      rootAccessKeys: [workloadRoot],
      disabledRegions: ['ap-east-1'],
      samlProviders: [
        {
          name: 'corp',
          entityId,
          certificates: [samlKeys.certificate, nextSamlKeys.certificate],
        },
        { name: 'partner', entityId: 'https://partner.example.com', certificates: [samlKeys.certificate] },
      ],
      oidcProviders: [{ issuer, clientIds: [clientId, 'second'], keys: [rsaKey.publicJwk, ecKey.publicJwk] }],
      users: [
        {
          name: 'broker',
          id: 'AIDABROKER2222222222',
          accessKeys: [broker],
          mfaDevices: [
            { serialNumber: `arn:aws:iam::${workload}:mfa/broker`, seed: 'GEZDGNBVGY3TQOJQ' },
            { serialNumber: 'GAHT12345678', seed: 'MFRGGZDFMZTWQ2LK' },
          ],
          policies: [
            allow(['sts:GetFederationToken', 'sts:TagSession', 's3:*', 'sts:AssumeRole']),
            allow(['iam:ListMFADevices'], `arn:aws:iam::${workload}:user/broker`),
            allow(['iam:GetRole', 'iam:UpdateRole'], `arn:aws:iam::${workload}:role/*`),
          ],
        },
        { name: 'clerk', id: 'AIDACLERK22222222222', accessKeys: [clerk], policies: [allow(['s3:*'])] },
      ],
      roles: [
        role('corp', trust(providerArn, saml, signInPage), { maxSessionDuration: 12 * hour }),
        role('corp-short', trust(providerArn, saml, signInPage)),
        role('partner', trust(otherProviderArn, saml)),
        role('only-bo', trust(providerArn, saml, { StringEquals: { 'saml:sub': 'bo' } })),
        role('by-issuer', trust(providerArn, saml, { StringEquals: { 'saml:iss': entityId } })),
        role('untagged', trust(providerArn, ['sts:AssumeRoleWithSAML'])),
        role('AWSReservedSSO_Read_0123456789abcdef', trust(providerArn, saml)),
        role('web', trust(oidcProviderArn, web, forClient), { maxSessionDuration: 12 * hour }),
        role(
          'web-sub',
          trust(oidcProviderArn, web, { StringLike: { 'login.example.com/tenant:sub': 'ada-*' } }),
        ),
        role(
          'google',
          trust('accounts.google.com', web, { StringEquals: { 'accounts.google.com:aud': 'g1' } }),
        ),
        role(
          'amazon',
          trust('www.amazon.com', web, { StringEquals: { 'www.amazon.com:app_id': 'amzn1.app' } }),
        ),
        role('facebook', trust('graph.facebook.com', web)),
        role('next', {
          Statement: { Effect: 'Allow', Principal: { AWS: workload }, Action: 'sts:*' },
        }),
        {
          ...role('AWSReservedSSO_Admin_fedcba9876543210', trust(providerArn, saml)),
          path: '/aws-reserved/sso.amazonaws.com/',
        },
      ],
    },
    {
      id: management,
      rootAccessKeys: [managementRoot],
      users: [
        {
          name: 'admin',
          id: 'AIDAADMIN22222222222',
          accessKeys: [admin],
          policies: [allow(['sts:AssumeRoot'], `arn:aws:iam::${member}:root`), allow(['s3:*'])],
        },
      ],
    },
    {
      id: member,
      disabledRegions: ['me-south-1'],
      rootAccessKeys: [{ accessKeyId: 'AKIAROOT555555555555', secretAccessKey: 'secret-of-root5' }],
      users: [
        {
          name: 'admin',
          id: 'AIDAMEMBER2222222222',
          accessKeys: [memberKey],
          policies: [allow(['sts:AssumeRoot'])],
        },
      ],
    },
  ],
};

function role(
  name: string,
  trustPolicy: PolicyDocument,
  more: { readonly maxSessionDuration?: number } = {},
) {
  const policies = [allow(['s3:*', 'sts:AssumeRole', 'iam:UpdateRole', 'iam:GetRole'])];
  return { name, id: `AROA${name.toUpperCase()}`, trustPolicy, policies, ...more };
}

function allow(actions: readonly string[], resource = '*'): PolicyDocument {
  return { Statement: { Effect: 'Allow', Action: actions, Resource: resource } };
}

function trust(
  provider: string,
  actions: readonly string[],
  conditions: PolicyConditions = {},
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: actions,
      Condition: conditions,
    },
  };
}
