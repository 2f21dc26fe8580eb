import type { Words } from '../words.ts';
import { awsErrors } from './aws-errors.ts';
import { desktopErrors } from './desktop-errors.ts';
import { dialogs } from './dialogs.ts';
import { errors } from './errors.ts';
import { fileErrors } from './file-errors.ts';
import { formats } from './formats.ts';
import { limits } from './limits.ts';
import { menu } from './menu.ts';
import { notifications } from './notifications.ts';
import { pages } from './pages.ts';
import { programErrors } from './program-errors.ts';
import { prompts } from './prompts.ts';
import { reasons } from './reasons.ts';
import { reminders } from './reminders.ts';
import { signInReasons } from './sign-in-reasons.ts';
import { system, systemReasons } from './system.ts';
import { things } from './things.ts';
import { tray } from './tray.ts';
import { wayInErrors } from './way-in-errors.ts';
import { weakening } from './weakening.ts';

export const ko: Words = {
  language: 'ko',
  errors: { ...errors, ...programErrors, ...fileErrors, ...awsErrors, ...wayInErrors, ...desktopErrors },
  reasons: { ...reasons, ...signInReasons, ...systemReasons },
  things,
  limits,
  formats,
  tray,
  notifications,
  prompts,
  pages,
  reminders,
  dialogs,
  menu,
  weakening,
  system,
};
