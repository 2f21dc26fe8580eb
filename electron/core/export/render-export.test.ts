import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFormats, type ShellFormat } from '../../../shared/export-formats.ts';
import { Secret } from '../../../shared/secret.ts';
import { sectionName } from './credentials-file.ts';
import { type ExportOptions, environmentOf, renewingEnvironmentOf } from './environment.ts';
import type { Exportable, RenewingExportable } from './exportable.ts';
import { isShellFormat, shellSyntaxes } from './formats.ts';
import { renderExport, renderRenewingExport, renderUnset } from './render-export.ts';
import { hostileExamples, hostileValue } from './testing/hostile.ts';

const session: Exportable = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: new Secret('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
  sessionToken: new Secret('IQoJb3JpZ2luX2VjE+abc/def=='),
  expiresAt: Date.UTC(2031, 0, 2, 3, 4, 5, 678),
  region: 'ap-northeast-2',
  accountId: '012345678901',
  profileName: 'prod',
  endpointUrl: null,
};
const demo: Exportable = { ...session, endpointUrl: 'http://127.0.0.1:4242' };
const renewing: RenewingExportable = {
  ...session,
  url: 'http://127.0.0.1:4242/credentials/prod',
  token: new Secret('secret-token'),
  sectionName: 'keycutter-ap-northeast-2',
};
const formats = exportFormats.map((format) => format.id);
const shells = formats.filter(isShellFormat);

/** Written out, not taken from the code: each decides who an SDK is, where, or what a prompt shows. */
const namesEitherWay = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SESSION_EXPIRATION',
  'AWS_CREDENTIAL_SCOPE',
  'AWS_CREDENTIAL_FILE',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCOUNT_ID',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_STS',
  'KEYCUTTER_PROFILE',
];

function text(format: (typeof formats)[number], exportable = session, options: ExportOptions = {}): string {
  const rendered = renderExport(format, exportable, options);
  if (!rendered.ok) throw new Error(`${format} refused: ${JSON.stringify(rendered.error)}`);
  return rendered.value.text.reveal();
}

function withValue(value: string): Exportable {
  return { ...session, sessionToken: new Secret(value) };
}

describe('renderExport', () => {
  it.each(formats)('renders an AWS session for %s without a control character but newlines', (format) => {
    expect(text(format)).toMatch(/[^\n]\n$/);
    expect(text(format)).not.toMatch(/[^\n\P{Cc}]/u);
  });

  it('says the expiry in UTC with whole seconds, rounded down', () => {
    expect(text('bash')).toContain(" export AWS_CREDENTIAL_EXPIRATION='2031-01-02T03:04:05Z'\n");
    expect(text('bash')).toContain(" export AWS_SESSION_EXPIRATION='2031-01-02T03:04:05Z'\n");
  });

  it('clears a stale account id when none is known', () => {
    expect(text('bash', { ...session, accountId: null })).toMatch(/^ unset .*\bAWS_ACCOUNT_ID\b/);
    expect(text('bash')).not.toMatch(/^ unset .*\bAWS_ACCOUNT_ID\b/);
    expect(text('dotenv', { ...session, accountId: null })).not.toContain('AWS_ACCOUNT_ID');
  });

  it("removes a demo's endpoint unless told that it is the person's own", () => {
    expect(text('bash')).toMatch(/^ unset .*\bAWS_ENDPOINT_URL AWS_ENDPOINT_URL_STS\b/);
    expect(text('bash', session, { endpointVariables: 'keep' })).not.toContain('AWS_ENDPOINT_URL');
    expect(renderUnset('bash').text).toContain('AWS_ENDPOINT_URL');
    expect(renderUnset('bash', { endpointVariables: 'keep' }).text).not.toContain('AWS_ENDPOINT_URL');
  });

  it('sends a demo session to the demo, and nothing switches that off', () => {
    const rendered = text('bash', demo, { endpointVariables: 'keep' });
    expect(rendered).toContain(" export AWS_ENDPOINT_URL='http://127.0.0.1:4242'\n");
    expect(rendered).toContain(" export AWS_ENDPOINT_URL_STS='http://127.0.0.1:4242'\n");
    expect(rendered).toMatch(/^ unset .*\bAWS_IGNORE_CONFIGURED_ENDPOINT_URLS\b/);
  });

  it('refuses a demo session as JSON, which has no place for its endpoint', () => {
    const refused = { format: 'json', variable: 'AWS_ENDPOINT_URL', reason: 'endpoint-not-carried' };
    expect(renderExport('json', demo)).toEqual({
      ok: false,
      error: { code: 'export-value-unsupported', params: refused },
    });
  });

  it.each(formats)('refuses for %s what no format carries, and names only the variable', (format) => {
    for (const value of ['a\nb', 'a\u0000b', 'a\u001b[31mb', 'a\ud800b', 'a\u2028b', '']) {
      const rendered = renderExport(format, withValue(value));
      expect(rendered).toMatchObject({
        ok: false,
        error: { params: { format, variable: 'AWS_SESSION_TOKEN' } },
      });
      expect(Object.keys(rendered.ok ? {} : rendered.error.params)).toEqual(['format', 'variable', 'reason']);
    }
  });

  it.each([
    ['cmd', '%', 'percent-sign'],
    ['cmd', 'a!b', 'exclamation-mark'],
    ['cmd', 'a"b', 'double-quote'],
    ['cmd', 'é', 'not-ascii'],
    ['cmd', 'x'.repeat(8192), 'too-long'],
    ['dotenv', "a'b", 'single-quote'],
    ['dotenv', 'a\\b', 'backslash'],
    ['dotenv', 'a$b', 'dollar-sign'],
    ['credentials-file', ' a', 'surrounding-space'],
    ['credentials-file', 'a #b', 'comment-mark'],
    ['credentials-file', '; a', 'comment-mark'],
    ['credentials-file', 'é', 'not-ascii'],
  ] as const)('%s refuses %j: %s', (format, value, reason) => {
    expect(renderExport(format, withValue(value))).toMatchObject({
      ok: false,
      error: { params: { reason } },
    });
  });

  it('leaves the profile’s name out where it cannot be carried', () => {
    const named = { ...session, profileName: '운영' };
    expect(text('bash', named)).toContain(" export KEYCUTTER_PROFILE='운영'\n");
    expect(text('cmd', named)).toContain('set "KEYCUTTER_PROFILE="\n');
    expect(text('dotenv', named)).not.toContain('KEYCUTTER_PROFILE');
  });

  it('serves an access key itself without a session’s variables', () => {
    const longTerm = { ...session, sessionToken: null, expiresAt: null };
    expect(text('bash', longTerm)).toMatch(/^ unset AWS_SESSION_TOKEN .*AWS_CREDENTIAL_EXPIRATION/);
    expect(text('bash', longTerm)).not.toContain('export AWS_SESSION_TOKEN');
    expect(text('credentials-file', longTerm)).not.toContain('aws_session_token');
    expect(Object.keys(JSON.parse(text('json', longTerm)))).toEqual([
      'Version',
      'AccessKeyId',
      'SecretAccessKey',
      'AccountId',
    ]);
  });

  it('never shows a secret when printed', () => {
    const rendered = renderExport('bash', session);
    expect(JSON.stringify(rendered)).not.toContain('wJalr');
    expect(String(rendered.ok && rendered.value.text)).toBe('[redacted]');
  });

  it.each(shells)('puts no secret into the unset lines of %s, and every name that is set', (format) => {
    const unset = renderUnset(format).text;
    for (const { set } of [environmentOf(demo), renewingEnvironmentOf(renewing)]) {
      for (const { name } of set) expect(unset).toMatch(new RegExp(`\\b${name}\\b`));
    }
    expect(unset).not.toMatch(/ASIA|wJalr|IQoJ|2031|ap-no|0123|http|secret-token/);
  });

  it.each(shells)('keeps every hostile value of %s on its line', (format) => {
    const lines = text(format).split('\n').length;
    fc.assert(
      fc.property(hostileValue, (value) => {
        const rendered = renderExport(format, withValue(value));
        fc.pre(rendered.ok);
        expect(rendered.value.text.reveal().split('\n')).toHaveLength(lines);
      }),
    );
  });
});

describe('environments', () => {
  it.each([
    ['by value', environmentOf(session)],
    ['by value in the demo', environmentOf(demo)],
    ['of an access key itself', environmentOf({ ...session, sessionToken: null, expiresAt: null })],
    ['renewing', renewingEnvironmentOf(renewing)],
    ['renewing without a known account', renewingEnvironmentOf({ ...renewing, accountId: null })],
  ])('%s: each name is either set or cleared', (_name, { set, clear }) => {
    const names = [...set.map(({ name }) => name), ...clear];
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(namesEitherWay));
  });

  it('leaves AWS_ENDPOINT_URL alone when told so, and always its switch but in the demo', () => {
    const keep = { endpointVariables: 'keep' } as const;
    expect(environmentOf(session, keep).clear).not.toContain('AWS_ENDPOINT_URL');
    expect(renewingEnvironmentOf(renewing, keep).clear).not.toContain('AWS_ENDPOINT_URL');
    expect(environmentOf(session).clear).not.toContain('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS');
    expect(environmentOf(demo).clear).toContain('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS');
  });
});

describe('renderRenewingExport', () => {
  it.each(shells)('carries the token and no other secret for %s, and prints neither', (format) => {
    const rendered = renderRenewingExport(format, renewing);
    if (!rendered.ok) throw new Error(JSON.stringify(rendered.error));
    expect(rendered.value.text.reveal()).toContain('secret-token');
    expect(rendered.value.text.reveal()).not.toMatch(/ASIA|wJalr|IQoJ/);
    expect(JSON.stringify(rendered)).not.toContain('secret-token');
  });

  it('names only the variable that a format cannot carry', () => {
    expect(renderRenewingExport('cmd', { ...renewing, token: new Secret('50%') })).toEqual({
      ok: false,
      error: {
        code: 'export-value-unsupported',
        params: { format: 'cmd', variable: 'AWS_CONTAINER_AUTHORIZATION_TOKEN', reason: 'percent-sign' },
      },
    });
  });
});

describe('files', () => {
  it('writes .env lines bare when any reader understands them so, else in single quotes', () => {
    expect(text('dotenv')).toContain('AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjE+abc/def==\n');
    expect(text('dotenv', withValue('a b#c'))).toContain("AWS_SESSION_TOKEN='a b#c'\n");
  });

  it('writes docker env files literally', () => {
    expect(text('docker-env-file', withValue(`'a "b" $c#`))).toContain(`\nAWS_SESSION_TOKEN='a "b" $c#\n`);
  });

  it('writes JSON as one credential_process line', () => {
    expect(text('json').trimEnd()).not.toContain('\n');
    expect(JSON.parse(text('json'))).toEqual({
      Version: 1,
      AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      SessionToken: 'IQoJb3JpZ2luX2VjE+abc/def==',
      Expiration: '2031-01-02T03:04:05Z',
      AccountId: '012345678901',
    });
  });

  it.each([
    ['prod', 'prod'],
    ['team/prod@eu+1.x:y%', 'team/prod@eu+1.x:y%'],
    ['a b', 'a-b'],
    ['profile x', 'profile-x'],
    ['x]\n[default', 'x-default'],
    ['-rf #;', 'rf'],
  ])('names the section for %j %s, and says so', (profileName, expected) => {
    const rendered = renderExport('credentials-file', { ...session, profileName });
    expect(rendered).toMatchObject({ ok: true, value: { sectionName: expected } });
    expect(text('credentials-file', { ...session, profileName }).split('\n')[0]).toBe(`[${expected}]`);
  });

  it.each(['운영', '', '...', 'DEFAULT', '__proto__', 'constructor'])(
    'gives %j a stand-in name',
    (profileName) => {
      expect(sectionName(profileName)).toMatch(/^keycutter-[0-9a-f]{8}$/);
    },
  );

  it('never lets a name out of its brackets', () => {
    fc.assert(
      fc.property(hostileValue, (name) => {
        expect(sectionName(name)).toMatch(/^[\w@+.%:/-]+$/);
      }),
    );
  });
});

/**
 * Readers written from the published rules, for the shells that only run on Windows. Each gives back what the shell
 * would store, or null when the line means something else.
 */
const singleQuotes = /['‘’‚‛]/;

function powershellReads(line: string): string | null {
  const units = /^\$Env:AWS_SESSION_TOKEN = -join \[char\[\]\]\(([\d,]+)\)$/.exec(line)?.[1];
  if (units !== undefined) return String.fromCharCode(...units.split(',').map(Number));
  const opening = /^\$Env:AWS_SESSION_TOKEN = '/.exec(line)?.[0];
  if (opening === undefined) return null;
  let value = '';
  for (let at = opening.length; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (singleQuotes.test(character)) {
      if (!singleQuotes.test(line.charAt(at + 1))) return at === line.length - 1 ? value : null;
      at += 1;
    }
    value += line.charAt(at);
  }
  return null;
}

function cmdReads(line: string, delayedExpansion: boolean): string | null {
  if (line.includes('%') || line.length > 8191) return null;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && '&|<>^()'.includes(character)) return null;
  }
  if (delayedExpansion && line.includes('!')) return null;
  return /^set "AWS_SESSION_TOKEN=(.*)"$/.exec(line)?.[1] ?? null;
}

function lineOf(format: ShellFormat, value: string): string | null {
  const syntax = shellSyntaxes[format];
  return syntax.refusal(value) === null ? syntax.set({ name: 'AWS_SESSION_TOKEN', value }) : null;
}

describe('the shells of Windows, by their published rules', () => {
  const examples = hostileExamples.map((value): [string] => [value]);

  it('PowerShell reads back every value', () => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        const line = lineOf('powershell', value);
        if (line === null) expect(value).toMatch(/^$|[\p{Cc}\u2028\u2029]|\p{Surrogate}/u);
        else expect(powershellReads(line)).toBe(value);
        // A program's output arrives in the code page of the day.
        if (line !== null) expect(line).toMatch(/^\p{ASCII}*$/u);
      }),
      { examples, numRuns: 1000 },
    );
  });

  it('cmd reads back every value that is not refused, with delayed expansion off and on', () => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        const line = lineOf('cmd', value);
        if (line === null) return;
        expect(cmdReads(line, false)).toBe(value);
        expect(cmdReads(line, true)).toBe(value);
      }),
      { examples, numRuns: 1000 },
    );
  });

  it('cmd carries what AWS issues, and the signs it protects by quotes', () => {
    expect(lineOf('cmd', 'IQoJ/+==&|<>^() \\')).toBe('set "AWS_SESSION_TOKEN=IQoJ/+==&|<>^() \\"');
  });

  it('removes variables quietly', () => {
    expect(renderUnset('powershell').text).toContain(
      'Remove-Item Env:AWS_SESSION_TOKEN -ErrorAction Ignore\n',
    );
    expect(renderUnset('cmd').text).toContain('set "AWS_SESSION_TOKEN="\n');
  });
});
