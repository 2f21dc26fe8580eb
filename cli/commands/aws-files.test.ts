import { describe, expect, it } from 'vitest';
import type { ImportPreview } from '../../shared/aws-files-views.ts';
import { appError } from '../../shared/errors.ts';
import { fail, succeed } from '../../shared/result.ts';
import { FakeApp } from '../testing/fake-app.ts';
import { runHere } from '../testing/fake-world.ts';
import { app, household } from '../testing/household.ts';

describe('~/.aws', () => {
  const preview: ImportPreview = {
    configPath: '/home/ann/.aws/config',
    credentialsPath: '/home/ann/.aws/credentials',
    digest: 'd1',
    problems: [{ file: 'config', line: 7, code: 'no-separator', subject: 'x' }],
    entries: (['new', 'changed', 'same', 'unusable', 'managed'] as const).map((outcome) => ({
      name: outcome,
      outcome,
      becomes: outcome === 'unusable' ? null : 'assume-role',
      roleArn: null,
      region: null,
      accessKeyId: null,
      source: null,
      notes: outcome === 'unusable' ? [{ code: 'cycle', params: {} }] : [],
    })),
  };
  const importing = () =>
    app()
      .on('awsFiles.preview', () => succeed(preview))
      .on('awsFiles.import', () => succeed({ profiles: 2, accessKeys: 1, failed: [] }));

  it('is imported: what is new or has changed, from the state that was shown', async () => {
    const reading = importing();
    const ran = await runHere(['import', '--config', '/tmp/c'], { app: reading });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('Imported 2 profiles and 1 access key.');
    expect(ran.out).toMatch(/^unusable +can't be used +- +its source_profile leads back to itself$/m);
    expect(ran.out).toContain('config, line 7: has no =');
    expect(reading.inputsOf('awsFiles.import')).toEqual([
      { digest: 'd1', sections: ['new', 'changed'], configPath: '/tmp/c' },
    ]);
  });

  it('is only looked at with --dry-run', async () => {
    const reading = importing();
    const { out } = await runHere(['import', '--dry-run'], { app: reading });
    expect(out).toContain('2 sections would be imported. Nothing was changed.');
    expect(reading.inputsOf('awsFiles.import')).toEqual([]);
  });

  it('that could not be imported whole is a failure', async () => {
    const failing = importing().on('awsFiles.import', () =>
      succeed({ profiles: 1, accessKeys: 0, failed: [{ name: 'new', error: appError('keychain-locked') }] }),
    );
    const ran = await runHere(['import'], { app: failing });
    expect(ran.exitCode).toBe(1);
    expect(ran.out).toContain('new was not imported: The keychain is locked.');
  });

  it('gets a managed section, and loses it', async () => {
    const snapshot = household();
    const managed = { section: { kind: 'process', name: 'p', profileId: 'id1' } as const, problem: null };
    const writing = new FakeApp()
      .shows({ ...snapshot, awsFiles: { ...snapshot.awsFiles, managed: [managed] } })
      .on('awsFiles.writeSection', ({ takeOver }: { takeOver: boolean }) =>
        takeOver ? succeed() : fail(appError('aws-section-taken', { name: 'p' })),
      )
      .on('awsFiles.removeSection', () => succeed());
    const taken = await runHere(['install-profile', 'prod', '--as', 'p'], { app: writing });
    expect(taken.exitCode).toBe(1);
    expect(taken.err).toContain('--take-over');
    const ran = await runHere(['install-profile', 'prod', '--as', 'p', '--take-over'], { app: writing });
    expect(ran.out).toContain('aws --profile p sts get-caller-identity');
    expect(writing.inputsOf('awsFiles.writeSection').at(-1)).toEqual({
      profileId: 'id1',
      name: 'p',
      kind: 'process',
      takeOver: true,
    });
    expect((await runHere(['uninstall-profile', 'p'], { app: writing })).exitCode).toBe(0);
    expect(writing.inputsOf('awsFiles.removeSection')).toEqual([{ name: 'p', kind: 'process' }]);
    expect((await runHere(['uninstall-profile', 'q'], { app: writing })).exitCode).toBe(1);
  });
});
