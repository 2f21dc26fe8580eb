import {
  type SamlResponseOptions,
  samlPostPage,
  samlResponse,
} from '../../../simulator/testing/saml-response.ts';
import { type Answer, PageServer, type ProviderOptions, person, type Visit } from './provider-server.ts';

/** Knows who comes without asking, and posts at once whatever it is told to say. */
export class HastyProvider {
  /** What it says otherwise than a good provider would. */
  says: Partial<SamlResponseOptions> = {};
  /** Of its session, for as long as it knows the person; null: none. */
  cookie: string | null = null;
  readonly #options: ProviderOptions;
  readonly #server: PageServer;

  private constructor(options: ProviderOptions, server: PageServer) {
    this.#options = options;
    this.#server = server;
  }

  static async start(options: ProviderOptions): Promise<HastyProvider> {
    const server = await PageServer.start(() => provider.#answer());
    const provider = new HastyProvider(options, server);
    return provider;
  }

  get startUrl(): string {
    return `${this.#server.origin}/aws`;
  }

  get visits(): readonly Visit[] {
    return this.#server.visits;
  }

  /** Base64, as it would be posted now. */
  response(): string {
    const { keys, issuer, roles, now } = this.#options;
    return samlResponse({ keys, issuer, roles, at: now(), roleSessionName: person.email, ...this.says });
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  #answer(): Answer {
    const html = samlPostPage('https://signin.aws.amazon.com/saml', this.response());
    const cookies = this.cookie === null ? [] : [`session=${this.cookie}; Path=/; Max-Age=3600; HttpOnly`];
    return { html, headers: { 'Set-Cookie': cookies } };
  }
}
