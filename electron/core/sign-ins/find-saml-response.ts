import { decodeCharacterReferences } from '../../../shared/character-references.ts';
import { appError, type ReasonCode } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { isSamlEndpoint } from '../../../shared/saml-endpoints.ts';
import { Secret } from '../../../shared/secret.ts';

/** Characters of a text that is searched. */
export const longestSearchedText = 1_048_576;

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** As in a form's body, a curl command, or a browser's list of form data. */
const field = /\bSAMLResponse["']?\s*[=:]\s*["']?([A-Za-z0-9+/%=]+)/g;
const inputTag = /<input\b[^<>]*>/gi;
/** A name begins where none is under way, so that long ones are not tried from each of their letters. */
const attribute = /(?<![a-z-])([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/**
 * Finds the SAML response that goes to AWS in what a person or a program gives: the bare base64 value, a form's body, the
 * source of a page that has the form, or a HAR file (https://w3c.github.io/web-performance/specs/HAR/Overview.html).
 * What it says is not judged. Errors: saml-assertion-unreadable.
 */
export function findSamlResponse(text: Secret): Result<Secret> {
  const given = text.reveal();
  if (given.length > longestSearchedText) return unreadable('over-megabyte');
  const trimmed = given.trim();
  if (trimmed === '') return unreadable('no-text');
  if (/^<(?:\?xml|[\w.-]+:Response\b|Response\b)/.test(trimmed)) {
    return unreadable('saml-xml');
  }
  const found = asBase64(trimmed) ?? inHar(trimmed) ?? inPage(trimmed) ?? inFields(trimmed);
  return found === null ? unreadable('no-saml-response') : succeed(new Secret(found));
}

/** Of a form's body only: `application/x-www-form-urlencoded`. Null: it has no such field. */
export function samlResponseOfForm(body: string): Secret | null {
  const value = asBase64(new URLSearchParams(body).get('SAMLResponse') ?? '');
  return value === null ? null : new Secret(value);
}

function unreadable(reason: ReasonCode): Result<never> {
  return fail(appError('saml-assertion-unreadable', { reason }));
}

/** Base64 of something that begins as XML does; line breaks go, and so does percent encoding. */
function asBase64(text: string): string | null {
  const joined = decodePercent(text.trim()).replace(/\s+/g, '');
  if (!base64.test(joined)) return null;
  const start = Buffer.from(joined.slice(0, 400), 'base64').toString('utf8');
  return /^\ufeff?\s*<[\w?]/.test(start) ? joined : null;
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The last POST to AWS; else the last with such a field, or the last page with such a form. */
function inHar(text: string): string | null {
  if (!text.startsWith('{')) return null;
  const entries = list(member(member(parseJson(text), 'log'), 'entries')).toReversed();
  const posts = entries.map((entry) => member(entry, 'request'));
  const toAws = posts.filter((request) => isSamlEndpoint(string(member(request, 'url'))));
  for (const request of [...toAws, ...posts]) {
    const post = member(request, 'postData');
    for (const parameter of list(member(post, 'params'))) {
      if (member(parameter, 'name') !== 'SAMLResponse') continue;
      const value = asBase64(string(member(parameter, 'value')));
      if (value !== null) return value;
    }
    const value = inFields(string(member(post, 'text')));
    if (value !== null) return value;
  }
  for (const entry of entries) {
    const value = inPage(string(member(member(member(entry, 'response'), 'content'), 'text')));
    if (value !== null) return value;
  }
  return null;
}

function inPage(text: string): string | null {
  for (const [tag] of text.matchAll(inputTag)) {
    const attributes = new Map(
      [...tag.matchAll(attribute)].map(([, name = '', double, single, bare]) => [
        name.toLowerCase(),
        decodeCharacterReferences(double ?? single ?? bare ?? ''),
      ]),
    );
    if (attributes.get('name') !== 'SAMLResponse') continue;
    const value = asBase64(attributes.get('value') ?? '');
    if (value !== null) return value;
  }
  return null;
}

function inFields(text: string): string | null {
  for (const [, raw = ''] of text.matchAll(field)) {
    const value = asBase64(raw);
    if (value !== null) return value;
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
