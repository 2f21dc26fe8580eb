import { explain } from '../../shared/error-text.ts';
import { plainText } from '../../shared/plain-text.ts';
import { type Result, succeed } from '../../shared/result.ts';
import { en } from '../../shared/words/en/index.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { type Failure, orFailure } from '../failure.ts';
import { usesColour } from '../output/outcome.ts';
import { profileFacts, profileJson, profileTable } from '../output/profile-rows.ts';
import { text } from '../text/en.ts';

/** `keycutter ls` */
export async function list({ world, app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const snapshot = await connected.value.snapshot();
  if (!snapshot.ok) return snapshot;
  const now = world.now();
  const facts = profileFacts(snapshot.value, now);
  const json = { profiles: facts.map((fact) => profileJson(fact, now)) };
  if (facts.length === 0) return succeed({ text: '', json, note: text.noProfiles });
  return succeed({ text: profileTable(facts, now, usesColour(world)), json });
}

/** `keycutter status` */
export async function status({ world, app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const answer = await connected.value.snapshot();
  if (!answer.ok) return answer;
  const { status: state, prompt, signInPrompt, approval, awsFiles, endpoint } = answer.value;
  const now = world.now();
  const live = profileFacts(answer.value, now).filter(({ isLive }) => isLive);
  const problems = [
    state.keychainProblem,
    endpoint.problem,
    awsFiles.problem,
    ...state.notices.map(({ error }) => error),
  ].flatMap((error) => (error === null ? [] : [{ code: error.code, ...explain(error, en) }]));

  const sentences = [
    prompt === null ? null : text.waitsForCode(prompt.profileName),
    signInPrompt === null ? null : text.waitsForSignIn(signInPrompt.signInName, signInPrompt.profileNames),
    approval === null ? null : text.waitsForApproval(approval.profileName),
    awsFiles.plaintextKeys.length === 0 ? null : text.plaintextKeys(awsFiles.plaintextKeys.length),
    ...problems.map(({ what, next }) => plainText(`${what} ${next}`, 1_000)),
  ].filter((sentence) => sentence !== null);
  const lines = [
    text.runningVersion(state.appVersion),
    live.length === 0 ? text.nothingLive : text.liveSessions(live.length),
  ];
  const table = live.length === 0 ? '' : profileTable(live, now, usesColour(world));
  return succeed({
    text: `${lines.join('\n')}\n${table}${sentences.map((sentence) => `${sentence}\n`).join('')}`,
    json: {
      version: state.appVersion,
      keychain: state.keychain,
      live: live.map((fact) => profileJson(fact, now)),
      waiting: {
        mfaCode: prompt?.profileName ?? null,
        signIn: signInPrompt?.signInName ?? null,
        approval: approval?.profileName ?? null,
      },
      plaintextKeys: awsFiles.plaintextKeys.length,
      endpointPort: endpoint.port,
      problems: problems.map(({ code, what, next }) => ({ code, what, next })),
    },
  });
}

/** `keycutter start` */
export async function start({ app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const version = connected.value.appVersion;
  return succeed({ text: `${text.runningVersion(version)}\n`, json: { version } });
}

/** `keycutter open [PROFILE]` */
export async function openWindow({ app, given }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const name = given.optionalOperand(0);
  const found = name === undefined ? null : await connected.value.profile(name);
  if (found?.ok === false) return found;
  const place = found === null ? {} : { profileId: found.value.profile.id };
  const shown = orFailure(await connected.value.call('panel.show', place));
  return shown.ok ? succeed({ text: '', json: { opened: true } }) : shown;
}
