import { errorWords } from '../words.ts';

/** Serving programs, the keycutter command, and the console. */
export const programErrors = errorWords({
  'profile-has-no-session': (param) => [
    `${param('name', 'This profile')} serves its access key itself and has no session.`,
    'Use it through the AWS CLI, an SDK or keycutter exec.',
  ],
  'mfa-needed': (param) => [
    `${param('name', 'This profile')} wants an MFA code.`,
    'Enter it in the Keycutter window, then run this again.',
  ],
  'approval-needed': (param) => [
    `${param('name', 'This profile')} is served only after you allow it.`,
    'Allow it in the Keycutter window, then run this again.',
  ],
  'approval-denied': (param) => [
    `You chose not to have ${param('name', 'this profile')} served.`,
    'To allow it, run this again in a minute.',
  ],
  'client-not-allowed': ['Only the Keycutter window may do this.', 'Open the window and do it there.'],
  'grant-not-found': ['This renewing export has ended already.', 'Copy a new one where you need it.'],
  'endpoint-port-taken': (param) => [
    `Another program took port ${param('port')} while Keycutter was not running, so all renewing exports were revoked.`,
    'Copy renewing exports anew into the shells that used them.',
  ],
  'endpoint-unavailable': (param) => [
    `The local endpoint could not be opened: ${param('reason', 'the system refused')}`,
    'Export by command instead, or try again.',
  ],
  'agent-unavailable': (param) => [
    `The keycutter command cannot reach the app: ${param('reason', 'its socket could not be made')}`,
    'Restart Keycutter; exports by value still work.',
  ],
  'app-not-reachable': ['Keycutter is not running.', 'Start it, or run keycutter status to have it started.'],
  'app-not-started': (param) => [
    `Keycutter could not be started: ${param('reason', 'it did not answer in time')}`,
    'Start it from your desktop and run this again.',
  ],
  'app-other-version': (param) => [
    `This command (${param('command')}) and the running app (${param('app')}) are of different versions.`,
    'Quit Keycutter and start it again.',
  ],
  'app-not-proven': [
    'What answers at Keycutter’s socket could not prove that it is Keycutter.',
    'Nothing was sent to it. Quit Keycutter and start it again.',
  ],
  'terminal-unavailable': (param) => [
    'No terminal program was found.',
    `Open one yourself and run ${param('command', 'keycutter exec')} there.`,
  ],
  'browser-failed': (param) =>
    param('reason') === ''
      ? ['No browser could be opened.', 'Run keycutter console with --print, and open the address yourself.']
      : [
          `The browser could not be opened: ${param('reason')}.`,
          'Choose another browser for the console in Settings or in the profile.',
        ],
  'console-not-possible': [
    'A session of this kind cannot sign in to the console.',
    'Assume a role and open the console from it.',
  ],
  'console-refused': (param) => [
    `AWS did not give a sign-in for this session (${param('status', 'no reason given')}).`,
    'Refresh the session and try again.',
  ],
});
