import { desktopWords, isDesktopError } from './desktop-errors.ts';
import type { AppError } from './errors.ts';
import { exportFormats } from './export-formats.ts';
import { unreachable } from './result.ts';
import { isWayInError, wayInWords } from './way-in-errors.ts';

export interface ErrorText {
  /** What happened, in AWS's terms where it came from AWS. */
  readonly what: string;
  /** What to do now. */
  readonly next: string;
  /** AWS's own words, where it had some. */
  readonly detail: string | null;
}

/** What to check when AWS denies one of its ways to a session. */
const afterDenial: Readonly<Record<string, string>> = {
  AssumeRoleWithSAML:
    'Check that the role’s trust policy lets this SAML provider call sts:AssumeRoleWithSAML, and what it asks of the assertion (such as SAML:aud).',
  AssumeRoleWithWebIdentity:
    'Check that the role’s trust policy lets this identity provider call sts:AssumeRoleWithWebIdentity, and what it asks of the token (such as aud and sub).',
  GetFederationToken: 'Check that the key’s user may call sts:GetFederationToken.',
  AssumeRoot:
    'Check that the caller may call sts:AssumeRoot on this account, and that its own account manages root access for the organization.',
};

/** What the person can do where Keycutter may not call IAM. */
function withoutIam(action: string): string {
  if (action === 'iam:ListMFADevices') return 'enter the MFA serial by hand';
  return /Role$/.test(action) ? 'look at the role in the console' : 'rotate the key in the console';
}

/** The one place that puts a failure into words. */
export function explain(error: AppError): ErrorText {
  const { code, params } = error;
  const param = (name: string, otherwise = '') => params[name] ?? otherwise;
  const detail = /^(?:sts|iam)-/.test(code) && params.detail ? ended(params.detail) : null;
  const say = (what: string, next: string): ErrorText => ({ what: ended(what), next, detail });

  if (isWayInError(code)) return say(...wayInWords(code, param));
  if (isDesktopError(code)) return say(...desktopWords(code, param));
  switch (code) {
    case 'input-refused':
      return say(
        `${param('field', 'A value')} was not accepted: ${param('reason', 'it is not valid')}`,
        'Correct it and try again.',
      );
    case 'input-too-large':
      return say('That is more text than this field takes.', 'Shorten it and try again.');
    case 'sender-refused':
      return say(
        'The request did not come from Keycutter’s own window.',
        'Nothing was done. Restart Keycutter if you see this again.',
      );
    case 'cancelled':
      return say('Cancelled.', 'Nothing was changed.');
    case 'internal':
      return say(
        'Something in Keycutter went wrong.',
        `Try again; the log names it as ${param('reference', 'internal')}.`,
      );

    case 'access-key-not-found':
      return say('This access key is no longer there.', 'Choose another key, or add it again.');
    case 'access-key-name-taken':
      return say(`There is already an access key named ${param('name')}.`, 'Choose another name.');
    case 'access-key-already-kept':
      return say(
        `${param('accessKeyId', 'This key')} is already kept, as ${param('name', 'another one')}.`,
        'Use that one, or remove it first.',
      );
    case 'access-key-secret-missing':
      return say(
        `The keychain has no secret for ${param('name')}.`,
        'Enter its secret access key again under Access keys.',
      );
    case 'keychain-unavailable':
      return say(
        'No keychain can be reached on this desktop.',
        'Start one (for example GNOME Keyring or KWallet) and try again, or keep keys in memory for this run.',
      );
    case 'keychain-locked':
      return say('The keychain is locked.', 'Unlock it and try again.');
    case 'keychain-changed':
      return say(
        'The saved sessions were sealed with a key this keychain does not have.',
        'Open the keychain they were saved with, or start over: they are set aside, and you assume again.',
      );
    case 'keychain-failed':
      return say(
        `The keychain answered with an error: ${param('detail', 'no reason given')}`,
        'Try again, or keep the key in memory for this run.',
      );

    case 'profile-not-found':
      return say('This profile is no longer there.', 'Choose another one.');
    case 'profile-name-taken':
      return say(`There is already a profile named ${param('name')}.`, 'Choose another name.');
    case 'profile-source-missing':
      return say('The access key of this profile was removed.', 'Edit the profile and choose another key.');
    case 'session-none':
      return say('There is no live session for this profile.', 'Assume it first.');
    case 'mfa-dismissed':
      return say('No MFA code was given.', 'Assume again when you have your device at hand.');
    case 'mfa-code-reused':
      return say(
        'This MFA code was used already; AWS takes each one once.',
        'Wait for your device to show the next code.',
      );
    case 'profile-has-no-session':
      return say(
        `${param('name', 'This profile')} serves its access key itself and has no session.`,
        'Use it through the AWS CLI, an SDK or keycutter exec.',
      );
    case 'mfa-needed':
      return say(
        `${param('name', 'This profile')} wants an MFA code.`,
        'Enter it in the Keycutter window, then run this again.',
      );
    case 'approval-needed':
      return say(
        `${param('name', 'This profile')} is served only after you allow it.`,
        'Allow it in the Keycutter window, then run this again.',
      );
    case 'approval-denied':
      return say(
        `You chose not to have ${param('name', 'this profile')} served.`,
        'To allow it, run this again in a minute.',
      );
    case 'client-not-allowed':
      return say('Only the Keycutter window may do this.', 'Open the window and do it there.');
    case 'grant-not-found':
      return say('This renewing export has ended already.', 'Copy a new one where you need it.');
    case 'endpoint-port-taken':
      return say(
        `Another program took port ${param('port')} while Keycutter was not running, so all renewing exports were revoked.`,
        'Copy renewing exports anew into the shells that used them.',
      );
    case 'endpoint-unavailable':
      return say(
        `The local endpoint could not be opened: ${param('reason', 'the system refused')}`,
        'Export by command instead, or try again.',
      );
    case 'agent-unavailable':
      return say(
        `The keycutter command cannot reach the app: ${param('reason', 'its socket could not be made')}`,
        'Restart Keycutter; exports by value still work.',
      );
    case 'app-not-reachable':
      return say('Keycutter is not running.', 'Start it, or run keycutter status to have it started.');
    case 'app-not-started':
      return say(
        `Keycutter could not be started: ${param('reason', 'it did not answer in time')}`,
        'Start it from your desktop and run this again.',
      );
    case 'app-other-version':
      return say(
        `This command (${param('command')}) and the running app (${param('app')}) are of different versions.`,
        'Quit Keycutter and start it again.',
      );
    case 'app-not-proven':
      return say(
        'What answers at Keycutter’s socket could not prove that it is Keycutter.',
        'Nothing was sent to it. Quit Keycutter and start it again.',
      );
    case 'terminal-unavailable':
      return say(
        'No terminal program was found.',
        `Open one yourself and run ${param('command', 'keycutter exec')} there.`,
      );
    case 'aws-file-unreadable':
      return say(
        `${param('path', 'The file')} could not be read: ${param('reason', 'the system refused')}`,
        'Check that it is a file you may read.',
      );
    case 'aws-file-write-failed':
      return say(
        `${param('path', 'The file')} could not be written: ${param('reason', 'the disk refused')}`,
        'It is as it was. Make room or check permissions, then try again.',
      );
    case 'aws-file-busy':
      return say(
        `${param('holder', 'Another Keycutter')} is writing ${param('path', 'the file')}.`,
        'Try again in a moment.',
      );
    case 'aws-file-changing':
      return say(
        `Another program keeps changing ${param('path', 'the file')}.`,
        'Nothing of it was touched. Try again when it has finished.',
      );
    case 'aws-section-taken':
      return say(
        `There is a section named ${param('name')} that is not Keycutter’s.`,
        'Choose another name, or take it over.',
      );
    case 'aws-section-name-refused':
      return say(
        `${param('name', 'This')} is no name that every AWS tool can read.`,
        'Use letters, digits and _ @ + . % : / - only.',
      );
    case 'aws-section-not-managed':
      return say(`Keycutter manages no section named ${param('name')}.`, 'Nothing was changed.');
    case 'aws-section-gone':
      return say(
        `Another program removed the section ${param('name')}.`,
        'Write it again, or remove it here too.',
      );
    case 'aws-section-shadowed':
      return say(
        `${param('path', 'The credentials file')} has credentials of its own under ${param('name')}, which AWS tools prefer.`,
        'Move its key into the keychain or remove it there, or choose another name.',
      );
    case 'import-outdated':
      return say('Your AWS files changed since this was listed.', 'Look at the new list, then import.');
    case 'key-move-mismatch':
      return say(
        'The keychain did not give back the secret that was put into it.',
        'Your file is as it was. Check the keychain, then try again.',
      );
    case 'key-move-unverified':
      return say(
        `AWS did not accept the key in ${param('section', 'this section')}.`,
        'Your file is as it was. Correct or remove the key there.',
      );
    case 'iam-access-denied':
      return say(
        `AWS does not let this caller use ${param('action', 'IAM')}.`,
        params.explicitly === 'yes'
          ? `A policy denies it, perhaps because it wants MFA: ${withoutIam(param('action'))} after signing in with MFA, or ask an administrator.`
          : `Ask an administrator, or ${withoutIam(param('action'))}.`,
      );
    case 'iam-key-limit':
      return say(
        'This user has two access keys already, the most AWS allows.',
        'Delete the one that is not used, then rotate.',
      );
    case 'iam-unknown':
      return say(
        `IAM answered ${param('awsCode', 'with an error')}.`,
        'Try again; the AWS documentation explains this code.',
      );
    case 'rotation-unfinished':
      return say(
        `The rotation of ${param('name', 'this key')} stopped half-way: ${param('reason', 'a step failed')}`,
        'Rotate again: it goes on where it stopped.',
      );
    case 'rotation-needs-keychain':
      return say(
        `${param('name', 'This key')} is kept for this run only; a new one would be lost when it ends.`,
        'Enter its secret again with the keychain as its place, then rotate.',
      );
    case 'console-not-possible':
      return say(
        'A session of this kind cannot sign in to the console.',
        'Assume a role and open the console from it.',
      );
    case 'console-refused':
      return say(
        `AWS did not give a sign-in for this session (${param('status', 'no reason given')}).`,
        'Refresh the session and try again.',
      );
    case 'browser-failed':
      return params.reason === undefined
        ? say(
            'No browser could be opened.',
            'Run keycutter console with --print, and open the address yourself.',
          )
        : say(
            `The browser could not be opened: ${param('reason')}.`,
            'Choose another browser for the console in Settings or in the profile.',
          );
    case 'mfa-timed-out':
      return say('No MFA code was given in time.', 'Assume again when you have your device at hand.');

    case 'sts-access-denied':
      return say(
        `AWS denied this.`,
        afterDenial[param('action')] ??
          'Check the role’s trust policy, the external id, and that the key’s user may call sts:AssumeRole on it. “What the account owner needs” in the editor shows both policies.',
      );
    case 'sts-mfa-code-wrong':
      return say(
        'AWS did not accept the MFA code.',
        'Enter the next code your device shows; check that the MFA serial belongs to this key’s user.',
      );
    case 'sts-duration-over-maximum':
      return say(
        'The duration is longer than this role allows (its MaxSessionDuration).',
        'Choose a shorter duration, or ask the account owner to raise the role’s maximum.',
      );
    case 'sts-duration-over-chaining-limit':
      return say(
        'A role assumed from temporary credentials (role chaining) lasts at most 1 hour.',
        'Choose 1 hour or less, or assume the role directly from an access key.',
      );
    case 'sts-expired-token':
      return param('action') === 'AssumeRoleWithWebIdentity'
        ? say(
            'The identity provider’s token has expired.',
            'Assume again. Where a file or a command gives the token, check that it gives a fresh one.',
          )
        : say('The credentials used for this call have expired.', 'Assume again.');
    case 'sts-malformed-policy':
      return say(`AWS could not read the session policy.`, 'Correct the policy in the profile.');
    case 'sts-packed-policy-too-large':
      return say(
        `The session policy and tags are too large once packed.`,
        'Shorten the policy, or use fewer policy ARNs and tags.',
      );
    case 'sts-region-disabled':
      return say(
        `STS is not active in ${param('region', 'this Region')} for this account.`,
        'Choose another Region in the profile, or have an administrator activate STS there.',
      );
    case 'sts-idp-rejected-claim':
      return say(`The identity provider’s claim was rejected.`, 'Sign in again with your identity provider.');
    case 'sts-invalid-identity-token':
      return say(`The identity token was not valid.`, 'Sign in again with your identity provider.');
    case 'sts-idp-communication':
      return say('AWS could not reach the identity provider.', 'Try again in a moment.');
    case 'sts-invalid-client-token':
      return say(
        'AWS does not know this access key id.',
        'Check that the key still exists and is active, or enter another one.',
      );
    case 'sts-signature-mismatch':
      return say(
        'The secret access key does not match the access key id.',
        'Enter the secret access key again.',
      );
    case 'sts-clock-skew':
      return say(
        'This computer’s clock is too far from AWS’s time.',
        'Set the clock (automatic date and time), then try again.',
      );
    case 'sts-throttled':
      return say('AWS asked for fewer requests (throttling).', 'Try again in a moment.');
    case 'sts-validation':
      return say(`AWS refused a value.`, 'Correct it in the profile.');
    case 'sts-server-error':
      return say(
        `AWS had a problem of its own (status ${param('status', '5xx')}).`,
        'Try again in a moment.',
      );
    case 'sts-unknown':
      return say(
        `AWS answered ${param('awsCode', 'with an error')}.`,
        'Try again; the AWS documentation explains this code.',
      );

    case 'network-unreachable':
      return say(
        `${param('host', 'AWS')} could not be reached.`,
        'Check your network, VPN or the endpoint in Settings, and try again.',
      );
    case 'network-timed-out':
      return say(
        `${param('host', 'AWS')} did not answer in time.`,
        'Check your network, VPN or proxy, and try again.',
      );
    case 'network-name-unknown':
      return say(
        `The name ${param('host', 'of the endpoint')} could not be found.`,
        'Check your network, VPN or the Region in the profile.',
      );
    case 'proxy-authentication-required':
      return say(
        `The proxy ${param('host')} wants a user name and password.`,
        'Start Keycutter with them in HTTPS_PROXY (http://user:password@host:port); Settings keep no passwords.',
      );
    case 'proxy-failed':
      return say(
        `The proxy ${param('host')} did not let the call through.`,
        'Check the proxy address in Settings.',
      );
    case 'tls-untrusted':
      return say(
        `The certificate of ${param('host', 'the endpoint')} is not trusted.`,
        'If your company inspects traffic, set its CA bundle in Settings.',
      );
    case 'ca-bundle-unreadable':
      return say(
        `The CA bundle ${param('path')} could not be read.`,
        'Correct its path in Settings or in AWS_CA_BUNDLE.',
      );
    case 'endpoint-not-allowed':
      return say(
        `The endpoint ${param('url')} is not used: only https, or http to this machine itself.`,
        'Correct it in Settings or in AWS_ENDPOINT_URL_STS.',
      );

    case 'storage-write-failed':
      return say(
        `${param('what', 'A file')} could not be saved: ${param('reason', 'the disk refused')}`,
        'What was saved before is still there. Make room or check permissions, then try again.',
      );
    case 'storage-corrupt':
      return say(
        `${param('what', 'A file')} could not be read.`,
        `It was kept aside as ${param('keptAt')}; Keycutter went on without it.`,
      );
    case 'storage-from-newer-version':
      return say(
        `${param('what', 'A file')} was written by a newer Keycutter.`,
        `It was kept as ${param('keptAt')}; update Keycutter to use all of it.`,
      );

    case 'export-value-unsupported':
      return say(
        `${formatLabel(param('format', 'This format'))} cannot carry ${carried(param('variable', 'a value'))}: ${carriage(param('reason'))}.`,
        'Copy it in another format.',
      );
    case 'clipboard-failed':
      return say('The clipboard could not be written.', 'Try again.');
    case 'demo-unavailable':
      return say('The demo account could not be started.', 'Try again; the log has the reason.');
    default:
      return unreachable(code);
  }
}

function formatLabel(format: string): string {
  return exportFormats.find(({ id }) => id === format)?.label ?? format;
}

function carried(variable: string): string {
  if (variable === 'profile-name') return 'the profile’s name';
  if (variable === 'command') return 'the path of the keycutter command';
  return variable;
}

function carriage(reason: string): string {
  if (reason === 'empty') return 'it is empty';
  if (reason === 'too-long') return 'it is too long';
  if (reason === 'endpoint-not-carried') return 'the demo account’s address has no place there';
  return `it has a character that would change it (${reason.replaceAll('-', ' ')})`;
}

/** What others said, AWS among them, may come without its full stop. */
function ended(sentence: string): string {
  return /[.!?]$/.test(sentence.trimEnd()) ? sentence.trimEnd() : `${sentence.trimEnd()}.`;
}
