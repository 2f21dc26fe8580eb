import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { send } from '../electron/agent/testing/raw-http.ts';
import type { AccessKeyView } from '../shared/access-key-views.ts';
import { agentContract, type CredentialsAnswer } from '../shared/agent-contract.ts';
import type { ImportPreview } from '../shared/aws-files-views.ts';
import { explain } from '../shared/error-text.ts';
import { appError } from '../shared/errors.ts';
import type { Result } from '../shared/result.ts';
import type { Snapshot } from '../shared/views.ts';
import { en } from '../shared/words/en/index.ts';
import { demoAccessKeyId, demoAccount } from '../simulator/demo-account.ts';
import { type Desktop, startDesktop, until } from './desktop/index.ts';
import { findSecrets, newSecret, searchBytes, withSecret } from './support/canary.ts';
import { type Doors, exportRenewing, getCredentials, openDoors, runInstalled } from './support/doors.ts';
import { answerOf, givenKey, givenProfile, recipe } from './support/given.ts';
import { type AwsStandIn, RunningKeycutter, startAws } from './support/running-keycutter.ts';
import { stagingProfile } from './support/steps.ts';

/** What a program may call that has proven itself as the keycutter command does, and what it can't get by that. */

const longTerm = newSecret();
const another = newSecret();

let desktop: Desktop;
let aws: AwsStandIn;
let keycutter: RunningKeycutter;
let page: Page;
let doors: Doors;
let keyId: string;
let profileId: string;
/** Serves the access key itself, because the person said so in the window. */
let rawId: string;

test.beforeAll(async () => {
  desktop = await startDesktop();
  mkdirSync(join(desktop.home, '.aws'));
  writeFileSync(
    join(desktop.home, '.aws/credentials'),
    `[legacy]\naws_access_key_id = ${demoAccessKeyId}\naws_secret_access_key = ${longTerm}\n`,
    { mode: 0o600 },
  );
  aws = await startAws({ account: withSecret(demoAccount, longTerm) });
  keycutter = await RunningKeycutter.start(desktop, { aws });
  page = await keycutter.window();
  keyId = await givenKey(page, { secretAccessKey: longTerm });
  profileId = await givenProfile(page, 'prod', recipe(keyId));
  rawId = await givenProfile(page, 'raw', { kind: 'access-key', source: sourceOf(keyId), region });
  doors = await openDoors(keycutter);
});

test.afterAll(async () => {
  doors?.connection.close();
  await keycutter?.quit();
  await aws?.close();
  await desktop?.stop();
});

const region = 'eu-central-1';
const sourceOf = (id: string) => ({ kind: 'access-key', keyId: id }) as const;
const call = <Value>(command: string, input: object) => doors.connection.call<Value>(command, input);
const refusal = (code: string) => ({ ok: false, error: { code } });

test('a profile that asks before serving asks, whichever way a program goes', async () => {
  const renewing = await exportRenewing(doors, 'prod');
  const section = { profileId, name: 'prod', kind: 'process', takeOver: false } as const;
  answerOf(await page.evaluate((given) => window.keycutter.awsFiles.writeSection(given), section));
  const draft = { name: 'prod', recipe: recipe(keyId) };
  const asking = { id: profileId, draft: { ...draft, askBeforeServing: true } };
  answerOf(await page.evaluate((given) => window.keycutter.profiles.save(given), asking));

  const needed = explain(appError('approval-needed', { name: 'prod' }), en);
  const words = `${needed.what} ${needed.next}`;
  const byEndpoint = () =>
    send(
      renewing.port,
      `GET ${renewing.path} HTTP/1.1\r\nHost: 127.0.0.1:${renewing.port}\r\nAuthorization: ${renewing.token}\r\n\r\n`,
    );
  const expectRefused = async () => {
    const asked = { profile: 'prod', waitSeconds: 0 };
    for (const [command, input] of [
      ['credentials.get', asked],
      ['credentials.environment', { ...asked, way: 'value' }],
      ['credentials.environment', { ...asked, way: 'renewing' }],
      ['credentials.export', { ...asked, format: 'json', way: 'value' }],
      ['credentials.export', { ...asked, format: 'bash', way: 'renewing' }],
      ['credentials.consoleUrl', asked],
    ] as const) {
      expect(await call(command, input), command).toMatchObject(refusal('approval-needed'));
    }
    const { status, body } = await byEndpoint();
    expect([status, JSON.parse(body).message]).toEqual([403, words]);
    const helper = await runInstalled(keycutter, 'keycutter-credentials', [profileId]);
    expect(helper).toEqual({ code: 3, out: '', err: `keycutter: ${words}\n` });
  };

  await expectRefused();
  const { approval } = await keycutter.reaches('the question stands', (one) => one.approval !== null);
  expect(approval).toMatchObject({ profileName: 'prod', waiting: 0 });
  // A program can't answer it, switch it off, or have the session put where it can be read.
  for (const answer of ['minutes', 'session', 'deny']) {
    const answered = await call('approvals.answer', { approvalId: approval?.id, answer });
    expect(answered).toMatchObject(refusal('client-not-allowed'));
  }
  await desktop.screen.writeClipboard('of before');
  const notAllowed = refusal('client-not-allowed');
  expect(await call('sessions.copy', { profileId, format: 'bash', way: 'value' })).toMatchObject(notAllowed);
  const inClear = { profileId, name: 'clear', kind: 'static', takeOver: false };
  expect(await call('awsFiles.writeSection', inClear)).toMatchObject(notAllowed);
  expect(await desktop.screen.readClipboard()).toBe('of before');
  answerOf(await call('profiles.save', { id: profileId, draft: { ...draft, askBeforeServing: false } }));
  await expectRefused();

  await page.getByRole('button', { name: 'Allow for 10 minutes' }).click();
  const served = await until('it is served', async () => {
    const got = await getCredentials(doors, 'prod');
    return got.ok && got.value;
  });
  expect(served.accessKeyId).toMatch(/^ASIA/);
  expect((await byEndpoint()).status).toBe(200);
  answerOf(await page.evaluate((given) => window.keycutter.profiles.save(given), { id: profileId, draft }));
});

test('a program that makes itself a profile of the access key is not served it', async () => {
  const raw = { kind: 'access-key', source: sourceOf(keyId), region };
  const id = answerOf(await call<string>('profiles.save', { draft: { name: 'mine', recipe: raw } }));
  expect(await getCredentials(doors, 'mine')).toMatchObject(refusal('approval-needed'));
  await page.getByRole('button', { name: 'Don’t allow' }).click();
  await expect.poll(() => getCredentials(doors, 'mine')).toMatchObject(refusal('approval-denied'));
  answerOf(await call('profiles.remove', { id }));
  expect(answerOf(await getCredentials(doors, 'raw')).secretAccessKey === longTerm).toBe(true);
});

for (const command of [
  'keychain.get',
  'keychain.read',
  'accessKeys.get',
  'accessKeys.export',
  'secretStore.get',
  'app.exec',
  'calls.cancel',
  'constructor.constructor',
  '__proto__.toString',
  'credentials',
  '',
]) {
  test(`there is no command “${command}”`, async () => {
    const answered = await call(command, {});
    expect(answered).toMatchObject({
      ok: false,
      error: { code: 'input-refused', params: { field: 'command' } },
    });
  });
}

test('no answer of any command carries a long-term secret, and few carry a session’s', async () => {
  test.setTimeout(4 * 60_000);
  const answers: (readonly [string, string])[] = [];
  const sessionSecrets: Record<string, string> = {};
  const tell = async <Value>(command: string, input: object): Promise<Result<Value>> => {
    const answered = await call<Value>(command, input);
    answers.push([command, JSON.stringify(answered)]);
    return answered;
  };
  const snapshot = answerOf(await tell<Snapshot>('snapshot.get', {}));
  const newKey = { name: 'second', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: another };
  const second = answerOf(await tell<AccessKeyView>('accessKeys.add', { ...newKey, keep: 'memory' }));
  const preview = answerOf(await tell<ImportPreview>('awsFiles.preview', {}));
  const asked = { profile: 'prod', waitSeconds: 0 };
  const remember = async () => {
    const held = answerOf(await tell<CredentialsAnswer>('credentials.get', asked));
    sessionSecrets[`secret ${held.accessKeyId}`] = held.secretAccessKey;
    sessionSecrets[`token ${held.accessKeyId}`] = held.sessionToken ?? '';
  };
  const section = { profileId, name: 'made', kind: 'process' };
  const none = { id: 'none' };

  /** Every command of the contract once, in an order that lets most of them succeed; the list is written out here. */
  const serial = 'arn:aws:iam::421012345678:mfa/phone';
  const identityCenter = {
    kind: 'identity-center',
    startUrl: 'https://d-1234567890.awsapps.com/start',
    region: 'eu-central-1',
    flow: 'browser',
    cliSession: '',
  };
  const inputs: readonly (readonly [string, object])[] = [
    ['accessKeys.enterSecret', { id: second.id, secretAccessKey: another, keep: 'memory' }],
    ['accessKeys.test', { id: keyId }],
    ['accessKeys.rename', { id: keyId, name: 'renamed' }],
    [
      'profiles.save',
      { draft: { name: 'more', recipe: recipe(keyId, { roleArn: stagingProfile.roleArn }) } },
    ],
    ['profiles.setFavourite', { id: profileId, favourite: true }],
    ['approvals.answer', { approvalId: 'none', answer: 'session' }],
    ['sessions.assume', { profileId }],
    ['sessions.refresh', { profileId }],
    ['credentials.get', asked],
    ['credentials.environment', { ...asked, way: 'value' }],
    ['credentials.export', { ...asked, format: 'credentials-file', way: 'value' }],
    ['credentials.unset', { format: 'bash' }],
    ['credentials.consoleUrl', asked],
    ['sessions.check', { profileId }],
    ['sessions.copy', { profileId, format: 'bash', way: 'value' }],
    ['sessions.copyUnset', { format: 'bash' }],
    ['sessions.openTerminal', { profileId }],
    ['sessions.openConsole', { profileId }],
    ['awsFiles.import', { digest: preview.digest, sections: ['legacy'] }],
    ['awsFiles.dismissOffer', {}],
    ['awsFiles.moveKey', { section: 'legacy', serve: 'session-token' }],
    ['awsFiles.writeSection', { ...section, takeOver: false }],
    ['awsFiles.renameSection', { name: 'made', kind: 'process', to: 'named' }],
    ['awsFiles.removeSection', { name: 'named', kind: 'process' }],
    ['mfa.submit', { promptId: 'none', code: '123456' }],
    ['mfa.dismiss', { promptId: 'none' }],
    ['settings.save', snapshot.settings],
    // A file is chosen, and everything removed, by a person at the window only.
    ['settings.exportToFile', {}],
    ['settings.previewImport', {}],
    ['settings.applyImport', { digest: 'none' }],
    ['system.resetEverything', {}],
    ['updates.check', {}],
    ['updates.download', {}],
    ['updates.cancelDownload', {}],
    ['updates.restart', {}],
    ['system.diagnostics', { withAccounts: true }],
    ['system.copyDiagnostics', { withAccounts: true }],
    ['system.saveDiagnostics', { withAccounts: true }],
    ['system.showLog', {}],
    ['system.checkStartAtLogin', {}],
    ['keychain.unlock', {}],
    ['notices.dismiss', none],
    ['demo.open', {}],
    ['demo.close', {}],
    ['clipboard.copyText', { text: 'nothing' }],
    // What a person presses Enter on is not for a program to arrange.
    ['palette.used', { profileId, verb: 'show' }],
    ['panel.show', {}],
    ['panel.holdOpen', { held: false }],
    ['panel.hide', {}],
    ['grants.revoke', none],
    ['grants.revokeAll', {}],
    ['accessKeys.rotate', { id: keyId }],
    ['accessKeys.removeRotated', { id: keyId }],
    ['accessKeys.endMfaSession', { id: keyId }],
    ['mfaDevices.lookUp', { keyId }],
    ['mfaDevices.keepSeed', { serial, seed: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
    ['mfaDevices.keepCommand', { serial, command: '/bin/false' }],
    ['mfaDevices.typeCodes', { serial }],
    ['signIns.save', { draft: { name: 'portal', method: identityCenter } }],
    ['signIns.signIn', none],
    ['signIns.signOut', none],
    ['signIns.proceed', { promptId: 'none' }],
    ['signIns.cancel', { promptId: 'none' }],
    ['signIns.copyAddress', { promptId: 'none' }],
    ['signIns.giveAssertion', { promptId: 'none', from: 'clipboard' }],
    ['signIns.roles', none],
    [
      'signIns.createProfiles',
      { ...none, roles: [], name: '{role}', region: 'eu-central-1', durationSeconds: 3_600 },
    ],
    ['signIns.remove', none],
    ['roles.readMaximum', { profileId, viaProfileId: null }],
    ['roles.planRaise', { profileId, viaProfileId: profileId, seconds: 7_200 }],
    ['roles.raiseMaximum', { profileId, viaProfileId: profileId, seconds: 7_200 }],
    ['browsers.list', {}],
    ['otherTools.preview', { tool: 'leapp' }],
    ['otherTools.import', { tool: 'leapp', ids: [] }],
    [
      'sessions.handOff',
      { profileId, recipient: 'jo', durationSeconds: 900, policyArns: [], format: 'bash' },
    ],
    ['keychain.startOver', {}],
    ['activity.clear', {}],
    ['sessions.stop', { profileId }],
    ['sessions.stopAll', {}],
    ['profiles.remove', { id: profileId }],
    ['accessKeys.remove', { id: second.id }],
  ];
  for (const [command, input] of inputs) {
    const answered = await tell(command, input);
    if (answered.ok && /^sessions\.(assume|refresh)$/.test(command)) await remember();
    if (command === 'accessKeys.rotate') answerOf(answered);
  }
  await tell('snapshot.get', {});

  const { calls: _takenBack, ...contract } = agentContract;
  const all = Object.entries(contract).flatMap(([room, verbs]) =>
    Object.keys(verbs).map((verb) => `${room}.${verb}`),
  );
  const tried = new Set(answers.map(([command]) => command));
  expect([...tried, 'app.quit'].sort()).toEqual(all.sort());
  const failed = answers.filter(([, text]) => text.startsWith('{"ok":false')).map(([command]) => command);
  // Else the answers would hold nothing for another reason than that it is kept from them.
  expect(failed).toEqual(
    expect.not.arrayContaining(['credentials.get', 'sessions.check', 'awsFiles.moveKey']),
  );

  const items = await desktop.keyring.items('service', 'Keycutter');
  // Where a rotated key is kept, its id stands before its secret.
  const inKeychain = items.map(({ secret }) => secret.split(' ').at(-1) ?? '');
  const rotated = inKeychain.filter((secret) => ![longTerm, another].includes(secret));
  expect(rotated.length).toBeGreaterThan(0);
  const kept = Object.fromEntries(rotated.map((secret, index) => [`keychain ${index}`, secret]));
  const patterns = findSecrets({ longTerm, another, ...kept });
  const search = (what: typeof patterns) =>
    answers.flatMap(([command, text]) => searchBytes(command, Buffer.from(text), what));
  expect(search(patterns)).toEqual([]);
  const carriers = new Set(search(findSecrets(sessionSecrets)).map((hit) => hit.split(':')[0]));
  expect([...carriers].sort()).toEqual(['credentials.environment', 'credentials.export', 'credentials.get']);

  // The search itself finds one where there is one: in the answer for the profile that serves the key.
  const raw = answerOf(await getCredentials(doors, rawId));
  expect(searchBytes('raw', Buffer.from(JSON.stringify(raw)), patterns)).not.toEqual([]);
  expect(await call('app.quit', {})).toMatchObject({ ok: true });
});
