import { randomBytes } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { SigningKeys } from './self-signed-certificate.ts';

/** All that one may want to say, or say wrongly, in a SAML Response for AWS. Times are epoch ms. */
export interface SamlResponseOptions {
  readonly keys: SigningKeys;
  /** The identity provider's entity id, as in `samlProviders` of account data. */
  readonly issuer: string;
  /** When it is issued: by the stand-in's clock, so that the five minutes run from there. */
  readonly at: number;
  /** Values of the Role attribute, as written: `rolePair(…)`, or the other way round, or with white space. */
  readonly roles: readonly string[];
  /** Null leaves the attribute out; `person@example.com` when absent. */
  readonly roleSessionName?: string | null;
  /** Seconds, as text so that nonsense can be said too. */
  readonly sessionDuration?: string;
  readonly sessionNotOnOrAfter?: number;
  readonly sourceIdentity?: string;
  readonly principalTags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
  /** Further attributes by their full name. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  /** Null leaves the restriction out; `urn:amazon:webservices` when absent. */
  readonly audience?: string | null;
  /** Null leaves it out; `https://signin.aws.amazon.com/saml` when absent. Also the Response's Destination. */
  readonly recipient?: string | null;
  /** One minute before `at` when absent. */
  readonly notBefore?: number;
  /** An hour after `at` when absent: most providers say more than AWS's five minutes. */
  readonly notOnOrAfter?: number;
  /** The last part of the status URI; `Success` when absent. Any other leaves the Assertion out. */
  readonly status?: string;
  readonly nameId?: string;
  /** The last part of the format URI; `persistent` when absent. */
  readonly nameIdFormat?: string;
  /** What the signature covers; `assertion` when absent. */
  readonly signed?: 'assertion' | 'response' | 'both' | 'nothing';
  /** `sha1` as old providers sign. `sha256` when absent. */
  readonly hash?: 'sha1' | 'sha256' | 'sha512';
  /**
   * How it is written: `prefixed` (`saml2p:Response`, as Okta and Keycloak) or `default-namespaces` (`<Assertion xmlns=…>`
   * and a numbered session, as AD FS and Entra ID). `prefixed` when absent.
   */
  readonly shape?: 'prefixed' | 'default-namespaces';
  /** Changes the XML after it is signed. */
  readonly tamper?: (xml: string) => string;
}

const awsSamlAttributes = 'https://aws.amazon.com/SAML/Attributes/';

/** The Role attribute's value as AWS documents it. */
export function rolePair(roleArn: string, providerArn: string): string {
  return `${roleArn},${providerArn}`;
}

/** Base64, as it stands in the form field `SAMLResponse` and in the parameter `SAMLAssertion`. */
export function samlResponse(options: SamlResponseOptions): string {
  return Buffer.from(samlResponseXml(options)).toString('base64');
}

export function samlResponseXml(options: SamlResponseOptions): string {
  const { signed = 'assertion', status = 'Success', tamper = (xml) => xml } = options;
  let xml = unsignedXml(options);
  if (status === 'Success' && (signed === 'assertion' || signed === 'both')) {
    xml = signXml(xml, 'Assertion', options);
  }
  if (signed === 'response' || signed === 'both') {
    xml = signXml(xml, 'Response', options);
  }
  return tamper(xml);
}

/** The page by which an identity provider hands a response over: a form that sends itself. */
export function samlPostPage(action: string, response: string, relayState = ''): string {
  const field = (name: string, value: string) =>
    `<input type="hidden" name="${name}" value="${escapeXml(value)}">`;
  const fields = `${field('SAMLResponse', response)}${field('RelayState', relayState)}`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Signing in</title><form method="post" action="${escapeXml(action)}">${fields}<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit()</script></html>`;
}

function unsignedXml(options: SamlResponseOptions): string {
  const { at, issuer, status = 'Success', recipient = 'https://signin.aws.amazon.com/saml' } = options;
  const prefixed = options.shape !== 'default-namespaces';
  const [p, a] = prefixed ? ['saml2p:', 'saml2:'] : ['samlp:', ''];
  const protocol = `xmlns:${p.slice(0, -1)}="urn:oasis:names:tc:SAML:2.0:protocol"`;
  const assertionNamespace = `xmlns${prefixed ? ':saml2' : ''}="urn:oasis:names:tc:SAML:2.0:assertion"`;
  const destination = recipient === null ? '' : ` Destination="${escapeXml(recipient)}"`;
  const head = `ID="${newId()}" IssueInstant="${xmlTime(at)}" Version="2.0"`;
  return [
    `<${p}Response ${protocol} ${head}${destination}>`,
    `<${a}Issuer ${assertionNamespace}>${escapeXml(issuer)}</${a}Issuer>`,
    `<${p}Status><${p}StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></${p}Status>`,
    status === 'Success' ? assertionXml(options, a, assertionNamespace, recipient) : '',
    `</${p}Response>`,
  ].join('');
}

function assertionXml(
  options: SamlResponseOptions,
  a: string,
  namespace: string,
  recipient: string | null,
): string {
  const { at, issuer, audience = 'urn:amazon:webservices', sessionNotOnOrAfter } = options;
  const { notBefore = at - 60_000, notOnOrAfter = at + 3_600_000 } = options;
  const { nameId = 'G-8a2f', nameIdFormat = 'persistent' } = options;
  const session =
    sessionNotOnOrAfter === undefined ? '' : ` SessionNotOnOrAfter="${xmlTime(sessionNotOnOrAfter)}"`;
  const attributes = Object.entries(attributesOf(options)).map(([name, values]) => {
    const items = values.map((value) => `<${a}AttributeValue>${escapeXml(value)}</${a}AttributeValue>`);
    return `<${a}Attribute Name="${escapeXml(name)}">${items.join('')}</${a}Attribute>`;
  });
  const recipientAttribute = recipient === null ? '' : ` Recipient="${escapeXml(recipient)}"`;
  const restriction =
    audience === null
      ? ''
      : `<${a}AudienceRestriction><${a}Audience>${escapeXml(audience)}</${a}Audience></${a}AudienceRestriction>`;
  return [
    `<${a}Assertion ${namespace} ID="${newId()}" IssueInstant="${xmlTime(at)}" Version="2.0">`,
    `<${a}Issuer>${escapeXml(issuer)}</${a}Issuer>`,
    `<${a}Subject>`,
    `<${a}NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:${nameIdFormat}">${escapeXml(nameId)}</${a}NameID>`,
    `<${a}SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">`,
    `<${a}SubjectConfirmationData NotOnOrAfter="${xmlTime(notOnOrAfter)}"${recipientAttribute}/>`,
    `</${a}SubjectConfirmation></${a}Subject>`,
    `<${a}Conditions NotBefore="${xmlTime(notBefore)}" NotOnOrAfter="${xmlTime(notOnOrAfter)}">${restriction}</${a}Conditions>`,
    `<${a}AuthnStatement AuthnInstant="${xmlTime(at)}" SessionIndex="${newId()}"${session}><${a}AuthnContext>`,
    `<${a}AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</${a}AuthnContextClassRef>`,
    `</${a}AuthnContext></${a}AuthnStatement>`,
    `<${a}AttributeStatement>${attributes.join('')}</${a}AttributeStatement>`,
    `</${a}Assertion>`,
  ].join('');
}

function attributesOf(options: SamlResponseOptions): Readonly<Record<string, readonly string[]>> {
  const { roles, roleSessionName = 'person@example.com', sessionDuration, sourceIdentity } = options;
  const tags = Object.entries(options.principalTags ?? {});
  const all: Record<string, readonly string[]> = {
    Role: roles,
    RoleSessionName: roleSessionName === null ? [] : [roleSessionName],
    SessionDuration: sessionDuration === undefined ? [] : [sessionDuration],
    SourceIdentity: sourceIdentity === undefined ? [] : [sourceIdentity],
    TransitiveTagKeys: options.transitiveTagKeys ?? [],
    ...Object.fromEntries(tags.map(([key, value]) => [`PrincipalTag:${key}`, [value]])),
  };
  const named = Object.entries(all).map(([name, values]) => [`${awsSamlAttributes}${name}`, values] as const);
  return Object.fromEntries(
    [...named, ...Object.entries(options.attributes ?? {})].filter(([, values]) => values.length > 0),
  );
}

/** Signs the one element of that name; the signature stands after its Issuer, where SAML wants it. */
function signXml(xml: string, element: string, { keys, hash = 'sha256' }: SamlResponseOptions): string {
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const algorithms = {
    sha1: ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'http://www.w3.org/2000/09/xmldsig#sha1'],
    sha256: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmlenc#sha256'],
    sha512: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  } as const;
  const [signatureAlgorithm, digestAlgorithm] = algorithms[hash];
  const signer = new SignedXml({
    privateKey: keys.privateKey,
    publicCert: keys.certificate,
    signatureAlgorithm,
    canonicalizationAlgorithm: exclusive,
  });
  const path = `//*[local-name(.)='${element}']`;
  signer.addReference({
    xpath: path,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm,
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
}

function newId(): string {
  return `_${randomBytes(16).toString('hex')}`;
}

function xmlTime(time: number): string {
  return new Date(time).toISOString();
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
