import { explain } from '../../shared/error-text.ts';
import { plainText } from '../../shared/plain-text.ts';
import { type Result, succeed } from '../../shared/result.ts';
import type { NewProfilesOutcome, SignInRole, SignInView } from '../../shared/sign-in-views.ts';
import { en } from '../../shared/words/en/index.ts';
import type { AppCalls } from '../app-calls.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { type Failure, orFailure, usageFailure } from '../failure.ts';
import { columns } from '../output/columns.ts';
import { shown, text } from '../text/en.ts';
import { signInText } from '../text/sign-ins.ts';
import { durationOf } from './sessions.ts';
import { needsPerson, onSignIn, withGuide } from './sign-ins.ts';

/** As the window proposes it. */
const defaultTemplate = '{account}-{role}';
/** Roles that one call takes. */
const atOnce = 5_000;

/** `keycutter sign-in roles`: the roles that a sign-in opens, and with `--add` a profile of each. */
export async function signInRoles(call: Call): Promise<Result<Outcome, Failure>> {
  const { given } = call;
  const usage = (what: string) => usageFailure(what, text.usageHint('sign-in roles'));
  const without = given.has('add')
    ? undefined
    : ['name', 'region', 'duration'].find((name) => given.has(name));
  if (without !== undefined) return usage(signInText.onlyWithAdd(without));
  const typed = given.value('duration');
  const duration = typed === undefined ? undefined : durationOf(typed);
  if (duration === null) return usage(text.durationUnreadable);

  return onSignIn(call, async (app, view) => {
    const listed = await rolesOf(call, app, view);
    if (!listed.ok) return listed;
    const [account, role] = [given.value('account'), given.value('role')];
    const roles = listed.value.filter(
      (one) =>
        (account === undefined || one.account === account || one.accountName === account) &&
        (role === undefined || one.roleName === role || one.role === role),
    );
    if (!given.has('add')) return shownRoles(app, roles);
    return addProfiles(app, view, roles, {
      name: given.value('name') ?? defaultTemplate,
      region: given.value('region'),
      durationSeconds: duration,
    });
  });
}

/** Signed out, it is signed in first: that begins with the person's own Enter, while listing opens the page by itself. */
async function rolesOf(
  { world }: Call,
  app: AppCalls,
  { id, name, method, state }: SignInView,
): Promise<Result<readonly SignInRole[], Failure>> {
  const byPerson = needsPerson(method);
  if (state === 'signed-out' && byPerson) {
    const signedIn = await withGuide(world, app, name, true, () => app.call('signIns.signIn', { id }));
    if (!signedIn.ok) return signedIn;
  }
  // A SAML response serves for minutes only, so a sign-in that lasts may want the person all the same.
  const mayAsk = byPerson && method.kind === 'saml' && state !== 'renewable';
  return withGuide(world, app, name, mayAsk, () => app.call('signIns.roles', { id }));
}

async function shownRoles(app: AppCalls, roles: readonly SignInRole[]): Promise<Result<Outcome, Failure>> {
  const json = { roles };
  if (roles.length === 0) return succeed({ text: '', json, note: signInText.noRoles });
  const snapshot = await app.snapshot();
  if (!snapshot.ok) return snapshot;
  const names = new Map(snapshot.value.profiles.map(({ id, name }) => [id, name]));
  const rows = roles.map(({ account, accountName, roleName, profileId }) => [
    { text: shown(account) },
    { text: shown(accountName ?? '') },
    { text: shown(roleName) },
    { text: shown(names.get(profileId ?? '') ?? '') },
  ]);
  const { account, name, role, profile } = signInText.roleColumns;
  const table = columns([account, name, role, profile], rows, { colour: false });
  const without = roles.filter(({ profileId }) => profileId === null).length;
  return succeed({ text: table, json, note: signInText.roles(roles.length, without) });
}

interface Wanted {
  readonly name: string;
  /** Undefined, as is the duration: as Settings say. */
  readonly region: string | undefined;
  readonly durationSeconds: number | undefined;
}

async function addProfiles(
  app: AppCalls,
  { id }: SignInView,
  roles: readonly SignInRole[],
  { name, ...wanted }: Wanted,
): Promise<Result<Outcome, Failure>> {
  const snapshot = await app.snapshot();
  if (!snapshot.ok) return snapshot;
  const { settings } = snapshot.value;
  const region = wanted.region ?? settings.defaultRegion;
  const durationSeconds = wanted.durationSeconds ?? settings.defaultDurationSeconds;
  const outcomes: NewProfilesOutcome[] = [];
  for (let from = 0; from < roles.length; from += atOnce) {
    const some = roles.slice(from, from + atOnce).map(({ account, role }) => ({ account, role }));
    const made = orFailure(
      await app.call('signIns.createProfiles', { id, roles: some, name, region, durationSeconds }),
    );
    if (!made.ok) return made;
    outcomes.push(made.value);
  }
  const sum = (of: 'created' | 'skipped') => outcomes.reduce((total, outcome) => total + outcome[of], 0);
  const [created, skipped] = [sum('created'), sum('skipped')];
  const failed = outcomes
    .flatMap((outcome) => outcome.failed)
    .map(({ name: profile, error }) => ({ name: profile, code: error.code, what: explain(error, en).what }));
  const lines = [
    signInText.created(created, skipped),
    ...failed.map((one) => signInText.notCreated(one.name, plainText(one.what, 1_000))),
  ];
  return succeed({
    text: lines.map((line) => `${line}\n`).join(''),
    json: { created, skipped, failed },
    exitCode: failed.length === 0 ? 0 : 1,
  });
}
