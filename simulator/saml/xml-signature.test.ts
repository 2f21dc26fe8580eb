import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rolePair, type SamlResponseOptions, samlResponseXml } from '../testing/saml-response.ts';
import { createSigningKeys } from '../testing/self-signed-certificate.ts';
import { readAssertion } from './saml-response.ts';
import { verifySamlSignature } from './xml-signature.ts';

const keys = createSigningKeys();

function xml(more: Partial<SamlResponseOptions> = {}) {
  return samlResponseXml({
    keys,
    issuer: 'https://idp.example.com',
    at: 1_700_000_000_000,
    roles: [rolePair('role', 'provider')],
    roleSessionName: 'ada',
    ...more,
  });
}

/** Who the signed assertion is about; null when none is. */
function signedName(text: string, certificates = [keys.certificate]) {
  const signed = verifySamlSignature(text, certificates)?.signedAssertion ?? null;
  return signed === null
    ? null
    : readAssertion(signed).attributes.get('https://aws.amazon.com/SAML/Attributes/RoleSessionName')?.[0];
}

const evil = xml({ roleSessionName: 'eve', signed: 'nothing' });
const assertionOf = (text: string) => /<saml2:Assertion[\s\S]*<\/saml2:Assertion>/.exec(text)?.[0] ?? '';
const signatureOf = (text: string) => /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(text)?.[0] ?? '';
const idOf = (text: string) => /ID="(_\w+)"/.exec(text)?.[1] ?? '';
const evilAssertion = assertionOf(evil);

describe('what is signed', () => {
  it.each(['assertion', 'response', 'both'] as const)('is found: %s', (signed) => {
    expect(signedName(xml({ signed }))).toBe('ada');
    expect(signedName(xml({ signed, shape: 'default-namespaces' }))).toBe('ada');
  });

  it('is read as it was signed: a comment does not cut a name short', () => {
    const commented = xml({ roleSessionName: 'ada.evil' }).replace('ada.evil', 'ada<!-- -->.evil');
    expect(signedName(commented)).toBe('ada.evil');
  });

  it('is nothing for another certificate, even one that comes along', () => {
    expect(signedName(xml(), [createSigningKeys().certificate])).toBeNull();
    expect(signedName(xml(), [])).toBeNull();
    expect(signedName(xml({ keys: createSigningKeys() }))).toBeNull();
  });
});

describe('signature wrapping', () => {
  const good = xml();
  const goodAssertion = assertionOf(good);
  const wrappings: Readonly<Record<string, string>> = {
    'another assertion before': good.replace(goodAssertion, evilAssertion + goodAssertion),
    'another assertion after': good.replace(goodAssertion, goodAssertion + evilAssertion),
    'the signed one put away': good.replace(
      goodAssertion,
      `${evilAssertion}<saml2p:Extensions>${goodAssertion}</saml2p:Extensions>`,
    ),
    'the signature moved into the other, the signed one inside it': good.replace(
      goodAssertion,
      evilAssertion.replace(
        '</saml2:Issuer>',
        `</saml2:Issuer>${signatureOf(good).replace(
          '</ds:Signature>',
          `<ds:Object>${goodAssertion.replace(signatureOf(good), '')}</ds:Object></ds:Signature>`,
        )}`,
      ),
    ),
    'the same ID twice': good.replace(
      goodAssertion,
      evilAssertion
        .replace(/ID="_\w+"/, `ID="${idOf(goodAssertion)}"`)
        .replace(
          '</saml2:Issuer>',
          `</saml2:Issuer>${signatureOf(good)}<saml2:Advice>${goodAssertion.replace(signatureOf(good), '')}</saml2:Advice>`,
        ),
    ),
    'the whole response inside another': evil.replace(
      evilAssertion,
      `${evilAssertion.replace('</saml2:Issuer>', `</saml2:Issuer>${signatureOf(good)}`)}<saml2p:Extensions>${good}</saml2p:Extensions>`,
    ),
    'a signature of nothing': good.replace(/<ds:Reference[\s\S]*<\/ds:Reference>/, ''),
    'a reference to everything': good.replace(/URI="#_\w+"/, 'URI=""'),
  };

  it.each(Object.entries(wrappings))('gets nobody in: %s', (_, text) => {
    expect(text).not.toBe(good);
    expect(signedName(text)).toBeNull();
  });
});

describe('any other text', () => {
  it('is no response, or not signed, and never an exception', () => {
    const good = xml();
    fc.assert(
      fc.property(fc.nat(good.length), fc.string({ maxLength: 8 }), fc.nat(40), (at, inserted, removed) => {
        const changed = good.slice(0, at) + inserted + good.slice(at + removed);
        const name = signedName(changed);
        expect([null, 'ada']).toContain(name);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(verifySamlSignature(text, [keys.certificate])).toBeNull();
      }),
    );
  });
});
