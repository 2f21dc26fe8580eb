import type { SignInKind } from '../../shared/sign-in.ts';
import type { SignInPromptView, SignInView } from '../../shared/sign-in-views.ts';
import { shown } from './en.ts';

const quoted = (name: string) => `“${shown(name)}”`;
const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const at = (host: string | null) => (host === null ? '' : ` at ${shown(host)}`);

/** What a stage of a sign-in says to the person at the terminal; empty: nothing. */
function stage({ stage: at_, host, userCode }: SignInPromptView): string {
  switch (at_) {
    case 'asked':
      return 'Press Enter to open its page, or Ctrl-C to cancel. You can also go on in the Keycutter window.';
    case 'browser':
      return `Sign in in your browser${at(host)}. Enter opens the page once more, Ctrl-C cancels.`;
    case 'device':
      return `Sign in${at(host)} and compare this code: ${shown(userCode ?? '')}`;
    case 'window':
      return `Sign in in Keycutter’s sign-in window${at(host)}. Enter brings it to the front, Ctrl-C cancels.`;
    case 'assertion':
      return `Sign in in your browser${at(host)}, then give the SAML response to the Keycutter window. Ctrl-C cancels.`;
    case 'working':
      return '';
  }
}

const kinds: Readonly<Record<SignInKind, string>> = {
  saml: 'SAML',
  oidc: 'OpenID Connect',
  'identity-center': 'Identity Center',
};

const states: Readonly<Record<SignInView['state'], string>> = {
  'signed-out': 'signed out',
  'signed-in': 'signed in',
  renewable: 'renews itself',
};

/** The words about sign-ins. */
export const signInText = {
  kinds,
  states,
  stage,
  columns: { name: 'NAME', kind: 'KIND', state: 'STATE', until: 'UNTIL', who: 'WHO', where: 'WHERE' },
  roleColumns: { account: 'ACCOUNT', name: 'NAME', role: 'ROLE', profile: 'PROFILE' },

  noSuchSignIn: (name: string, guess: string | null) =>
    `There is no sign-in ${quoted(name)}.${guess === null ? '' : ` Did you mean ${shown(guess)}?`}`,
  listSignIns: 'keycutter sign-in ls shows them all.',
  wrongKind: (name: string, is: SignInKind, wanted: SignInKind) =>
    `${quoted(name)} signs in by ${kinds[is]}, and this profile wants ${kinds[wanted]}.`,
  none: 'There are no sign-ins yet. keycutter sign-in add NAME makes one.',

  wanted: (signIn: string, profile: string) =>
    `${shown(signIn) || 'The identity provider'} wants you to sign in${profile === '' ? '' : ` for ${shown(profile)}`}.`,
  behind: (other: string) => `The sign-in at ${shown(other)} comes first; it waits in the Keycutter window.`,
  listing: (done: number, total: number | null) =>
    `Reading accounts: ${done}${total === null ? '' : ` of ${total}`}`,

  signedIn: (name: string, who: string | null, until: string | null) =>
    `Signed in at ${shown(name)}${who === null ? '' : ` as ${shown(who)}`}${until === null ? '' : `, until ${until}`}.`,
  signedOut: (name: string) => `Signed out at ${shown(name)}. Sessions that it gave live until they end.`,
  saved: (name: string) => `The sign-in ${shown(name)} was saved. Sign in: keycutter sign-in ${shown(name)}`,
  removed: (name: string) => `The sign-in ${shown(name)} was removed.`,
  remove: (name: string) => `Remove the sign-in ${quoted(name)} and what it remembers?`,

  oneMethod:
    'Say what it signs in at: one of --identity-center URL, --saml URL, --command COMMAND, --oidc ISSUER.',
  optionNotFor: (option: string, kind: SignInKind) =>
    `--${option} does not belong to a sign-in by ${kinds[kind]}.`,
  portUnreadable: 'A port is a number from 1024 to 65535.',
  secretPrompt: 'Client secret (not shown): ',
  secretMissing: 'There was no client secret on standard input.',
  secretMissingNext: 'Send it as the only line.',

  noRoles: 'It opens no roles.',
  roles: (count: number, without: number) =>
    `${some(count, 'role', 'roles')}, ${without === 0 ? 'each with a profile' : `${without} without a profile; --add makes one of each`}.`,
  created: (created: number, skipped: number) =>
    `Made ${some(created, 'profile', 'profiles')}${skipped === 0 ? '' : `; ${some(skipped, 'role has', 'roles have')} one already`}.`,
  notCreated: (name: string, why: string) => `${shown(name)} was not made: ${why}`,
  onlyWithAdd: (option: string) => `--${option} goes with --add.`,
} as const;
