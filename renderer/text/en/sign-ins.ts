import type { SignInKind } from '../../../shared/sign-in.ts';
import { number, plural } from './writing.ts';

const profileCount = (count: number) => plural(count, '1 profile', `${number(count)} profiles`);

const kinds: Readonly<Record<SignInKind, string>> = {
  'identity-center': 'Identity Center',
  saml: 'SAML',
  oidc: 'OpenID Connect',
};

/** Words for signing in: the screen of sign-ins, their form, and the prompt. */
export const signIns = {
  signIns: {
    title: 'Sign-ins',
    add: 'Add a sign-in',
    empty: 'No sign-in yet',
    emptyHint:
      'A sign-in is an account at your identity provider. Sign in once, and every profile that uses it opens.',
    kinds,
    by: { window: 'own window', browser: 'your browser', command: 'a command' },
    provider: { 'www.amazon.com': 'Login with Amazon', 'graph.facebook.com': 'Facebook' },
    state: { 'signed-in': 'Signed in', renewable: 'Renews by itself', 'signed-out': 'Signed out' },
    until: (time: string) => `until ${time}`,
    as: (subject: string) => `as ${subject}`,
    usedBy: (count: number) => (count === 0 ? 'no profile yet' : profileCount(count)),
    signIn: 'Sign in',
    signInNamed: (name: string) => `Sign in to ${name}`,
    signInAgain: 'Sign in again',
    signingIn: 'Signing in',
    roles: 'Roles…',
    rolesNamed: (name: string) => `Choose roles of ${name}`,
    moreFor: (name: string) => `More for ${name}`,
    chooseRoles: 'Choose roles…',
    newProfile: 'New profile',
    edit: 'Edit…',
    signOut: 'Sign out',
    clear: 'Clear sign-in',
    signOutHint: {
      tokens: 'Removes its tokens. Sessions that are live go on.',
      cookies: 'Removes the window’s cookies kept here. Sessions that are live go on.',
      nothing: 'Sessions that are live go on.',
    },
    signedOut: {
      tokens: 'Signed out, and its tokens are removed.',
      cookies: 'Signed out, and the cookies of its window are removed.',
      nothing: 'Signed out.',
    },
    remove: 'Remove…',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeBody: 'Keycutter signs out and forgets it. Your account at the provider stays as it is.',
    removeConfirm: 'Remove',
    listing: (done: number, total: number | null) =>
      total === null
        ? `Reading accounts: ${number(done)}`
        : `Reading accounts: ${number(done)} of ${number(total)}`,
  },

  signInForm: {
    newTitle: 'New sign-in',
    editTitle: (name: string) => `Edit ${name}`,
    method: 'How you sign in',
    methods: {
      'identity-center': {
        label: 'IAM Identity Center',
        help: 'AWS’s own portal. It lists your accounts and roles.',
      },
      saml: {
        label: 'SAML',
        help: 'AD FS, Entra ID, Okta, Google, Keycloak and others whose page leads to AWS.',
      },
      oidc: {
        label: 'OpenID Connect',
        help: 'Google, Cognito, Okta, Keycloak and others, for roles that trust web identities.',
      },
    },
    name: 'Name',
    namePlaceholder: 'example-corp',
    nameTaken: (name: string) => `There is already a sign-in named ${name}.`,
    save: 'Save',
    saving: 'Saving',
    correct: (count: number) =>
      plural(count, 'One field needs correcting.', `${number(count)} fields need correcting.`),
    editSignsOut: 'Changing how it signs in signs it out.',
    discardTitle: 'Discard changes?',
    discardBody: 'What you typed is not saved.',
    discard: 'Discard',
    keepEditing: 'Keep editing',
    commandAsks: 'Your desktop asks you before this command is saved. It runs without a shell.',

    portalUrl: 'AWS access portal',
    portalHelp: 'The start URL that your administrator gave you.',
    portalPlaceholder: 'https://d-1234567890.awsapps.com/start',
    portalRegion: 'Region of Identity Center',
    portalRegionHelp: 'Where Identity Center runs, not where you work.',
    flow: 'Where you confirm',
    flows: {
      browser: { label: 'This machine’s browser', help: 'You are brought back by itself.' },
      device: { label: 'A code', help: 'You compare a code, in any browser, on another machine too.' },
    },
    cliSession: 'sso-session of the AWS CLI',
    cliSessionHelp: 'Its cached sign-in is used too, if there is one. It is only read.',
    cliSessionPlaceholder: 'example-corp',

    samlBy: 'Where the page opens',
    samlWays: {
      window: {
        label: 'A window of Keycutter',
        help: 'Takes the response to AWS by itself. Google, passkeys and device checks often refuse such windows.',
      },
      browser: {
        label: 'Your browser',
        help: 'Works with every provider. You bring the response by clipboard or as a file.',
      },
      command: { label: 'A command', help: 'A program prints the response, such as saml2aws or your own.' },
    },
    samlUrl: 'Start page',
    samlUrlHelp: 'The page that leads to AWS, as linked in your provider’s portal.',
    samlUrlPlaceholder: 'https://idp.example.com/app/aws/sso',
    samlCommand: 'Command',
    samlCommandHelp: 'It prints the base64 SAML response and nothing else.',
    samlCommandPlaceholder: '/usr/local/bin/print-saml-response',
    remember: 'Remember this sign-in',
    rememberHelp:
      'The window’s cookies are kept, sealed with a key from your keychain. It then renews without asking.',

    provider: 'Provider',
    issuer: 'Issuer',
    issuerHelp: 'The address that stands before /.well-known/openid-configuration.',
    clientId: 'Client id',
    clientIdNeeded: 'The id that your provider gave this client, without spaces.',
    clientSecret: 'Client secret',
    clientSecretHelp: 'Kept in the keychain. Leave empty for a public client.',
    clientSecretNeeded: 'This provider wants one. It is kept in the keychain.',
    clientSecretKept: 'A client secret is in the keychain.',
    clientSecretGoes: 'The client secret is removed when you save.',
    replaceSecret: 'Replace',
    removeSecret: 'Remove',
    keepSecret: 'Keep it',
    scopes: 'Scopes',
    scopesHelp: 'Separated by spaces. openid is always asked for.',
    redirect: 'Redirect address to register',
    copyRedirect: 'Copy redirect address',
    redirectAnyPort: 'Any free port is added. If your provider wants an exact address, give it a port.',
    redirectExact: 'Register exactly this address.',
    more: 'Scopes and redirect',
    redirectHost: 'Host',
    redirectPort: 'Port',
    redirectPortAny: 'any free',
    redirectPortProblem: 'A whole number from 1024 to 65535, or empty.',
    redirectPath: 'Path',
    presets: {
      google: {
        label: 'Google',
        hint: 'Create an OAuth client of the type “Desktop app”. It has a client secret; any port works.',
      },
      cognito: {
        label: 'Amazon Cognito',
        hint: 'Add the address below to the app client’s callback URLs, and allow the authorization code grant.',
      },
      okta: {
        label: 'Okta',
        hint: 'Create a native application with authorization code and refresh token, and add the address below.',
      },
      keycloak: {
        label: 'Keycloak',
        hint: 'Create a public client with the standard flow, and add the address below to its valid redirect URIs.',
      },
      entra: {
        label: 'Microsoft Entra ID',
        hint: 'Register an application with the platform “Mobile and desktop applications” and the address below.',
      },
      amazon: {
        label: 'Login with Amazon',
        hint: 'Create a security profile, and add the address below to its allowed return URLs.',
      },
      facebook: {
        label: 'Facebook',
        hint: 'Create an app with Facebook Login, and add the address below to its valid OAuth redirect URIs.',
      },
      other: { label: 'Another provider', hint: 'Any provider with a discovery document.' },
    },
  },

  signInPrompt: {
    title: (name: string) => `Sign in to ${name}`,
    asks: (name: string) => `Sign in to ${name}?`,
    said: (name: string) => `${name} wants you to sign in.`,
    wantedBy: (names: string, count: number) => plural(count, `${names} needs it.`, `${names} need it.`),
    wantedByItself: 'You asked for it.',
    opens: {
      'identity-center': 'Signing in opens your browser.',
      oidc: 'Signing in opens your browser.',
      saml: 'Signing in opens its page.',
    },
    signIn: 'Sign in',
    notNow: 'Not now',
    browser: 'Your browser has the page of',
    browserNext: 'Sign in there. This closes by itself.',
    device: 'Your browser has the page of',
    deviceNext: 'Go on there only if it shows this code:',
    code: 'Code to compare',
    copyCode: 'Copy code',
    window: 'The sign-in window is at',
    windowNext: 'Sign in there. This closes by itself.',
    showWindow: 'Show the window',
    assertion: 'Your browser has the page of',
    steps: [
      'Open the browser’s developer tools at the tab Network, and keep its log.',
      'Sign in there, until AWS shows its page.',
      'Find the request to /saml in the list, and copy the value of SAMLResponse.',
    ],
    stepsLimit: 'AWS takes it for five minutes.',
    paste: 'Paste from clipboard',
    file: 'Choose a file…',
    working: 'Signing in…',
    openAgain: 'Open again',
    copyAddress: 'Copy link',
    copied: 'Link copied',
    waiting: (count: number) =>
      plural(
        count,
        '1 more sign-in waits behind this one.',
        `${number(count)} more sign-ins wait behind this one.`,
      ),
  },
};
