import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { fail } from '../../shared/result.ts';
import { hashedMachineId } from './leapp.ts';
import { itemsIn, openWorkspace } from './leapp-workspace.ts';

const noKey = async () => fail(appError('access-key-secret-missing', { name: '' }));
const roleArn = 'arn:aws:iam::123456789012:role/Ops';

function itemsOf(sessions: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) {
  return itemsIn({ _defaultRegion: 'eu-west-1', _sessions: sessions, ...more }, noKey);
}

const user = {
  sessionId: 'u',
  sessionName: 'user',
  type: 'awsIamUser',
  region: 'us-east-1',
  mfaDevice: 'arn:mfa',
};

describe('Leapp’s file', () => {
  /** By another hand: `printf '{"_sessions":[]}' | openssl enc -aes-256-cbc -md md5 -salt -a -A -pass pass:…`. */
  const passphrase = hashedMachineId('0123456789ABCDEF0123456789abcdef\n');
  const written = 'U2FsdGVkX18eNhx/wprJUAzPQFJgHetBd3vusPPuH0l3tHKfyQPSGZB7/o30iBUI';

  it('is opened with the machine’s id', () => {
    expect(passphrase).toMatch(/^[0-9a-f]{64}$/);
    expect(openWorkspace(written, passphrase)).toEqual({ ok: true, value: { _sessions: [] } });
    expect(openWorkspace(`${written}\n`, passphrase)).toMatchObject({ ok: true });
  });

  it('is opened with no other', () => {
    expect(openWorkspace(written, 'x')).toMatchObject({ error: { code: 'other-tool-unreadable' } });
  });

  it('never throws, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.uint8Array().map(salted)), (text) => {
        expect(openWorkspace(text, 'x').ok).toBe(false);
      }),
    );
  });
});

function salted(bytes: Uint8Array): string {
  return Buffer.concat([Buffer.from('Salted__'), bytes]).toString('base64');
}

describe('Leapp’s sessions', () => {
  it('of an IAM user are a key and a session of it', () => {
    expect(itemsOf([user])).toMatchObject([
      { id: 'key:u', becomes: 'access-key', take: { kind: 'access-key' } },
      {
        id: 'u',
        becomes: 'session-token',
        take: { sourceId: 'key:u', region: 'us-east-1', mfaSerial: 'arn:mfa' },
      },
    ]);
  });

  it('of a role are called with the user’s key and its device, or with the session before', () => {
    const role = {
      sessionId: 'r',
      sessionName: 'ops',
      type: 'awsIamRoleChained',
      region: '',
      roleArn,
      parentSessionId: 'u',
      roleSessionName: 'assumed-from-leapp',
    };
    const next = { ...role, sessionId: 'n', parentSessionId: 'r', roleSessionName: 'ada' };
    const orphan = { ...role, sessionId: 'o', parentSessionId: 'gone' };
    expect(itemsOf([user, role, next, orphan]).slice(2)).toMatchObject([
      {
        id: 'r',
        about: roleArn,
        take: {
          kind: 'assume-role',
          sourceId: 'key:u',
          region: 'eu-west-1',
          mfaSerial: 'arn:mfa',
          roleSessionName: null,
        },
      },
      { id: 'n', take: { sourceId: 'r', mfaSerial: null, roleSessionName: 'ada' } },
      { id: 'o', becomes: null, take: null, problem: { code: 'other-tool-unreadable' } },
    ]);
  });

  it('of a federated role begin at its identity provider', () => {
    const idpArn = 'arn:aws:iam::123456789012:saml-provider/Corp';
    const federated = {
      sessionId: 'f',
      sessionName: 'saml',
      type: 'awsIamRoleFederated',
      region: 'us-east-1',
      roleArn,
      idpArn,
      idpUrlId: 'i',
    };
    const idpUrls = { _idpUrls: [{ id: 'i', url: 'https://idp.example/start' }] };
    expect(itemsOf([federated], idpUrls)).toMatchObject([
      {
        becomes: 'assume-role-with-saml',
        take: { startUrl: 'https://idp.example/start', roleArn, principalArn: idpArn },
      },
    ]);
    expect(itemsOf([federated])).toMatchObject([{ becomes: null, take: null }]);
  });

  it('of Identity Center are named after account and role', () => {
    const sso = {
      sessionId: 's',
      sessionName: 'prod',
      type: 'awsSsoRole',
      region: 'us-east-1',
      roleArn: 'arn:aws:iam::123456789012/ReadOnly',
      awsSsoConfigurationId: 'c',
    };
    const integrations = {
      _awsSsoIntegrations: [{ id: 'c', portalUrl: 'https://corp.awsapps.com/start', region: 'eu-west-2' }],
    };
    expect(itemsOf([sso], integrations)).toMatchObject([
      {
        name: 'prod/ReadOnly',
        take: {
          kind: 'identity-center',
          startUrl: 'https://corp.awsapps.com/start',
          ssoRegion: 'eu-west-2',
          accountId: '123456789012',
          roleName: 'ReadOnly',
        },
      },
    ]);
    expect(itemsOf([{ ...sso, roleArn: 'x' }], integrations)).toMatchObject([{ take: null }]);
  });

  it('of other clouds are named, and no more', () => {
    expect(itemsOf([{ sessionId: 'a', sessionName: 'azure', type: 'azure' }])).toMatchObject([
      { name: 'azure', becomes: null, take: null, problem: { params: { tool: 'Leapp' } } },
    ]);
  });

  it('are read from whatever JSON there is, without a throw', () => {
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          sessionId: fc.oneof(fc.constantFrom('a', 'b', ''), fc.jsonValue()),
          sessionName: fc.oneof(fc.constant('n'), fc.jsonValue()),
          type: fc.oneof(
            fc.constantFrom('awsIamUser', 'awsIamRoleChained', 'awsIamRoleFederated', 'awsSsoRole'),
            fc.jsonValue(),
          ),
          parentSessionId: fc.oneof(fc.constantFrom('a', 'b'), fc.jsonValue()),
          roleArn: fc.jsonValue(),
          idpUrlId: fc.oneof(fc.constant('i'), fc.jsonValue()),
          awsSsoConfigurationId: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ _sessions: fc.array(odd), _idpUrls: fc.jsonValue() })),
        (json) => {
          const items = itemsIn(json, noKey);
          expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
          for (const { take, problem } of items) expect((take === null) === (problem !== null)).toBe(true);
        },
      ),
    );
  });
});
