import { number, plural } from './writing.ts';

/** Words for MFA: the prompt, devices and where their codes come from, and the sessions that these opened. */
export const mfa = {
  mfaDevices: {
    menu: 'MFA devices…',
    title: (key: string) => `MFA devices of ${key}`,
    body: 'How the codes come that this key’s profiles ask for.',
    none: 'No device is known yet. AWS can be asked, or a profile names one.',
    lookUp: 'Look up at AWS',
    lookingUp: 'Asking AWS',
    lookedUpNone: 'AWS knows no device of this user that works with codes.',
    list: 'MFA devices',
    change: 'Change…',
    changeNamed: (serial: string) => `Change how codes of ${serial} come`,
    how: { typed: 'Typed each time', seed: 'Made here', command: 'From a command' },
    fromCommand: (command: string) => `From ${command}`,
    codes: 'Codes are',
    ways: {
      typed: { label: 'Typed', help: 'You read them off your device each time.' },
      seed: {
        label: 'Made here',
        help: 'The device’s secret is kept in the keychain, and no code is asked for.',
      },
      command: { label: 'From a command', help: 'A program prints the code, such as one for a YubiKey.' },
    },
    seedWarning:
      'Key and second factor are then in one place: whoever can open your keychain has both. Choose it only where that is allowed.',
    seed: 'Secret of the device',
    seedHelp: 'The base32 text that AWS shows beside the QR code, or an otpauth:// address.',
    seedProblem: 'Base32 text (A to Z and 2 to 7), or an otpauth:// address.',
    seedKept: 'A secret is in the keychain. Enter another one to replace it.',
    command: 'Command',
    commandHelp: 'It prints six digits. Your desktop asks you before it is kept.',
    commandPlaceholder: 'ykman oath accounts code --single NAME',
    save: 'Save',
    back: 'Back',
    sessionUntil: (serial: string, time: string) => `A code of ${serial} opens its profiles until ${time}.`,
    forget: 'Forget it',
    forgetNamed: (key: string) => `Forget the MFA session of ${key}`,
  },

  mfa: {
    title: (key: string) => `MFA code for key ${key}`,
    from: 'From your authenticator app.',
    opens: 'Opens',
    code: 'MFA code',
    digit: (number: number) => `Digit ${number} of 6`,
    waiting: (count: number) =>
      plural(
        count,
        '1 more prompt waits behind this one.',
        `${number(count)} more prompts wait behind this one.`,
      ),
    notNow: 'Not now',
    continue: 'Continue',
    checking: 'Checking',
  },
};
