import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonText } from '../../shared/error-text.ts';
import { Secret } from '../../shared/secret.ts';
import { en } from '../../shared/words/en/index.ts';
import { rolePair, samlResponse, samlResponseXml } from '../../simulator/testing/saml-response.ts';
import { createSigningKeys } from '../../simulator/testing/self-signed-certificate.ts';
import { readSamlResponse } from './saml-reader.ts';

const keys = createSigningKeys();
const at = Date.UTC(2026, 4, 4, 9, 0, 0);
const role = 'arn:aws:iam::123456789012:role/Admin';
const provider = 'arn:aws:iam::123456789012:saml-provider/Corp';
const given = { keys, issuer: 'https://idp.example.com', at, roles: [rolePair(role, provider)] } as const;

const read = (encoded: string) => readSamlResponse(new Secret(encoded));
const readXml = (xml: string) => read(Buffer.from(xml).toString('base64'));
const assertionOf = (result: ReturnType<typeof read>) => {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.params.reason}`);
  return result.value;
};
const reasonOf = (result: ReturnType<typeof read>) =>
  result.ok
    ? 'read'
    : `${result.error.code}: ${reasonText(result.error.params, en) ?? Object.values(result.error.params).join()}`;

/** The least that is read, with a place for more. */
const minimal = (inside: string, status = '') =>
  `<p:Response xmlns:p="p" IssueInstant="2026-05-04T09:00:00Z">${status}<Assertion IssueInstant="2026-05-04T09:00:00.123Z">${inside}</Assertion></p:Response>`;
const roleAttribute = (...values: readonly string[]) =>
  `<AttributeStatement><Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">${values.map((value) => `<AttributeValue>${value}</AttributeValue>`).join('')}</Attribute></AttributeStatement>`;

describe('a SAML response', () => {
  it.each(['prefixed', 'default-namespaces'] as const)('is read, %s', (shape) => {
    const assertion = assertionOf(
      read(
        samlResponse({
          ...given,
          shape,
          roleSessionName: 'kim@example.com',
          sessionDuration: '28800',
          notOnOrAfter: at + 300_000,
          sessionNotOnOrAfter: at + 7_200_000,
        }),
      ),
    );
    expect(assertion).toMatchObject({
      roles: [{ roleArn: role, principalArn: provider }],
      roleSessionName: 'kim@example.com',
      sessionDurationSeconds: 28_800,
      issuedAt: at,
      notOnOrAfter: at + 300_000,
      sessionNotOnOrAfter: at + 7_200_000,
    });
  });

  it('is handed on as it came', () => {
    const encoded = samlResponse({ ...given, signed: 'both' });
    expect(assertionOf(read(encoded)).encoded.reveal()).toBe(encoded);
  });

  it('may leave out all but its roles and its time', () => {
    expect(assertionOf(readXml(minimal(roleAttribute(`${role},${provider}`))))).toMatchObject({
      issuedAt: at + 123,
      roleSessionName: null,
      sessionDurationSeconds: null,
      notOnOrAfter: null,
      sessionNotOnOrAfter: null,
    });
  });

  it('ends with the first of its conditions', () => {
    const inside = `<Subject><SubjectConfirmation><SubjectConfirmationData NotOnOrAfter="2026-05-04T09:03:00Z"/></SubjectConfirmation></Subject><Conditions NotOnOrAfter="2026-05-04T10:00:00Z"/>`;
    const assertion = assertionOf(readXml(minimal(inside + roleAttribute(`${role},${provider}`))));
    expect(assertion.notOnOrAfter).toBe(at + 180_000);
  });

  it.each([
    ['2026-05-04T09:00:00', at],
    ['2026-05-04T09:00:00.1234567Z', at + 123],
    ['2026-05-04T11:00:00+02:00', at],
  ])('has the time %s', (text, expected) => {
    const xml = minimal(roleAttribute(`${role},${provider}`)).replace('2026-05-04T09:00:00.123Z', text);
    expect(assertionOf(readXml(xml)).issuedAt).toBe(expected);
  });
});

describe('the roles of a SAML response', () => {
  const rolesOf = (...values: readonly string[]) =>
    assertionOf(readXml(minimal(roleAttribute(...values)))).roles;

  it.each([
    ['role first', `${role},${provider}`],
    ['provider first', `${provider},${role}`],
    ['white space', ` \n\t${provider} ,\n   ${role}\n`],
    ['references', `${role}&#44;${provider}`],
    ['CDATA', `<![CDATA[${role},${provider}]]>`],
  ])('%s', (_form, value) => {
    expect(rolesOf(value)).toEqual([{ roleArn: role, principalArn: provider }]);
  });

  it('are of many accounts and partitions, each once', () => {
    const values = Array.from({ length: 300 }, (_, index) => {
      const account = String(100_000_000_000 + index);
      return `arn:aws:iam::${account}:role/Dev,arn:aws:iam::${account}:saml-provider/Corp`;
    });
    const gov =
      'arn:aws-us-gov:iam::123456789012:saml-provider/Gov,arn:aws-us-gov:iam::123456789012:role/path/Dev';
    const roles = rolesOf(...values, gov, ...values);
    expect(roles).toHaveLength(301);
    expect(roles.at(-1)).toEqual({
      roleArn: 'arn:aws-us-gov:iam::123456789012:role/path/Dev',
      principalArn: 'arn:aws-us-gov:iam::123456789012:saml-provider/Gov',
    });
  });

  it('may have a comma in their name', () => {
    expect(rolesOf(`${role},2,${provider}`)).toEqual([{ roleArn: `${role},2`, principalArn: provider }]);
  });

  it('are the well-formed ones only', () => {
    const bad = [
      role,
      `${role},${role}`,
      `${role},${provider},${provider}`,
      'x',
      '',
      `${role},arn:aws:iam::1:saml-provider/x`,
    ];
    expect(rolesOf(...bad, `${role},${provider}`)).toHaveLength(1);
    expect(reasonOf(readXml(minimal(roleAttribute(...bad))))).toBe('saml-no-roles: ');
    expect(reasonOf(readXml(minimal('')))).toBe('saml-no-roles: ');
  });
});

describe('what cannot be used', () => {
  it('says how the provider refused', () => {
    expect(reasonOf(read(samlResponse({ ...given, status: 'Responder', signed: 'response' })))).toBe(
      'saml-refused: Responder',
    );
    const status = `<Status><StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></StatusCode><StatusMessage>No\u202e access &amp; no &lt;luck&gt;</StatusMessage></Status>`;
    expect(reasonOf(readXml(minimal(roleAttribute(`${role},${provider}`), status)))).toBe(
      'saml-refused: No access & no <luck> – Responder, AuthnFailed',
    );
  });

  it.each([
    ['', 'not well-formed'],
    ['hello', 'not well-formed'],
    ['<Response>', 'not well-formed'],
    ['<a/>', 'no Response'],
    ['<Response/>', 'no Assertion'],
    ['<Response><EncryptedAssertion/></Response>', 'is encrypted'],
    ['<Response><Assertion/></Response>', 'when it was issued'],
    ['<Response IssueInstant="yesterday"><Assertion/></Response>', 'when it was issued'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><Response/>', 'not well-formed'],
    ['<Response><!DOCTYPE x></Response>', 'not well-formed'],
    ['<__proto__><Response/></__proto__>', 'not well-formed'],
  ])('%j: %s', (xml, reason) => {
    expect(reasonOf(readXml(xml))).toMatch(new RegExp(`^saml-assertion-unreadable: .*${reason}`));
  });

  it('has no end of levels', () => {
    const deep = `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`;
    expect(reasonOf(readXml(deep))).toMatch(/not well-formed/);
  });

  it('takes no more than AWS does', () => {
    expect(reasonOf(read('A'.repeat(100_001)))).toMatch(/longer than the 100,000/);
  });

  it.each(['899', '43201', '1e3', '-900', '3600.5', ''])('takes no SessionDuration %j', (sessionDuration) => {
    expect(assertionOf(read(samlResponse({ ...given, sessionDuration }))).sessionDurationSeconds).toBeNull();
  });

  it('expands no entity, and decodes a reference once', () => {
    const name = (value: string) =>
      `<Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName"><AttributeValue>${value}</AttributeValue></Attribute></AttributeStatement>`;
    const xml = (value: string) =>
      minimal(roleAttribute(`${role},${provider}`).replace('</AttributeStatement>', name(value)));
    expect(assertionOf(readXml(xml('&x;&amp;lt;&#65;'))).roleSessionName).toBe('&x;&lt;A');
  });
});

describe('hostile text', () => {
  const signed = samlResponseXml(given);

  it('is refused or read, and never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => void read(text)));
    const pieces = fc.constantFrom(
      '<Response>',
      '</Response>',
      '<Assertion ',
      'IssueInstant="2026-05-04T09:00:00Z">',
      '</Assertion>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x',
      '?>',
      '<Status>',
      '</Status>',
      '<constructor>',
      '&amp;',
      '"',
      '<',
      '>',
      '=',
    );
    fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => void readXml(parts.join(''))));
  });

  it('cut or changed anywhere, gives well-formed ARNs or none', () => {
    fc.assert(
      fc.property(fc.nat(signed.length), fc.nat(40), fc.string({ maxLength: 6 }), (from, length, put) => {
        const result = readXml(signed.slice(0, from) + put + signed.slice(from + length));
        if (!result.ok) return;
        for (const { roleArn, principalArn } of result.value.roles) {
          expect(roleArn).toMatch(/^arn:aws[a-z-]*:iam::\d{12}:role\//);
          expect(principalArn).toMatch(/^arn:aws[a-z-]*:iam::\d{12}:saml-provider\//);
        }
      }),
    );
  });
});
