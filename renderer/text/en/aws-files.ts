import type { FileProblem, ImportNoteCode } from '../../../shared/aws-files-views.ts';
import { formatDuration } from '../../../shared/duration-text.ts';
import { reasonText } from '../../../shared/error-text.ts';
import type { RecipeKind } from '../../../shared/profile.ts';
import { en as words } from '../../../shared/words/en/index.ts';
import { list, number, plural } from './writing.ts';

type Params = Readonly<Record<string, string>>;

const quoted = (value: string | undefined, otherwise: string) =>
  value === undefined || value === '' ? otherwise : `“${value}”`;

const ended = (value: string) => (/[.!?]$/.test(value) ? value : `${value}.`);

/** Seconds, as they stand in the file. */
const durationWords = (value: string | undefined) =>
  value !== undefined && /^\d{1,9}$/.test(value) ? formatDuration(Number(value), 'en') : 'longer';

/** Words for ~/.aws and other tools: importing from them, and moving keys out of files. */
export const awsFiles = {
  importing: {
    title: 'Import from ~/.aws',
    runs: 'Runs',
    titleFrom: (tool: string) => `Import from ${tool}`,
    where: 'Where from',
    tools: { files: '~/.aws', 'aws-vault': 'aws-vault', leapp: 'Leapp' },
    toolTitle: { 'aws-vault': 'What aws-vault keeps', leapp: 'What Leapp keeps' },
    toolHint: {
      'aws-vault':
        'Keycutter reads aws-vault’s list first. The keys are read out of its own keychain entries when you import, and your desktop may ask for a password. Nothing there is changed.',
      leapp:
        'Keycutter reads Leapp’s workspace file. Keys are read out of its keychain entries when you import, and your desktop may ask for a password. Nothing there is changed.',
    },
    toolRead: (tool: string) => `Read from ${tool}`,
    toolReading: (tool: string) => `Reading from ${tool}`,
    toolNothing: (tool: string) => `${tool} keeps nothing on this machine`,
    toolNothingHint: 'Or it keeps it where Keycutter does not look.',
    toolEmpty: (tool: string) => `${tool} keeps nothing that can be taken over`,
    toolFound: 'Can be taken over',
    toolCannot: 'Can’t be used',
    toolPlace: (place: string) => `In ${place}`,
    toolConsent: 'Nothing there is changed. Your desktop may ask for a password.',
    menu: 'Import from ~/.aws…',
    reading: 'Reading your AWS files',
    from: 'From',
    and: 'and',
    nothingChanges: 'Nothing in these files is changed. Keys go into the keychain.',
    search: 'Find a section',
    groups: {
      new: 'New',
      changed: 'Changed since the last import',
      same: 'Already there',
      unusable: 'Can’t be used',
      managed: 'Keycutter’s own',
    },
    managedHelp: 'Written by Keycutter, so never taken as a source.',
    all: 'All',
    none: 'None',
    allOf: (group: string) => `Choose all: ${group}`,
    noneOf: (group: string) => `Choose none: ${group}`,
    choose: (name: string) => `Import ${name}`,
    accessKey: (id: string) => `Access key ${id}`,
    via: (source: string) => `key of ${source}`,
    through: (source: string) => `through ${source}`,
    kind: {
      'assume-role': 'Role',
      'session-token': 'Session of a key',
      'federation-token': 'Federated user',
      'assume-role-with-saml': 'Role by SAML',
      'assume-role-with-web-identity': 'Role by web identity',
      'identity-center': 'Identity Center',
      'assume-root': 'Root of a member account',
      'credential-process': 'Credentials from a command',
      'access-key': 'Access key',
    } satisfies Readonly<Record<RecipeKind, string>>,
    submit: (count: number) => (count === 0 ? 'Import' : `Import ${number(count)}`),
    submitting: 'Importing',
    outdated: 'Your AWS files changed since they were listed. This is the new list.',
    problems: (count: number) =>
      plural(count, '1 line was passed over', `${number(count)} lines were passed over`),
    problemAt: (file: string, line: number) => `${file}, line ${line}`,
    nothingFoundTitle: (query: string) => `No section matches “${query}”`,
    nothingFoundHint: 'Names, roles, accounts and key ids are searched.',
    emptyTitle: 'Nothing to import',
    emptyHint: 'Neither file has a section that names credentials or a role.',
    again: 'Read again',
    done: (profiles: number, keys: number) => {
      const parts = [
        profiles > 0 ? plural(profiles, '1 profile', `${number(profiles)} profiles`) : '',
        keys > 0 ? plural(keys, '1 access key', `${number(keys)} access keys`) : '',
      ].filter((part) => part !== '');
      return parts.length === 0 ? 'Nothing was imported' : `${list(parts)} imported`;
    },
    failed: (count: number) =>
      plural(count, '1 section could not be imported', `${number(count)} sections could not be imported`),
    stillPlain: (count: number) =>
      plural(
        count,
        'One long-term key is still in clear text in ~/.aws/credentials.',
        `${number(count)} long-term keys are still in clear text in ~/.aws/credentials.`,
      ),
    review: 'Review',
    toSessions: 'Show profiles',
    offer: (path: string) => `${path} changed`,
    offerWords: (fresh: number, changed: number) =>
      [
        fresh > 0 ? plural(fresh, '1 new section', `${number(fresh)} new sections`) : '',
        changed > 0 ? `${number(changed)} changed` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
  },

  /** `own`: the section that the note stands under; a note may be about another one, which is then named. */
  importNote: (code: ImportNoteCode, params: Params, own: string): string => {
    const other = params.section === own ? undefined : params.section;
    const key = quoted(params.key, 'a setting');
    switch (code) {
      case 'cycle':
        return `Its sources lead in a circle${params.path ? `: ${params.path}` : ''}.`;
      case 'source-missing':
        return `Its source_profile ${quoted(params.section, 'section')} is not there.`;
      case 'partial-keys':
        return `Only one half of ${other === undefined ? 'its access key' : `the access key of ${quoted(other, '')}`} is there.`;
      case 'source-and-credential-source':
        return 'It names both source_profile and credential_source; AWS tools refuse that too.';
      case 'no-credentials':
        return `${quoted(other, 'It')} names no credentials.`;
      case 'value-refused':
        return `${key}${other === undefined ? '' : ` of ${quoted(other, '')}`} is not accepted: ${ended(reasonText(params, words) ?? 'it is not valid')}`;
      case 'key-not-supported':
        return `${key} is not supported yet; the profile works without it.`;
      case 'name-taken':
        return `The name is taken${params.value ? `; it becomes ${quoted(params.value, '')}` : '; it gets another one'}.`;
      case 'temporary-keys':
        return `${other === undefined ? 'Its keys' : `The keys of ${quoted(other, '')}`} are temporary and end by themselves.`;
      case 'plaintext-key':
        return 'Its long-term key is in clear text in the file. You can move it out later.';
      case 'source-unusable':
        return `Its source ${quoted(params.section, 'section')} can’t be used.`;
      case 'duration-capped':
        return `The file asks for ${durationWords(params.value)}; AWS gives an hour at most here.`;
      case 'inherited-from-default':
        return `${key} comes from [DEFAULT].`;
    }
  },

  fileProblem: (code: FileProblem['code'], subject: string): string => {
    const about = quoted(subject, 'it');
    switch (code) {
      case 'not-utf-8':
        return 'Not UTF-8 text.';
      case 'byte-order-mark':
        return 'Starts with a byte order mark, which AWS tools stumble over.';
      case 'before-first-section':
        return 'Stands before the first section and belongs to none.';
      case 'no-separator':
        return `${about} has neither = nor : after it.`;
      case 'section-not-closed':
        return `The section ${about} lacks its closing bracket.`;
      case 'section-twice':
        return `The section ${about} is there twice; the later one counts.`;
      case 'key-twice':
        return `${about} is there twice in its section; the later one counts.`;
      case 'continuation-without-key':
        return 'An indented line that belongs to no setting.';
      case 'empty-key':
        return 'A value without a name.';
    }
  },

  plaintext: {
    banner: (count: number) =>
      plural(count, 'A long-term key is in clear text', `${number(count)} long-term keys are in clear text`),
    bannerMore: 'In ~/.aws/credentials, where every program of yours can read them.',
    review: 'Review',
    title: 'In clear text in ~/.aws/credentials',
    help: 'Every program of yours can read these. Keycutter can keep them in the keychain and serve AWS tools from there.',
    section: (name: string) => `[${name}]`,
    move: 'Move…',
    moveNamed: (section: string) => `Move the key of [${section}] into the keychain`,
    moveTitle: (section: string) => `Move the key of [${section}]`,
    serve: 'What AWS tools get from then on',
    session: 'A session of the key',
    sessionHelp:
      'GetSessionToken. Two things stop working from this profile: IAM calls without MFA, and roles over an hour that name it as source_profile.',
    key: 'The key itself',
    keyHelp: 'Everything works as before, but programs still get a key that does not end.',
    steps: 'What will happen',
    step: {
      verify: 'AWS is asked whether the key works. If not, nothing changes.',
      keep: 'The secret goes into the keychain and is read back.',
      backup: 'A backup of your file is kept, without the secret.',
      replace: (section: string) =>
        `The key’s lines leave ~/.aws/credentials; ${section} in ~/.aws/config asks Keycutter instead.`,
    },
    submit: 'Move the key',
    moving: 'Moving',
    movedTitle: 'The key is in the keychain',
    movedBody:
      'It was in a file until now, so a copy may be in backups or elsewhere. Rotating it makes such a copy worthless.',
    later: 'Later',
    rotate: 'Rotate now…',
  },

  rotation: {
    menu: 'Rotate…',
    title: (name: string) => `Rotate ${name}?`,
    body: 'A new key takes the place of this one. Sessions that are live go on.',
    steps: [
      'A second key is made for the same user and its secret put into the keychain.',
      'Keycutter waits until AWS accepts it. This can take some seconds.',
      'It takes the old one’s place for all profiles.',
      'The old key is made inactive. You delete it when nothing misses it.',
    ],
    elsewhere: 'Anything outside Keycutter that uses this key stops working then.',
    submit: 'Rotate',
    stage: {
      creating: 'making the new key',
      verifying: 'waiting until AWS accepts the new key',
      switching: 'putting the new key in place',
      deactivating: 'making the old key inactive',
    },
    underWay: (stage: string) => `Rotating: ${stage}.`,
    stopped: (stage: string) => `A rotation is not finished; it was ${stage}.`,
    goOn: 'Go on',
    goOnNamed: (name: string) => `Go on rotating ${name}`,
    inactive: (id: string) => `Rotated. The old key ${id} is inactive.`,
    inactiveUnknown: 'Rotated. The old key is inactive.',
    deleteOld: 'Delete the old key…',
    deleteTitle: (id: string) => `Delete ${id}?`,
    deleteBody:
      'It is deleted at AWS for good. If something still needs it, make it active again in the IAM console instead.',
    deleteConfirm: 'Delete the old key',
    old: (days: number) => `older than ${number(days)} days`,
    rotate: 'Rotate…',
    rotateNamed: (name: string) => `Rotate ${name}`,
  },
};
