import { sentences } from '../words.ts';

/** What a failure is about, where that is a thing of ours: the first word of a sentence. */
export const things = sentences({
  // What is kept on this machine
  settings: 'Settings',
  profiles: 'Profiles',
  activity: 'Activity',
  'renewing-exports': 'Renewing exports',
  'part-of-settings': 'A part of Settings',
  'part-of-profiles': 'A part of Profiles',
  'part-of-activity': 'A part of Activity',
  'part-of-renewing-exports': 'A part of Renewing exports',
  uses: 'What was used often',
  'part-of-uses': 'A part of what was used often',
  backup: 'The backup',
  'sealed-folder': 'The folder of the sealed files',
  'sessions-file': 'The file of saved sessions',
  'part-of-sessions': 'A part of the saved sessions',
  'sign-ins-file': 'The file of remembered sign-ins',
  'part-of-sign-ins': 'A part of the remembered sign-ins',
  'config-file': 'The config file',
  'credentials-file': 'The credentials file',
  'keycutter-command': 'The keycutter command',
  'helper-token': 'A token of the helper',

  // Fields that are checked by hand
  'the-command': 'The command',
  'the-duration': 'The duration',

  // Partitions
  'the-role': 'The role',
  'the-source': (param) => `The source ${param('source')}`,

  // Who else writes a file
  'other-keycutter': (param) => {
    const where = param('host') && ` on ${param('host')}`;
    return `Another Keycutter (process ${param('process')}${where})`;
  },

  // Where a machine has credentials
  Environment: 'its environment',
  Ec2InstanceMetadata: 'EC2 instance metadata',
  EcsContainer: 'its container',
});
