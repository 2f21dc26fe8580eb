import type { FileProblem, ImportEntry, ImportNote } from '../../shared/aws-files-views.ts';
import { reasonText } from '../../shared/error-text.ts';
import type { RecipeKind } from '../../shared/profile.ts';
import { unreachable } from '../../shared/result.ts';
import { en } from '../../shared/words/en/index.ts';
import { shown } from './en.ts';

export const outcomeWords: Readonly<Record<ImportEntry['outcome'], string>> = {
  new: 'new',
  changed: 'changed',
  same: 'already there',
  unusable: "can't be used",
  managed: 'Keycutter’s own',
};

/** A kind of profile in a column. */
const kindWords: Readonly<Record<RecipeKind, string>> = {
  'assume-role': 'role',
  'assume-role-with-saml': 'role by SAML',
  'assume-role-with-web-identity': 'role by web identity',
  'identity-center': 'Identity Center',
  'session-token': 'session of a key',
  'federation-token': 'federated user',
  'assume-root': 'root task',
  'credential-process': 'program',
  'access-key': 'access key',
};

export function becomesWords(becomes: ImportEntry['becomes']): string {
  return becomes === null ? '-' : kindWords[becomes];
}

export function noteWords({ code, params }: ImportNote): string {
  const param = (name: string, otherwise: string) => shown(params[name] ?? otherwise);
  switch (code) {
    case 'cycle':
      return 'its source_profile leads back to itself';
    case 'source-missing':
      return `its source ${param('source', params.section ?? 'profile')} is not there`;
    case 'partial-keys':
      return 'half of an access key';
    case 'source-and-credential-source':
      return 'has both source_profile and credential_source';
    case 'no-credentials':
      return 'leads to no credentials';
    case 'source-unusable':
      return `its source ${param('section', 'profile')} can't be used`;
    case 'duration-capped':
      return `its duration of ${param('value', 'more')} seconds is cut to an hour, the most that AWS gives here`;
    case 'value-refused':
      return `${param('key', 'a value')} was not accepted: ${reasonText(params, en) ?? 'it is not valid'}`;
    case 'key-not-supported':
      return `${param('key', 'a key')} is not supported yet and left out`;
    case 'name-taken':
      return 'there is another profile of this name';
    case 'temporary-keys':
      return 'holds temporary keys, which end by themselves';
    case 'plaintext-key':
      return 'its secret lies in clear text';
    case 'inherited-from-default':
      return `${param('key', 'a value')} comes from [default]`;
    default:
      return unreachable(code);
  }
}

export function problemWords({ file, line, code, subject }: FileProblem): string {
  return `${file}, line ${line}: ${problemWord(code, shown(subject))}`;
}

function problemWord(code: FileProblem['code'], subject: string): string {
  switch (code) {
    case 'not-utf-8':
      return 'not UTF-8';
    case 'byte-order-mark':
      return 'begins with a byte order mark, which other tools refuse';
    case 'before-first-section':
      return 'stands before the first section';
    case 'no-separator':
      return 'has no = and was passed over';
    case 'section-not-closed':
      return 'a section without its ]';
    case 'section-twice':
      return `the section ${subject} is there twice`;
    case 'key-twice':
      return `${subject} is there twice`;
    case 'continuation-without-key':
      return 'is indented and continues nothing';
    case 'empty-key':
      return 'has no name before its =';
    default:
      return unreachable(code);
  }
}
