import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityEntry } from '../../../shared/activity-views.ts';
import { appError } from '../../../shared/errors.ts';
import type { Slices } from '../../../shared/views.ts';
import { redact } from '../failures/redact.ts';
import { testFacts } from '../testing/fake-system.ts';
import { testProfile, testSession, testSnapshot, testStatus } from '../testing/test-snapshot.ts';
import { type DiagnosticsSource, diagnosticsText } from './diagnostics.ts';

const now = Date.UTC(2026, 4, 4, 9, 30);

function report(slices: Partial<Slices>, given: Partial<DiagnosticsSource> = {}): string {
  return diagnosticsText({
    now,
    facts: testFacts,
    slices: testSnapshot(slices),
    logLines: [],
    withAccounts: false,
    ...given,
  });
}

const failure = (error: ActivityEntry['error'], subject = 'prod'): ActivityEntry => ({
  id: 'a1',
  at: now,
  kind: 'failed',
  subject,
  detail: '',
  error,
});

describe('a report', () => {
  it('says what is needed to look into a fault', () => {
    const text = report(
      {
        profiles: [testProfile('one'), testProfile('two')],
        sessions: [testSession('one', { state: 'active' })],
        activity: [
          failure(appError('sts-access-denied', { detail: 'User: arn:aws:iam::123456789012:user/jo' })),
        ],
        status: { ...testStatus, keychain: 'locked', keychainProblem: appError('keychain-locked') },
      },
      {
        logLines: [
          '{"at":"2026-05-04T09:00:00.000Z","level":"warn","event":"notice","code":"sts-throttled"}',
        ],
      },
    );
    for (const part of [
      'Keycutter 0.0.0-test',
      'Electron 45.0.0, Chromium 150.0.0, Node.js 24.0.0',
      'Debian GNU/Linux 12, Linux 6.1.0, x64',
      'Desktop: XFCE; session: x11',
      'Keychain: locked (keychain-locked)',
      'Profiles: 2 (assume-role 2)',
      'Sessions: 1 (active 1)',
      'failed (sts-access-denied)',
      '2026-05-04T09:00:00.000Z warn notice {"code":"sts-throttled"}',
      'stsEndpointUrl: empty',
    ])
      expect(text).toContain(part);
  });

  it('has the newest lines of the log', () => {
    const logLines = Array.from({ length: 300 }, (_, number) => `{"event":"round","number":${number}}`);
    const text = report({}, { logLines });
    expect(text).toContain('"number":299');
    expect(text).not.toContain('"number":99}');
  });

  it('puts one placeholder for one thing, so that lines can still be compared', () => {
    const logLines = [
      '{"event":"one","account":"123456789012"}',
      '{"event":"two","account":"210987654321"}',
      '{"event":"three","account":"123456789012"}',
    ];
    const text = report({}, { logLines });
    expect(text).toContain('one {"account":"account-1"}');
    expect(text).toContain('two {"account":"account-2"}');
    expect(text).toContain('three {"account":"account-1"}');
  });

  it('shows accounts where the person has ticked that, and nobody by name all the same', () => {
    const logLines = [
      '{"event":"x","arn":"arn:aws:iam::123456789012:role/Reader","key":"AKIAIOSFODNN7EXAMPLE","by":"jo@corp.example","path":"/home/mina/.aws/config"}',
    ];
    const text = report({}, { logLines, withAccounts: true });
    expect(text).toContain('arn:aws:iam::123456789012:role/Reader');
    expect(text).toContain('AKIAIOSFODNN7EXAMPLE');
    expect(text).not.toContain('jo@corp.example');
    expect(text).toContain('"path":"~/.aws/config"');
  });

  it('names no company by a host, be it of AWS, and no host that was not reached', () => {
    const message = [
      'https://corp-production.signin.aws.amazon.com/console https://corp-logs.s3.eu-west-1.amazonaws.com/x',
      'getaddrinfo ENOTFOUND login.corp.example connect ECONNREFUSED 10.20.30.40:3128',
      'https://eu-west-1.signin.aws.amazon.com/ https://sts.eu-west-1.amazonaws.com/',
      'getaddrinfo EAI_AGAIN sts.us-east-1.amazonaws.com connect ECONNREFUSED 127.0.0.1:9',
    ].join(' | ');
    const logLines = [JSON.stringify({ level: 'warn', event: 'x', message })];
    for (const withAccounts of [true, false]) {
      const text = report({}, { logLines, withAccounts });
      expect(text).not.toMatch(/corp|10\.20/);
      expect(text).toContain('https://eu-west-1.signin.aws.amazon.com/');
      expect(text).toContain('https://sts.eu-west-1.amazonaws.com/');
      expect(text).toContain('EAI_AGAIN sts.us-east-1.amazonaws.com connect ECONNREFUSED 127.0.0.1:9');
    }
  });

  it('tells whether an endpoint is set, and not which', () => {
    const settings = {
      ...testSnapshot().settings,
      stsEndpointUrl: 'https://sts.internal.corp.example',
      httpsProxy: 'http://proxy.corp.example:3128',
      caBundlePath: '/home/mina/corp-root.pem',
    };
    const text = report({ settings }, { withAccounts: true });
    expect(text).toContain('httpsProxy: set');
    expect(text).not.toMatch(/corp/);
  });
});

/** Planted wherever text of others can come from; the ids in forms in which they are written. */
const planted = fc.record({
  account: fc.stringMatching(/^[1-9]\d{11}$/),
  keyId: fc.stringMatching(/^(?:AKIA|ASIA)[A-Z2-7]{16}$/),
  secret: fc.stringMatching(/^[A-Za-z0-9]{38}\/\+$/),
  token: fc.stringMatching(/^[a-z][A-Z][0-9][A-Za-z0-9_-]{40}$/),
  role: fc.stringMatching(/^[A-Z][a-z]{4,8}Role$/),
  mail: fc.stringMatching(/^[a-z]{3,8}\.[a-z]{3,8}@[a-z]{4,9}\.example$/),
  name: fc.stringMatching(/^zq[a-z]{4,10}-[a-z]{3,9}$/),
});
type Planted = typeof planted extends fc.Arbitrary<infer Value> ? Value : never;

function sentences({ account, keyId, secret, token, role, mail, name }: Planted): readonly string[] {
  const arn = `arn:aws:sts::${account}:assumed-role/${role}/${mail}`;
  return [
    `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${account}:role/${role}`,
    `https://signin.aws.amazon.com/switchrole?account=${account}&roleName=x`,
    `account ${account}, again ${account}; ${account.replace(/(\d{4})(\d{4})(\d{4})/, '$1-$2-$3')}`,
    `key ${keyId} of ${mail} (${encodeURIComponent(mail)})`,
    `aws_secret_access_key=${secret}`,
    `SecretAccessKey: "${secret}"`,
    `Authorization: Bearer ${token}`,
    `token ${token} of ${name}`,
    `open '/home/mina/.aws/${name}': no such file, mina on minas-laptop`,
    `Error\n    at read (/home/mina/src/${name}.ts:1:1)`,
  ];
}

describe('whatever is planted in names, logs and errors', () => {
  const private_ = ({ secret, token, mail, name }: Planted) => [
    secret,
    token,
    mail,
    name,
    '/home/mina',
    'minas-laptop',
  ];
  const ofAccounts = ({ account, keyId, role }: Planted) => [account, keyId, role];

  const textOf = (given: Planted, withAccounts: boolean) => {
    const texts = sentences(given);
    const errors = texts.map((detail) => appError('sts-unknown', { detail, name: given.name }));
    const logLines = texts.flatMap((text, number) => [
      // As the log writes it, and as a line would be that nobody could parse.
      JSON.stringify({ ...Object(redact({ text, nested: { deep: [text] }, [text]: number })), event: text }),
      text,
      JSON.stringify({ account: Number(given.account) }),
    ]);
    return report(
      {
        profiles: [testProfile('p1', { name: given.name })],
        activity: errors.map((error) => failure(error, given.name)),
        sessions: errors.map((error) => testSession('p1', { error, accessKeyId: given.keyId })),
        status: { ...testStatus, notices: errors.map((error, id) => ({ id: `${id}`, error })) },
      },
      { logLines, withAccounts },
    );
  };

  it('a report holds no secret, account, key id, role, e-mail, name, home folder or machine', () => {
    fc.assert(
      fc.property(planted, (given) => {
        const text = textOf(given, false);
        for (const canary of [...private_(given), ...ofAccounts(given)]) expect(text).not.toContain(canary);
        expect(text).not.toMatch(/\bmina\b/);
      }),
      { numRuns: 200 },
    );
  });

  it('one with accounts holds those, and still no secret and nobody’s name', () => {
    fc.assert(
      fc.property(planted, (given) => {
        const text = textOf(given, true);
        for (const canary of private_(given)) expect(text).not.toContain(canary);
        expect(text).toContain(given.account);
        expect(text).toContain(given.keyId);
      }),
      { numRuns: 100 },
    );
  });
});
