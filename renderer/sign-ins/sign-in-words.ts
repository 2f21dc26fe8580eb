import type { SignIn, SignInMethod } from '../../shared/sign-in.ts';
import type { Text } from '../text/text.ts';

/** How one signs in, and where, in a line: `SAML · own window · idp.example.com`. */
export function methodWords({ method }: Pick<SignIn, 'method'>, text: Text): string {
  return partsOf(method, text)
    .filter((part) => part !== '')
    .join(' · ');
}

function partsOf(method: SignInMethod, text: Text): readonly string[] {
  const words = text.signIns;
  const kind = words.kinds[method.kind];
  switch (method.kind) {
    case 'identity-center':
      return [kind, hostOf(method.startUrl), method.region];
    case 'saml':
      return [
        kind,
        words.by[method.by],
        method.by === 'command' ? programOf(method.command) : hostOf(method.startUrl),
      ];
    case 'oidc':
      return method.provider === 'issuer' ? [kind, hostOf(method.issuer)] : [words.provider[method.provider]];
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** The file name alone, without its folder and arguments. */
function programOf(command: string): string {
  return command.trim().split(/\s+/)[0]?.split(/[/\\]/).at(-1) ?? '';
}

/** What signing out takes away from what is kept here. */
export function signedOutOf(method: SignInMethod): 'tokens' | 'cookies' | 'nothing' {
  if (method.kind !== 'saml') return 'tokens';
  return method.remember ? 'cookies' : 'nothing';
}

/** Whether it can say which roles it opens; OpenID Connect leaves that to the roles. */
export function knowsRoles({ kind }: SignInMethod): boolean {
  return kind !== 'oidc';
}
