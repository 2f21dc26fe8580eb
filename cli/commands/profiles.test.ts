import { describe, expect, it } from 'vitest';
import { succeed } from '../../shared/result.ts';
import { runHere } from '../testing/fake-world.ts';
import { app, household } from '../testing/household.ts';

describe('profiles', () => {
  const saving = () => app().on('profiles.save', () => succeed('new-id'));
  const roleArn = 'arn:aws:iam::111122223333:role/Admin';

  it('take every option of a recipe', async () => {
    const saved = saving();
    const options = {
      '--role-arn': roleArn,
      '--source': 'main',
      '--region': 'us-east-1',
      '--duration': '4h',
      '--external-id': 'ext',
      '--role-session-name': 'ann',
      '--policy-file': 'policy.json',
      '--source-identity': 'ann',
      '--mfa-serial': 'arn:aws:iam::999988887777:mfa/ann',
    };
    const words = [
      ...['profile', 'add', 'p', '--ask-before-serving', ...Object.entries(options).flat()],
      ...['--tag', 'team=a=b', '--tag', 'empty=', '--transitive-tag', 'team'],
      ...['--policy-arn', 'arn:aws:iam::aws:policy/A', '--policy-arn', 'arn:aws:iam::aws:policy/B'],
    ];
    const ran = await runHere(words, { app: saved, files: { 'policy.json': '{"Statement":[]}\n' } });
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(saved.inputsOf('profiles.save')).toEqual([
      {
        draft: {
          name: 'p',
          askBeforeServing: true,
          recipe: {
            kind: 'assume-role',
            source: { kind: 'access-key', keyId: 'key1' },
            roleArn,
            region: 'us-east-1',
            durationSeconds: 14_400,
            externalId: 'ext',
            roleSessionName: 'ann',
            policy: '{"Statement":[]}',
            sourceIdentity: 'ann',
            mfaSerial: 'arn:aws:iam::999988887777:mfa/ann',
            mfaShared: false,
            policyArns: ['arn:aws:iam::aws:policy/A', 'arn:aws:iam::aws:policy/B'],
            tags: [
              { key: 'team', value: 'a=b' },
              { key: 'empty', value: '' },
            ],
            transitiveTagKeys: ['team'],
          },
        },
      },
    ]);
  });

  it('take Region and duration from Settings', async () => {
    const saved = saving();
    await runHere(['profile', 'add', 'p', '--source', 'main', '--role-arn', roleArn], { app: saved });
    await runHere(['profile', 'add', 'k', '--source', 'main', '--kind', 'access-key'], { app: saved });
    const { defaultRegion: region, defaultDurationSeconds: durationSeconds } = household().settings;
    expect(saved.inputsOf('profiles.save')).toMatchObject([
      { draft: { recipe: { region, durationSeconds } } },
      { draft: { recipe: { kind: 'access-key', region } } },
    ]);
  });

  it.each([
    [['--source', 'main'], '--role-arn is needed.'],
    [['--role-arn', roleArn], '--source is needed.'],
    [['--source', 'main', '--kind', 'session-token', '--role-arn', roleArn], '--role-arn does not belong'],
    [['--source', 'main', '--kind', 'access-key', '--duration', '1h'], '--duration does not belong'],
    [['--source', 'main', '--role-arn', roleArn, '--tag', '=x'], 'A tag is KEY=VALUE.'],
    [['--source', 'main', '--kind', 'saml'], '--kind is one of'],
  ])('refuse %j', async (options, sentence) => {
    const ran = await runHere(['profile', 'add', 'p', ...options], { app: saving() });
    expect(ran.exitCode).toBe(2);
    expect(ran.err).toContain(sentence);
  });

  it('are shown with the name of their source', async () => {
    const { out } = await runHere(['profile', 'show', 'prod'], { app: app() });
    expect(out).toMatch(/^name +prod$/m);
    expect(out).toMatch(/^source +main$/m);
    expect(out).toMatch(/^externalId +abc$/m);
    expect(out).toMatch(/^durationSeconds +1 h$/m);
    const json = JSON.parse((await runHere(['profile', 'show', 'prod', '--json'], { app: app() })).out);
    expect(json).toMatchObject({ name: 'prod', kind: 'assume-role', source: 'main', durationSeconds: 3_600 });
  });
});
