import { describe, expect, it } from 'vitest';
import { type NetworkFailure, networkError } from './network-errors.ts';

const direct: NetworkFailure = {
  code: null,
  timedOut: false,
  host: 'sts.eu-central-1.amazonaws.com',
  proxyHost: null,
  proxyStatus: null,
};

describe('a call without an answer', () => {
  it.each([
    ['ECONNREFUSED', 'network-unreachable'],
    ['ECONNRESET', 'network-unreachable'],
    ['EHOSTUNREACH', 'network-unreachable'],
    ['ENETUNREACH', 'network-unreachable'],
    ['ENOTFOUND', 'network-name-unknown'],
    ['EAI_AGAIN', 'network-name-unknown'],
    ['ETIMEDOUT', 'network-timed-out'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls-untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-untrusted'],
    ['CERT_HAS_EXPIRED', 'tls-untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-untrusted'],
  ])('%s is %s and names the host', (code, expected) => {
    expect(networkError({ ...direct, code })).toMatchObject({
      code: expected,
      params: { host: direct.host },
    });
  });

  it('is the proxy’s as long as the proxy has not let it through', () => {
    const proxied = { ...direct, proxyHost: 'proxy.example.com:3128' };
    const host = proxied.proxyHost;
    expect(networkError({ ...proxied, code: 'ECONNREFUSED' })).toMatchObject({
      code: 'proxy-failed',
      params: { host },
    });
    expect(networkError({ ...proxied, code: 'ENOTFOUND' })).toMatchObject({
      code: 'proxy-failed',
      params: { host },
    });
    expect(networkError({ ...proxied, timedOut: true })).toMatchObject({
      code: 'network-timed-out',
      params: { host },
    });
    expect(networkError({ ...proxied, proxyStatus: 407 })).toMatchObject({
      code: 'proxy-authentication-required',
      params: { host },
    });
    expect(networkError({ ...proxied, proxyStatus: 502 })).toMatchObject({
      code: 'proxy-failed',
      params: { host, status: '502' },
    });
  });

  it('is left to others when it is not about the network', () => {
    expect(networkError(direct)).toBeNull();
    expect(networkError({ ...direct, code: 'ERR_INVALID_ARG_TYPE' })).toBeNull();
  });
});
