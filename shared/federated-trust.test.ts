import { describe, expect, it } from 'vitest';
import { samlTrust, webIdentityTrust } from './federated-trust.ts';

const roleArn = 'arn:aws:iam::421098765432:role/team/Deployer';
const statement = (policy: string | null) => JSON.parse(policy ?? 'null')?.Statement[0];

describe('samlTrust', () => {
  it('trusts the provider, for sign-ins that end at AWS', () => {
    const provider = 'arn:aws:iam::421098765432:saml-provider/corp';
    expect(statement(samlTrust(roleArn, provider))).toMatchObject({
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    });
    expect(samlTrust(roleArn, 'corp')).toBeNull();
    expect(samlTrust('', provider)).toBeNull();
  });

  it('knows the audience of the other partitions, and invents none', () => {
    const of = (partition: string) =>
      statement(
        samlTrust(
          `arn:${partition}:iam::421098765432:role/R`,
          `arn:${partition}:iam::421098765432:saml-provider/corp`,
        ),
      ).Condition;
    expect(of('aws-cn')).toEqual({ StringEquals: { 'SAML:aud': 'https://signin.amazonaws.cn/saml' } });
    expect(of('aws-iso')).toBeUndefined();
  });
});

describe('webIdentityTrust', () => {
  const method = { provider: 'issuer', issuer: 'https://idp.example.com/realms/a/', clientId: 'c1' } as const;

  it('names the provider by its issuer, and the client', () => {
    expect(statement(webIdentityTrust(roleArn, method))).toMatchObject({
      Principal: { Federated: 'arn:aws:iam::421098765432:oidc-provider/idp.example.com/realms/a' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'idp.example.com/realms/a:aud': 'c1' } },
    });
  });

  it('knows what IAM has built in', () => {
    expect(
      statement(webIdentityTrust(roleArn, { ...method, issuer: 'https://accounts.google.com' })).Principal,
    ).toEqual({ Federated: 'accounts.google.com' });
    expect(
      statement(webIdentityTrust(roleArn, { ...method, provider: 'www.amazon.com', issuer: '' })),
    ).toMatchObject({
      Principal: { Federated: 'www.amazon.com' },
      Condition: { StringEquals: { 'www.amazon.com:app_id': 'c1' } },
    });
    expect(webIdentityTrust('R', method)).toBeNull();
  });
});
