/** A person at the pages of oidc-provider.ts, with a cookie jar instead of a browser. */
interface Visitor {
  readonly login?: string;
  readonly answers?: { readonly login?: 'go' | 'cancel'; readonly consent?: 'go' | 'cancel' };
}

/**
 * Goes from the authorization request to where the provider sends the browser back to, which is not visited. Null: it
 * ended at a page of the provider.
 */
export async function signInAt(authorizationUrl: string, visitor: Visitor = {}): Promise<URL | null> {
  const { login = 'ada', answers = {} } = visitor;
  const start = new URL(authorizationUrl);
  const jar = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | null = null;
  for (let steps = 0; steps < 20; steps += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form === null ? {} : { method: 'POST', body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    const html = await answer.text();
    if (location !== null) {
      url = new URL(location, url);
      form = null;
      if (url.origin !== start.origin) return url;
    } else if (form === null && answer.status === 200 && html.includes('<form')) {
      const isLogin = html.includes('name="login"');
      const choice = (isLogin ? answers.login : answers.consent) ?? 'go';
      form = new URLSearchParams(isLogin ? { login, choice } : { choice });
    } else {
      return null;
    }
  }
  throw new Error('The provider sends its visitor in circles.');
}
