import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';

const firstCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;

/**
 * Who may vouch for a server: the built-in authorities and those of a bundle. Node replaces its own by the ones it
 * is given, those of NODE_EXTRA_CA_CERTS included, so these are added again:
 * https://nodejs.org/api/tls.html#tlscreatesecurecontextoptions
 */
export class TrustedAuthorities {
  readonly #extraPath: string | null;
  #last: { readonly pem: string; readonly context: SecureContext } | null = null;

  /** `extraPath`: NODE_EXTRA_CA_CERTS. */
  constructor(extraPath: string | null = process.env.NODE_EXTRA_CA_CERTS || null) {
    this.#extraPath = extraPath;
  }

  /** Null: what Node trusts by itself. Errors: ca-bundle-unreadable. */
  async withBundle(path: string | null): Promise<Result<SecureContext | null>> {
    if (path === null) return succeed(null);
    const bundle = await readCertificates(path);
    if (bundle === null) return fail(appError('ca-bundle-unreadable', { path }));
    // Node itself warns of these and goes on without them.
    const extra = this.#extraPath === null ? null : await readCertificates(this.#extraPath);
    const pem = `${bundle}\n${extra ?? ''}`;
    // Parsing all of them takes some milliseconds, so they are parsed again only when they changed.
    if (this.#last?.pem !== pem) {
      this.#last = { pem, context: createSecureContext({ ca: [...rootCertificates, pem] }) };
    }
    return succeed(this.#last.context);
  }
}

/** Node takes any text as `ca` and ignores what is no certificate: look before. */
async function readCertificates(path: string): Promise<string | null> {
  try {
    const pem = await readFile(path, 'utf8');
    const first = firstCertificate.exec(pem)?.[0];
    if (first === undefined) return null;
    new X509Certificate(first);
    return pem;
  } catch {
    return null;
  }
}
