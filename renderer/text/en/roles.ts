import { number, plural } from './writing.ts';

const roleCount = (count: number) => plural(count, '1 role', `${number(count)} roles`);
const profileCount = (count: number) => plural(count, '1 profile', `${number(count)} profiles`);

/** Words for choosing the roles of a sign-in, and naming their profiles. */
export const roles = {
  roles: {
    title: (name: string) => `Roles of ${name}`,
    reading: 'Reading your roles',
    progress: (done: number, total: number | null) =>
      total === null
        ? plural(done, '1 account read', `${number(done)} accounts read`)
        : `${number(done)} of ${number(total)} accounts`,
    cancelled: 'Not all roles were read',
    cancelledHint: 'Nothing was changed.',
    again: 'Read again',
    none: 'No role',
    noneHint: 'The provider lets you in but opens no role. Ask its administrator for access.',
    search: 'Find an account, id or role',
    list: 'Accounts and roles',
    nothingFound: (query: string) => `Nothing matches “${query}”`,
    nothingFoundHint: 'Account names, ids, e-mail addresses and roles are searched.',
    all: (count: number) => `Choose all ${number(count)}`,
    allFound: (count: number) => `Choose the ${number(count)} found`,
    noneChosen: 'Choose none',
    noneOfFound: 'Drop those found',
    ofAccount: (account: string) => `All roles of ${account}`,
    there: 'has a profile',
    chosen: (count: number, total: number) => `${number(count)} of ${number(total)} chosen`,
    goOn: 'Continue',
    back: 'Back to the list',
    nameTitle: (count: number) => `Profiles for ${roleCount(count)}`,
    template: 'Name',
    templateHelp: '{account}, {accountId} and {role} are filled in.',
    example: (name: string) => `For example ${name}`,
    sameNames: (count: number) =>
      `${number(count)} of these names are there already or come twice. They get a number.`,
    region: 'Region',
    regionHelp: 'What their exports set.',
    duration: 'Duration',
    durationHelp: 'A provider or role that allows less refuses more.',
    create: (count: number) => `Create ${profileCount(count)}`,
    creating: 'Creating',
    created: (count: number) => (count === 0 ? 'No profile was created' : `${profileCount(count)} created`),
    skipped: (count: number) =>
      plural(count, 'One role had a profile already.', `${number(count)} roles had a profile already.`),
    failed: (count: number) => `${number(count)} could not be created`,
    toSessions: 'Show profiles',
  },
};
