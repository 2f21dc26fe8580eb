import { XMLParser } from 'fast-xml-parser';
import { checkRoleArn, checkSamlProviderArn, durationSeconds } from '../../shared/aws-limits.ts';
import { decodeCharacterReferences } from '../../shared/character-references.ts';
import { appError, type ReasonCode } from '../../shared/errors.ts';
import { plainText } from '../../shared/plain-text.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Secret } from '../../shared/secret.ts';
import type { SamlAssertion, SamlReader, SamlRole } from '../core/way-in-ports.ts';

/** Base64 characters: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
const longestAssertion = 100_000;
const awsAttributes = 'https://aws.amazon.com/SAML/Attributes/';
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** Namespace prefixes differ from provider to provider; all elements are lists, so that one and many are read alike. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  attributesGroupName: false,
  textNodeName: '#text',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  // The few references that may be left are decoded below; entities of a DTD never are.
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 50,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

/** An element: text where it has neither attributes nor children. */
type Element = string | Readonly<Record<string, unknown>>;

/** The port; loaded with the XML library when the first response comes. */
export class XmlSamlReader implements SamlReader {
  async read(encoded: Secret): Promise<Result<SamlAssertion>> {
    return readSamlResponse(encoded);
  }
}

/**
 * Reads what AWS will read: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 * Whether the signature is good is for AWS to judge; nothing is granted here.
 */
export function readSamlResponse(encoded: Secret): Result<SamlAssertion> {
  const text = encoded.reveal();
  if (text.length > longestAssertion) return unreadable('saml-too-long');
  const root = parse(Buffer.from(text, 'base64').toString('utf8'));
  if (root === null) return unreadable('saml-not-xml');
  const [response] = children(root, 'Response');
  if (response === undefined) return unreadable('saml-no-response');
  const refused = refusal(response);
  if (refused !== null) return fail(appError('saml-refused', { status: refused }));
  const [assertion] = children(response, 'Assertion');
  if (assertion === undefined) {
    return unreadable(
      children(response, 'EncryptedAssertion').length > 0 ? 'saml-encrypted' : 'saml-no-assertion',
    );
  }
  return readAssertion(encoded, response, assertion);
}

function readAssertion(encoded: Secret, response: Element, assertion: Element): Result<SamlAssertion> {
  const issuedAt = time(assertion, 'IssueInstant') ?? time(response, 'IssueInstant');
  if (issuedAt === null) return unreadable('saml-no-issue-time');
  const attributes = children(assertion, 'AttributeStatement').flatMap((each) => children(each, 'Attribute'));
  const values = (name: string) =>
    attributes
      .filter((each) => attribute(each, 'Name') === `${awsAttributes}${name}`)
      .flatMap((each) => children(each, 'AttributeValue').map(textOf));
  const roles = readRoles(values('Role'));
  if (roles.length === 0) return fail(appError('saml-no-roles'));
  const confirmations = children(assertion, 'Subject')
    .flatMap((each) => children(each, 'SubjectConfirmation'))
    .flatMap((each) => children(each, 'SubjectConfirmationData'));
  return succeed({
    encoded,
    roles,
    roleSessionName: values('RoleSessionName').find((value) => value !== '') ?? null,
    sessionDurationSeconds: readDuration(values('SessionDuration')[0] ?? ''),
    issuedAt,
    notOnOrAfter: earliest([...children(assertion, 'Conditions'), ...confirmations], 'NotOnOrAfter'),
    sessionNotOnOrAfter: earliest(children(assertion, 'AuthnStatement'), 'SessionNotOnOrAfter'),
  });
}

function unreadable(reason: ReasonCode): Result<never> {
  return fail(appError('saml-assertion-unreadable', { reason }));
}

function parse(xml: string): Element | null {
  // SAML has no DTD (https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf); one is there to do harm.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return null;
  try {
    const parsed: unknown = parser.parse(xml, true);
    return isElement(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** What the provider says went wrong; null: nothing did. */
function refusal(response: Element): string | null {
  const [status] = children(response, 'Status');
  if (status === undefined) return null;
  const [code] = children(status, 'StatusCode');
  if (code === undefined || attribute(code, 'Value') === success) return null;
  const [detail] = children(code, 'StatusCode');
  const codes = [code, ...(detail === undefined ? [] : [detail])];
  const message = children(status, 'StatusMessage').map(textOf).join(' ');
  const names = codes.map((each) => attribute(each, 'Value').split(':').at(-1) ?? '').join(', ');
  return plainText([message, names].filter((part) => part !== '').join(' – '), 300);
}

/** Both orders of the two ARNs, and stray white space, are in use; each is known by its resource. */
function readRoles(values: readonly string[]): readonly SamlRole[] {
  const roles = new Map<string, SamlRole>();
  for (const value of values) {
    // A role's name may have a comma in it.
    const parts = value.split(/,\s*(?=arn:)/).map((part) => part.trim());
    const roleArn = parts.find((part) => checkRoleArn(part) === null);
    const principalArn = parts.find((part) => checkSamlProviderArn(part) === null);
    if (parts.length !== 2 || roleArn === undefined || principalArn === undefined) continue;
    roles.set(`${roleArn} ${principalArn}`, { roleArn, principalArn });
  }
  return [...roles.values()];
}

function readDuration(text: string): number | null {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return seconds >= durationSeconds.minimum && seconds <= durationSeconds.maximum ? seconds : null;
}

function earliest(elements: readonly Element[], name: string): number | null {
  const times = elements.map((each) => time(each, name)).filter((each) => each !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** SAML's times are UTC, whether they say so or not. */
function time(element: Element, name: string): number | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/.exec(
    attribute(element, name),
  );
  const at = match === null ? Number.NaN : Date.parse(`${match[1]}${match[2] ?? 'Z'}`);
  return Number.isNaN(at) ? null : at;
}

function isElement(value: unknown): value is Element {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

function children(element: Element, name: string): readonly Element[] {
  const found = typeof element !== 'string' && Object.hasOwn(element, name) ? element[name] : undefined;
  return Array.isArray(found) ? found.filter(isElement) : [];
}

/** Empty: it has no such attribute. */
function attribute(element: Element, name: string): string {
  const key = `@${name}`;
  const found = typeof element !== 'string' && Object.hasOwn(element, key) ? element[key] : undefined;
  return typeof found === 'string' ? decodeCharacterReferences(found).trim() : '';
}

function textOf(element: Element): string {
  const text = typeof element === 'string' ? element : element['#text'];
  return typeof text === 'string' ? decodeCharacterReferences(text).trim() : '';
}
