const roles = (count: number) => (count === 1 ? '1 role' : `${count.toLocaleString('en')} roles`);
const profiles = (count: number) => (count === 1 ? '1 profile' : `${count.toLocaleString('en')} profiles`);

/** Words for choosing the roles of a sign-in, and naming their profiles. */
export const enRoles = {
  roles: {
    title: (name: string) => `Roles of ${name}`,
    reading: 'Reading your roles',
    progress: (done: number, total: number | null) =>
      total === null ? `${done} accounts read` : `${done} of ${total} accounts`,
    cancelled: 'Not all roles were read',
    cancelledHint: 'Nothing was changed.',
    again: 'Read again',
    none: 'No role',
    noneHint: 'The provider lets you in but opens no role. Ask its administrator for access.',
    search: 'Find an account, id or role',
    list: 'Accounts and roles',
    nothingFound: (query: string) => `Nothing matches “${query}”`,
    nothingFoundHint: 'Account names, ids, e-mail addresses and roles are searched.',
    all: (count: number) => `Choose all ${count.toLocaleString('en')}`,
    allFound: (count: number) => `Choose the ${count.toLocaleString('en')} found`,
    noneChosen: 'Choose none',
    noneOfFound: 'Drop those found',
    ofAccount: (account: string) => `All roles of ${account}`,
    there: 'has a profile',
    chosen: (count: number, total: number) =>
      `${count.toLocaleString('en')} of ${total.toLocaleString('en')} chosen`,
    goOn: 'Continue',
    back: 'Back to the list',
    nameTitle: (count: number) => `Profiles for ${roles(count)}`,
    template: 'Name',
    templateHelp: '{account}, {accountId} and {role} are filled in.',
    example: (name: string) => `For example ${name}`,
    sameNames: (count: number) =>
      `${count.toLocaleString('en')} of these names are there already or come twice. They get a number.`,
    region: 'Region',
    regionHelp: 'What their exports set.',
    duration: 'Duration',
    durationHelp: 'A provider or role that allows less refuses more.',
    create: (count: number) => `Create ${profiles(count)}`,
    creating: 'Creating',
    created: (count: number) => (count === 0 ? 'No profile was created' : `${profiles(count)} created`),
    skipped: (count: number) =>
      count === 1 ? 'One role had a profile already.' : `${count} roles had a profile already.`,
    failed: (count: number) => (count === 1 ? '1 could not be created' : `${count} could not be created`),
    toSessions: 'Show profiles',
  },
};
