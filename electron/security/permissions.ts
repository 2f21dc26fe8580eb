import type { Session } from 'electron';
import type { Logger } from '../core/ports.ts';
import { isSignInSession } from './sign-in-session.ts';

/**
 * Every permission that Electron can be asked for, and why the window has none of them. One that is not listed (a
 * later Electron's) is denied all the same.
 * https://www.electronjs.org/docs/latest/api/session#sessetpermissionrequesthandlerhandler
 */
const deniedPermissions = {
  ar: 'no use',
  'automatic-fullscreen': 'a page over the whole screen can imitate the desktop',
  'background-fetch': 'the window has no network',
  'background-sync': 'the window has no network',
  'captured-surface-control': 'no use',
  'clipboard-read': 'the clipboard may hold somebody’s password; pasting by keyboard needs no permission',
  'clipboard-sanitized-write': 'copying happens in the main process, by profile',
  'deprecated-sync-clipboard-read': 'as clipboard-read',
  'display-capture': 'no use',
  fileSystem: 'the window has no files',
  fullscreen: 'a page over the whole screen can imitate the desktop',
  geolocation: 'no use',
  'geolocation-approximate': 'no use',
  'hand-tracking': 'no use',
  hid: 'no device is spoken to from the window',
  'idle-detection': 'nobody’s business',
  keyboardLock: 'would take keys away from the desktop',
  'local-fonts': 'fonts are bundled; the list identifies a machine',
  'local-network': 'the window has no network',
  'local-network-access': 'the window has no network',
  'loopback-network': 'the window has no network',
  media: 'no camera, no microphone',
  mediaKeySystem: 'no use',
  midi: 'no use',
  midiSysex: 'no use',
  nfc: 'no device is spoken to from the window',
  notifications: 'notifications come from the main process',
  openExternal: 'links leave by one door, external-links.ts',
  'payment-handler': 'no use',
  'periodic-background-sync': 'the window has no network',
  'persistent-storage': 'the window keeps nothing',
  pointerLock: 'would take the pointer away from the desktop',
  'screen-wake-lock': 'no use',
  sensors: 'no use',
  serial: 'no device is spoken to from the window',
  'smart-card': 'no device is spoken to from the window',
  'speaker-selection': 'no use',
  'storage-access': 'the window keeps nothing',
  'system-wake-lock': 'no use',
  'top-level-storage-access': 'the window keeps nothing',
  usb: 'no device is spoken to from the window',
  vr: 'no use',
  'web-app-installation': 'no use',
  'web-printing': 'no use',
  'window-management': 'windows are placed by the main process',
  unknown: 'unknown',
};

type PermissionName = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>[1];

/** Not a type of the table itself: older Electrons know fewer. */
const reasons: Readonly<Record<PermissionName, string>> = deniedPermissions;

const nobodysNetwork = 'a page of the outside has no business in the networks this machine is in';
const nothingStays = 'what is remembered of a sign-in are its cookies, and only if the person wants it';

/** A sign-in page has none either; where the reason is another one, it is here. */
const deniedToSignIn = {
  'automatic-fullscreen': 'the title bar shows whose page it is',
  'background-fetch': 'nothing goes on after the sign-in',
  'background-sync': 'nothing goes on after the sign-in',
  'clipboard-sanitized-write': 'a page of the outside could replace a snippet just before it is pasted',
  fileSystem: 'a page of the outside sees no files',
  fullscreen: 'the title bar shows whose page it is',
  hid: 'security keys are spoken to by Chromium itself; no page reaches any other device',
  'local-fonts': 'the list identifies a machine',
  'local-network': nobodysNetwork,
  'local-network-access': nobodysNetwork,
  'loopback-network': nobodysNetwork,
  notifications: 'they would look like Keycutter’s own',
  openExternal: 'a page of the outside starts no program',
  'periodic-background-sync': 'nothing goes on after the sign-in',
  'persistent-storage': nothingStays,
  'storage-access': nothingStays,
  'top-level-storage-access': nothingStays,
  'window-management': 'a page of the outside does not place windows',
};

const signInReasons: Readonly<Partial<Record<PermissionName, string>>> = deniedToSignIn;

/** All ways in which Chromium asks. */
export function denyPermissions(session: Session, logger: Logger): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    const signInReason = isSignInSession(session) ? signInReasons[permission] : undefined;
    logger.warn('permission-refused', { permission, reason: signInReason ?? reasons[permission] });
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
}
