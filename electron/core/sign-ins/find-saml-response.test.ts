import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonText } from '../../../shared/error-text.ts';
import { Secret } from '../../../shared/secret.ts';
import { en } from '../../../shared/words/en/index.ts';
import { findSamlResponse, longestSearchedText, samlResponseOfForm } from './find-saml-response.ts';

/** Long enough for a `+` and a `/`, and padded. */
const response = Buffer.from(`<samlp:Response ID="_1">${'~?>û'.repeat(30)}</samlp:Response>`).toString(
  'base64',
);
const other = Buffer.from('<samlp:Response ID="_other"/>').toString('base64');
const encoded = encodeURIComponent(response);

const page = (value: string) => `<!doctype html>
  <form method=post action="https://signin.aws.amazon.com/saml">
  <input type="hidden" name="RelayState" value="ss:mem:1">
  <INPUT VALUE='${value}' type=hidden name=SAMLResponse /></form>`;

const har = (...entries: readonly object[]) => JSON.stringify({ log: { version: '1.2', entries } });
const post = (url: string, postData: object) => ({ request: { method: 'POST', url, postData } });
const toAws = (postData: object) => post('https://eu-west-1.signin.aws.amazon.com/saml', postData);

function find(text: string): string {
  const found = findSamlResponse(new Secret(text));
  return found.ok ? found.value.reveal() : `${found.error.code}: ${reasonText(found.error.params, en)}`;
}

describe('a SAML response is found', () => {
  it('contains what base64 and forms treat specially', () => {
    expect(response).toMatch(/\+.*\/|\/.*\+/);
    expect(response).toMatch(/=$/);
  });

  it.each([
    ['bare', response],
    ['with space around it', `\n  ${response}\r\n`],
    ['in lines', response.replace(/(.{76})/g, '$1\r\n')],
    ['percent-encoded', encoded],
    ['as a form body', `SAMLResponse=${encoded}&RelayState=x`],
    ['as a form body, not first', `RelayState=x%26y&SAMLResponse=${encoded}`],
    ['in a list of form data', `RelayState: x\nSAMLResponse: ${response}\nfoo: bar`],
    ['as JSON', `{"SAMLResponse": "${response}"}`],
    ['in a curl command', `curl 'https://x' --data-raw 'SAMLResponse=${encoded}&RelayState='`],
    ['in a page', page(response)],
    ['in a page with references', page(response.replaceAll('+', '&#x2B;').replaceAll('=', '&#61;'))],
    ['in a page with lines', page(response.replace(/(.{60})/g, '$1&#13;\n'))],
  ])('%s', (_form, text) => {
    expect(find(text)).toBe(response);
  });

  it.each([
    ['parameters', toAws({ params: [{ name: 'SAMLResponse', value: response }] })],
    ['encoded parameters', toAws({ params: [{ name: 'SAMLResponse', value: encoded }] })],
    ['text', toAws({ text: `SAMLResponse=${encoded}` })],
  ])('in a HAR file, by %s of the POST to AWS, not by another one', (_form, entry) => {
    const elsewhere = post('https://broker.example/acs', { text: `SAMLResponse=${other}` });
    expect(find(har({}, elsewhere, entry, elsewhere))).toBe(response);
  });

  it('in a HAR file, where only the page was recorded', () => {
    expect(find(har({ response: { content: { text: page(response) } } }))).toBe(response);
  });
});

describe('nothing is taken for one', () => {
  it.each([
    ['', 'there is no text'],
    ['hello', 'there is no SAMLResponse in it'],
    [Buffer.from('hello there').toString('base64'), 'there is no SAMLResponse in it'],
    ['SAMLResponse=', 'there is no SAMLResponse in it'],
    [`SAMLRequest=${encoded}`, 'there is no SAMLResponse in it'],
    ['{"log":{"entries":[null,1,{"request":{"postData":"x"}}]}}', 'there is no SAMLResponse in it'],
    ['{"log":', 'there is no SAMLResponse in it'],
    ['%E0%A4%A', 'there is no SAMLResponse in it'],
  ])('%j', (text, reason) => {
    expect(find(text)).toBe(`saml-assertion-unreadable: ${reason}`);
  });

  it('says of XML that the base64 text is wanted', () => {
    expect(find('<samlp:Response xmlns:samlp="x"/>')).toMatch(/it is the XML/);
  });

  it('does not search without end', () => {
    expect(find('x'.repeat(longestSearchedText + 1))).toMatch(/longer than 1 MB/);
    for (const part of [
      '<input ',
      '<input name=',
      'SAMLResponse=',
      'a-',
      '&#x',
      '{"log":',
      'SAMLResponse : ',
      ' ',
    ]) {
      const hostile = part.repeat(Math.floor(longestSearchedText / part.length));
      expect(find(hostile)).toMatch(/saml-assertion-unreadable/);
      expect(find(`<input ${hostile}>`.slice(0, longestSearchedText))).toMatch(/saml-assertion-unreadable/);
    }
  });

  it('never throws, and answers with base64 only', () => {
    const pieces = fc.constantFrom(
      'SAMLResponse',
      '=',
      '"',
      '<input ',
      'name=',
      'value=',
      '>',
      '%',
      '{',
      '&#',
      response,
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
        const found = findSamlResponse(new Secret(parts.join('')));
        if (found.ok) expect(found.value.reveal()).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
      }),
    );
  });
});

describe('the body of a form', () => {
  it('gives the response as it was posted', () => {
    const body = new URLSearchParams({ RelayState: 'a=b&c', SAMLResponse: response }).toString();
    expect(samlResponseOfForm(body)?.reveal()).toBe(response);
  });

  it.each(['', 'RelayState=x', 'SAMLResponse=', 'SAMLResponse=%25%25', 'xSAMLResponse=PHg+'])(
    '%j has none',
    (body) => {
      expect(samlResponseOfForm(body)).toBeNull();
    },
  );
});
