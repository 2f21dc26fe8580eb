import { select, type XmlElement } from './xml-element.ts';

/** What can be read from a Response, and what of it is vouched for. */
export interface SamlReading {
  /** As it came, signed or not. */
  readonly response: XmlElement;
  /** The one Assertion as far as a signature covers it; null when none holds. */
  readonly signedAssertion: XmlElement | null;
}

/** Reads XML; null when it is not a Response at all. Certificates are PEM, and any of them will do. */
export type VerifySamlSignature = (xml: string, certificates: readonly string[]) => SamlReading | null;

export const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const protocolNamespace = 'urn:oasis:names:tc:SAML:2.0:protocol';

/** Where the subject is confirmed. */
interface Confirmation {
  readonly recipient: string;
  /** Epoch ms; NaN for what is no time. */
  readonly notOnOrAfter: number;
}

/** https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf, section 2.3.3. Times are epoch ms. */
export interface SamlAssertion {
  readonly issuer: string;
  readonly issuedAt: number;
  readonly subject: string;
  /** As AWS tells it: without the prefix that all usual formats have. */
  readonly subjectType: string;
  /** Those that say that whoever bears the assertion is its subject. */
  readonly confirmations: readonly Confirmation[];
  readonly notBefore: number | null;
  readonly notOnOrAfter: number | null;
  readonly audiences: readonly string[];
  readonly sessionNotOnOrAfter: number | null;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** The last part of the status URI, such as `Success`. */
export function statusOf(response: XmlElement): string {
  const [code] = select([response], protocolNamespace, 'Status', 'StatusCode');
  return code?.attributes.Value?.split(':').at(-1) ?? '';
}

/** What it says of its issuer, wherever: only to tell a wrong provider from a wrong signature. */
export function claimedIssuerOf(response: XmlElement): string | undefined {
  const [inAssertion] = select([response], assertionNamespace, 'Assertion', 'Issuer');
  const [inResponse] = select([response], assertionNamespace, 'Issuer');
  return (inAssertion ?? inResponse)?.text.trim();
}

export function readAssertion(assertion: XmlElement): SamlAssertion {
  const all = (...path: readonly string[]) => select([assertion], assertionNamespace, ...path);
  const [nameId] = all('Subject', 'NameID');
  const [conditions] = all('Conditions');
  const sessionEnds = all('AuthnStatement')
    .map(({ attributes }) => timeOf(attributes.SessionNotOnOrAfter))
    .filter((time) => time !== null);
  const bearers = all('Subject', 'SubjectConfirmation').filter(
    ({ attributes }) => attributes.Method === 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  );
  const attributes = new Map<string, readonly string[]>();
  for (const attribute of all('AttributeStatement', 'Attribute')) {
    const name = attribute.attributes.Name ?? '';
    const values = select([attribute], assertionNamespace, 'AttributeValue').map(({ text }) => text);
    attributes.set(name, [...(attributes.get(name) ?? []), ...values]);
  }
  return {
    issuer: all('Issuer')[0]?.text.trim() ?? '',
    issuedAt: timeOf(assertion.attributes.IssueInstant) ?? Number.NaN,
    subject: nameId?.text.trim() ?? '',
    subjectType: (nameId?.attributes.Format ?? 'unspecified').replace(
      'urn:oasis:names:tc:SAML:2.0:nameid-format:',
      '',
    ),
    confirmations: select(bearers, assertionNamespace, 'SubjectConfirmationData').map((data) => ({
      recipient: data.attributes.Recipient ?? '',
      notOnOrAfter: timeOf(data.attributes.NotOnOrAfter) ?? Number.NaN,
    })),
    notBefore: timeOf(conditions?.attributes.NotBefore),
    notOnOrAfter: timeOf(conditions?.attributes.NotOnOrAfter),
    audiences: all('Conditions', 'AudienceRestriction', 'Audience').map(({ text }) => text.trim()),
    sessionNotOnOrAfter: sessionEnds.length === 0 ? null : Math.min(...sessionEnds),
    attributes,
  };
}

/** Null when it is not there, NaN when it is no time. */
function timeOf(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text);
}
