import { describe, expect, it } from 'vitest';
import { succeed } from '../../shared/result.ts';
import { runHere } from '../testing/fake-world.ts';
import { app, mainKey } from '../testing/household.ts';

describe('access keys', () => {
  const adding = () => app().on('accessKeys.add', () => succeed(mainKey));
  const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const sent = { name: 'main', accessKeyId: mainKey.accessKeyId, secretAccessKey, keep: 'keychain' };

  it.each([
    ['two lines', `${mainKey.accessKeyId}\n${secretAccessKey}\n`],
    [
      'JSON',
      JSON.stringify({ AccessKey: { AccessKeyId: mainKey.accessKeyId, SecretAccessKey: secretAccessKey } }),
    ],
    ['CSV', `Access key ID,Secret access key\r\n${mainKey.accessKeyId},${secretAccessKey}\r\n`],
  ])('are read from standard input as %s, and never shown', async (_, input) => {
    const keyed = adding();
    const ran = await runHere(['key', 'add', 'main'], { app: keyed, input });
    expect(ran.exitCode).toBe(0);
    expect(keyed.inputsOf('accessKeys.add')).toEqual([sent]);
    expect(`${ran.out}${ran.err}`).not.toContain(secretAccessKey);
  });

  it('are asked for at the terminal, the secret without being shown', async () => {
    const keyed = adding();
    const ran = await runHere(['key', 'add', 'main', '--keep-in-memory'], {
      app: keyed,
      typed: [mainKey.accessKeyId, secretAccessKey],
    });
    expect(keyed.inputsOf('accessKeys.add')).toEqual([{ ...sent, keep: 'memory' }]);
    expect(ran.echoes).toEqual([true, false]);
    expect(ran.terminal).not.toContain(secretAccessKey);
  });

  it('that cannot be read are not sent', async () => {
    const keyed = adding();
    expect((await runHere(['key', 'add', 'main'], { app: keyed, input: 'hello' })).exitCode).toBe(1);
    expect((await runHere(['key', 'add', 'main'], { app: keyed })).exitCode).toBe(1);
    expect(keyed.inputsOf('accessKeys.add')).toEqual([]);
  });

  it('are removed after a yes, and not without', async () => {
    const removing = app().on('accessKeys.remove', () => succeed());
    const remove = ['key', 'rm', 'main'];
    expect((await runHere(remove, { app: removing })).exitCode).toBe(3);
    expect((await runHere(remove, { app: removing, typed: ['n'] })).exitCode).toBe(1);
    expect((await runHere(remove, { app: removing, typed: [''] })).exitCode).toBe(1);
    expect(removing.inputsOf('accessKeys.remove')).toEqual([]);
    expect((await runHere(remove, { app: removing, typed: ['y'] })).exitCode).toBe(0);
    expect((await runHere([...remove, '--yes'], { app: removing })).exitCode).toBe(0);
    expect(removing.inputsOf('accessKeys.remove')).toEqual([{ id: 'key1' }, { id: 'key1' }]);
  });

  it('are rotated, and the old one deleted when told', async () => {
    const rotating = app()
      .on('accessKeys.rotate', () =>
        succeed({
          ...mainKey,
          accessKeyId: 'AKIANEW',
          rotation: { stage: 'old-key-inactive', oldAccessKeyId: mainKey.accessKeyId },
        }),
      )
      .on('accessKeys.removeRotated', () => succeed());
    const { out } = await runHere(['key', 'rotate', 'main'], { app: rotating });
    expect(out).toContain('main is now AKIANEW.');
    expect(out).toContain('keycutter key rotate main --delete-old');
    expect((await runHere(['key', 'rotate', 'main', '--delete-old'], { app: rotating })).exitCode).toBe(0);
    expect(rotating.inputsOf('accessKeys.rotate')).toHaveLength(1);
  });

  it('are listed with their age', async () => {
    const { out } = await runHere(['key', 'ls'], { app: app() });
    expect(out.split('\n')[1]).toMatch(/^main +AKIAIOSFODNN7EXAMPLE +keychain +40 days ago +arn:/);
  });
});
