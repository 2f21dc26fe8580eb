import { describe, expect, it } from 'vitest';
import { testProfile, testSnapshot } from '../../electron/core/testing/test-snapshot.ts';
import { FakeApp } from '../testing/fake-app.ts';
import { runHere } from '../testing/fake-world.ts';
import { app } from '../testing/household.ts';

describe('completion', () => {
  const complete = async (words: readonly string[], fake: FakeApp | null = app()) => {
    const ran = await runHere(['__complete', '--', ...words], fake === null ? {} : { app: fake });
    expect(ran.err).toBe('');
    return ran.out.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]]));
  };

  it.each([
    [['st'], ['status', 'stop', 'start']],
    [
      ['key', ''],
      ['add', 'ls', 'test', 'rotate', 'mfa', 'forget-mfa', 'rm'],
    ],
    [
      ['sign-in', ''],
      ['ls', 'add', 'roles', 'rm', 'acme'],
    ],
    [['sign-out', ''], ['acme']],
    [['sign-in', 'roles', ''], ['acme']],
    [['sign-in', 'acme', ''], []],
    [['profile', 'add', 'x', '--identity-center', ''], ['acme']],
    [
      ['console', 'prod', '--browser', 'f'],
      ['firefox', 'firefox:work'],
    ],
    [['assume', 'p'], ['prod']],
    [
      ['assume', '--'],
      ['--duration', '--mfa-code-stdin', '--json', '--help'],
    ],
    [['assume', '--duration', ''], []],
    [['assume', '--duration', '1h', 'd'], ['dev']],
    [['assume', 'prod', ''], []],
    [['key', 'test', ''], ['main']],
    [
      ['profile', 'add', 'x', '--source', 'm'],
      ['main', 'me'],
    ],
    [
      ['profile', 'add', 'x', '--source', 'e'],
      ['environment', 'ec2', 'ecs'],
    ],
    [
      ['profile', 'add', 'x', '--kind', 'a'],
      ['assume-role', 'assume-role-with-saml', 'assume-role-with-web-identity', 'assume-root', 'access-key'],
    ],
    [['export', '--shell', 'f'], ['fish']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['exec', 'prod', '--', ''], []],
    [['nope', ''], []],
  ])('of %j', async (words, candidates) => {
    expect(await complete(words)).toEqual(candidates);
  });

  it('neither starts the app nor fails without it', async () => {
    expect(await complete(['assume', ''], null)).toEqual([]);
    expect((await runHere(['__complete', '--', 'assume', ''])).starts).toEqual([false]);
  });

  it('leaves out names that a line cannot hold', async () => {
    const hostile = new FakeApp().shows(testSnapshot({ profiles: [testProfile('x', { name: 'a\u001bb' })] }));
    expect(await complete(['assume', ''], hostile)).toEqual([]);
  });
});
