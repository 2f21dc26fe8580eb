import type { ExportFormat } from '../../export-formats.ts';
import { errorWords } from '../words.ts';
import { formats } from './formats.ts';

function formatName(format: string): string {
  return format === '' ? 'This format' : (formats[format as ExportFormat] ?? format);
}

function carried(variable: string): string {
  if (variable === 'profile-name') return 'the profile’s name';
  if (variable === 'command') return 'the path of the keycutter command';
  return variable;
}

/** ~/.aws, what is kept on this machine, and what is handed over. */
export const fileErrors = errorWords({
  'aws-file-unreadable': (param) => [
    `${param('path', 'The file')} could not be read: ${param('reason', 'the system refused')}`,
    'Check that it is a file you may read.',
  ],
  'aws-file-write-failed': (param) => [
    `${param('path', 'The file')} could not be written: ${param('reason', 'the disk refused')}`,
    'It is as it was. Make room or check permissions, then try again.',
  ],
  'aws-file-busy': (param) => [
    `${param('holder', 'Another Keycutter')} is writing ${param('path', 'the file')}.`,
    'Try again in a moment.',
  ],
  'aws-file-changing': (param) => [
    `Another program keeps changing ${param('path', 'the file')}.`,
    'Nothing of it was touched. Try again when it has finished.',
  ],
  'aws-section-taken': (param) => [
    `There is a section named ${param('name')} that is not Keycutter’s.`,
    'Choose another name, or take it over.',
  ],
  'aws-section-name-refused': (param) => [
    `${param('name', 'This')} is no name that every AWS tool can read.`,
    'Use letters, digits and _ @ + . % : / - only.',
  ],
  'aws-section-not-managed': (param) => [
    `Keycutter manages no section named ${param('name')}.`,
    'Nothing was changed.',
  ],
  'aws-section-gone': (param) => [
    `Another program removed the section ${param('name')}.`,
    'Write it again, or remove it here too.',
  ],
  'aws-section-shadowed': (param) => [
    `${param('path', 'The credentials file')} has credentials of its own under ${param('name')}, which AWS tools prefer.`,
    'Move its key into the keychain or remove it there, or choose another name.',
  ],
  'import-outdated': ['Your AWS files changed since this was listed.', 'Look at the new list, then import.'],
  'key-move-mismatch': [
    'The keychain did not give back the secret that was put into it.',
    'Your file is as it was. Check the keychain, then try again.',
  ],
  'key-move-unverified': (param) => [
    `AWS did not accept the key in ${param('section', 'this section')}.`,
    'Your file is as it was. Correct or remove the key there.',
  ],
  'storage-write-failed': (param) => [
    `${param('what', 'A file')} could not be saved: ${param('reason', 'the disk refused')}`,
    'What was saved before is still there. Make room or check permissions, then try again.',
  ],
  'storage-corrupt': (param) => [
    `${param('what', 'A file')} could not be read.`,
    `It was kept aside as ${param('keptAt')}; Keycutter went on without it.`,
  ],
  'storage-from-newer-version': (param) => [
    `${param('what', 'A file')} was written by a newer Keycutter.`,
    `It was kept as ${param('keptAt')}; update Keycutter to use all of it.`,
  ],
  'export-value-unsupported': (param) => [
    `${formatName(param('format'))} cannot carry ${carried(param('variable', 'a value'))}: ${param('reason')}.`,
    'Copy it in another format.',
  ],
  'clipboard-failed': ['The clipboard could not be written.', 'Try again.'],
  'demo-unavailable': ['The demo account could not be started.', 'Try again; the log has the reason.'],
});
