import { en as words } from '../../../shared/words/en/index.ts';
import { activity } from './activity.ts';
import { awsFiles } from './aws-files.ts';
import { editor } from './editor.ts';
import { handOff } from './hand-off.ts';
import { keys } from './keys.ts';
import { mfa } from './mfa.ts';
import { notifications } from './notifications.ts';
import { palette } from './palette.ts';
import { programs } from './programs.ts';
import { reach } from './reach.ts';
import { roles } from './roles.ts';
import { sessions } from './sessions.ts';
import { settings } from './settings.ts';
import { signIns } from './sign-ins.ts';
import { system } from './system.ts';
import { updates } from './updates.ts';
import { window } from './window.ts';

export const en = {
  locale: 'en',
  /** What is not the window's alone: failures, limits, formats. */
  words,
  ...activity,
  ...awsFiles,
  ...editor,
  ...handOff,
  ...keys,
  ...mfa,
  ...notifications,
  ...palette,
  ...programs,
  ...reach,
  ...roles,
  ...sessions,
  ...settings,
  ...signIns,
  ...system,
  ...updates,
  ...window,
};
