import { randomUUID } from 'node:crypto';
import { samlResponse } from '../../../simulator/testing/saml-response.ts';
import {
  type Answer,
  isPerson,
  PageServer,
  type ProviderOptions,
  page,
  person,
  redirect,
  type Visit,
} from './provider-server.ts';

const realm = '/realms/corp';
/** `error`: an error page after signing in. `refused`: a SAML response whose Status is a failure. */
export type KeycloakMode = 'ordinary' | 'error' | 'refused';

/**
 * Shaped as Keycloak and SimpleSAMLphp: redirects from page to page, a cookie of its own for each step, consent at the first
 * time, and a script that makes the form; the Response is signed, its namespaces have prefixes.
 */
export class KeycloakProvider {
  mode: KeycloakMode = 'ordinary';
  readonly #options: ProviderOptions;
  readonly #begun = new Set<string>();
  readonly #identities = new Map<string, { consented: boolean }>();
  #server: PageServer | null = null;

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  async start(): Promise<this> {
    this.#server = await PageServer.start((visit) => this.#answer(visit));
    return this;
  }

  get startUrl(): string {
    return `${this.#pages.origin}${realm}/protocol/saml/clients/amazon-aws`;
  }

  get visits(): readonly Visit[] {
    return this.#pages.visits;
  }

  /** Nobody is signed in any more, whatever cookies they have. */
  expire(): void {
    this.#identities.clear();
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  get #pages(): PageServer {
    if (this.#server === null) throw new Error('The provider was not started.');
    return this.#server;
  }

  #answer({ method, url, cookies, form }: Visit): Answer {
    const identity = this.#identities.get(cookies.get('KEYCLOAK_IDENTITY') ?? '');
    switch (`${method} ${url.pathname.slice(realm.length)}`) {
      case 'GET /protocol/saml/clients/amazon-aws': {
        if (identity !== undefined) return redirect(`${realm}/broker/after-login`);
        const begun = randomUUID();
        this.#begun.add(begun);
        return redirect(`${realm}/login-actions/authenticate`, [
          `AUTH_SESSION_ID=${begun}; path=${realm}/; HttpOnly`,
        ]);
      }
      case 'GET /login-actions/authenticate':
        return { html: loginPage('') };
      case 'POST /login-actions/authenticate': {
        if (!this.#begun.has(cookies.get('AUTH_SESSION_ID') ?? ''))
          return { status: 400, html: page('Error', 'Cookie not found.') };
        if (!isPerson(form, 'username', 'password'))
          return { html: loginPage('Invalid username or password.') };
        const session = randomUUID();
        this.#identities.set(session, { consented: false });
        return redirect(`${realm}/broker/after-login`, [
          `KEYCLOAK_IDENTITY=${session}; path=${realm}/; HttpOnly; Max-Age=36000; SameSite=Lax`,
        ]);
      }
      case 'POST /login-actions/consent':
        if (identity !== undefined) identity.consented = form.get('accept') === 'yes';
        return redirect(`${realm}/broker/after-login`);
      case 'GET /broker/after-login':
        if (identity === undefined) return redirect(this.startUrl);
        if (this.mode === 'error')
          return { status: 500, html: page('Error', '<h1>We are sorry…</h1><p>Unexpected error.</p>') };
        return { html: identity.consented ? this.#postPage() : consentPage };
      default:
        return { status: 404 };
    }
  }

  /** The form is not in the page's source, and is sent some time after the page has loaded. */
  #postPage(): string {
    const {
      keys,
      issuer,
      roles,
      now,
      awsEndpoint = 'https://eu-central-1.signin.aws.amazon.com/saml',
    } = this.#options;
    const response = samlResponse({
      keys,
      issuer,
      roles,
      at: now(),
      roleSessionName: person.email,
      recipient: awsEndpoint,
      signed: 'response',
      shape: 'prefixed',
      ...(this.mode === 'refused' ? { status: 'RequestDenied' } : {}),
    });
    const script = `
      const form = Object.assign(document.createElement('form'), { method: 'post', action: ${JSON.stringify(awsEndpoint)} });
      const fields = { RelayState: '', SAMLResponse: ${JSON.stringify(response)} };
      for (const [name, value] of Object.entries(fields)) {
        form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
      }
      document.body.append(form);
      addEventListener('load', () => setTimeout(() => form.submit(), 50));`;
    return page('Redirecting', `<p>Redirecting…</p><script>${script}</script>`);
  }
}

function loginPage(problem: string): string {
  return page(
    'Sign in to corp',
    `<h1>Sign in to your account</h1><p role="alert">${problem}</p>
     <form method="post" action="${realm}/login-actions/authenticate">
     <label>Username <input name="username"></label>
     <label>Password <input name="password" type="password"></label><button>Sign In</button></form>`,
  );
}

const consentPage = page(
  'Grant access',
  `<h1>Grant access to AWS</h1><form method="post" action="${realm}/login-actions/consent">
   <button name="accept" value="yes">Yes</button><button name="accept" value="no">No</button></form>`,
);
