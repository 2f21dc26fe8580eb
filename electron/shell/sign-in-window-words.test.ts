import { expect, it } from 'vitest';
import { reasonText } from '../../shared/error-text.ts';
import { en } from '../../shared/words/en/index.ts';
import { failureReason, hostOf, signInTitle } from './sign-in-window-words.ts';

it.each([
  ['https://idp.example.com/login?x=1', 'Corp', 'https://idp.example.com · Corp'],
  ['https://idp.example.com:8443/', 'Corp', 'https://idp.example.com:8443 · Corp'],
  ['http://127.0.0.1:8080/', 'Corp', 'http://127.0.0.1:8080 · Corp'],
  ['https://idp.exаmple.com/', 'Corp', 'https://idp.xn--exmple-4nf.com · Corp'],
  ['https://aws.amazon.com@evil.example/', 'Corp', 'https://evil.example · Corp'],
  ['about:blank', 'Corp', 'Empty page · Corp'],
  ['', '\u202eCo\nrp', 'Empty page · Co rp'],
])('%s is shown as whose page it is', (address, name, title) => {
  expect(signInTitle(address, name, 'Empty page')).toBe(title);
});

it('shows the end of a host that is too long, and no name that could push it away', () => {
  const host = `signin.aws.amazon.com.${'a'.repeat(50)}.evil.example`;
  expect(signInTitle(`https://${host}/`, 'Corp', '')).toBe(`https://…${'a'.repeat(22)}.evil.example`);
  expect(signInTitle('https://idp.example.com/', 'x'.repeat(30), '')).toBe('https://idp.example.com');
});

it('names the host of an address', () => {
  expect(hostOf('https://idp.example.com:8443/x')).toBe('idp.example.com:8443');
  expect(hostOf('nonsense')).toBe('');
});

it.each([
  ['ERR_NAME_NOT_RESOLVED', 'there is no host of that name'],
  ['ERR_CERT_AUTHORITY_INVALID', 'its certificate is not trusted (ERR_CERT_AUTHORITY_INVALID)'],
  ['ERR_HTTP2_PROTOCOL_ERROR', 'ERR_HTTP2_PROTOCOL_ERROR'],
  ['Something <b>else</b>', 'it could not be loaded'],
  ['toString', 'it could not be loaded'],
  ['', 'it could not be loaded'],
])('%s is said as “%s”', (description, reason) => {
  expect(reasonText(failureReason(description), en)).toBe(reason);
});
