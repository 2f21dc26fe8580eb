import type { ImportEntry, ImportPreview, ManagedSection } from '../../shared/aws-files-views.ts';
import { succeed } from '../../shared/result.ts';
import type { FakeApi } from './fake-api.ts';
import { sampleAwsFiles, sampleKey, sampleProfile } from './sample-snapshot.ts';

export function sampleEntry(name: string, part: Partial<ImportEntry> = {}): ImportEntry {
  return {
    name,
    outcome: 'new',
    becomes: 'assume-role',
    roleArn: 'arn:aws:iam::421098765432:role/ReadOnly',
    region: 'eu-central-1',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    source: 'default',
    notes: [],
    ...part,
  };
}

export const samplePreview: ImportPreview = {
  configPath: sampleAwsFiles.configPath,
  credentialsPath: sampleAwsFiles.credentialsPath,
  digest: 'd1',
  problems: [],
  entries: [
    sampleEntry('default', {
      becomes: 'access-key',
      roleArn: null,
      source: null,
      notes: [{ code: 'plaintext-key', params: {} }],
    }),
    sampleEntry('prod'),
    sampleEntry('staging', { outcome: 'changed' }),
    sampleEntry('audit', { outcome: 'same' }),
    sampleEntry('loop', {
      outcome: 'unusable',
      becomes: null,
      accessKeyId: null,
      source: null,
      notes: [{ code: 'cycle', params: { path: 'loop, other, loop' } }],
    }),
  ],
};

/** The parts of main that read and write ~/.aws, over the snapshot. */
export function giveAwsFiles(fake: FakeApi): void {
  const files = () => fake.snapshot().awsFiles;
  const manage = (change: (sections: readonly ManagedSection[]) => readonly ManagedSection[]) => {
    const managed = change(files().managed.map(({ section }) => section));
    fake.publish({
      awsFiles: { ...files(), managed: managed.map((section) => ({ section, problem: null })) },
    });
    return succeed();
  };
  fake.answer('awsFiles', 'preview', () => succeed(samplePreview));
  fake.answer('awsFiles', 'import', ({ sections }) => {
    const entries = samplePreview.entries.filter(({ name }) => sections.includes(name));
    const roles = entries.filter(({ becomes }) => becomes === 'assume-role');
    const profiles = roles.map(({ name }) => sampleProfile(`imported-${name}`, name));
    fake.publish({
      profiles: [...fake.snapshot().profiles, ...profiles],
      awsFiles: { ...files(), offer: null },
    });
    return succeed({ profiles: roles.length, accessKeys: entries.length - roles.length, failed: [] });
  });
  fake.answer('awsFiles', 'dismissOffer', () => {
    fake.publish({ awsFiles: { ...files(), offer: null } });
    return succeed();
  });
  fake.answer('awsFiles', 'moveKey', ({ section }) => {
    const moved = files().plaintextKeys.find((key) => key.section === section);
    fake.publish({
      accessKeys: [
        ...fake.snapshot().accessKeys,
        sampleKey(`moved-${section}`, section, { accessKeyId: moved?.accessKeyId ?? '' }),
      ],
      awsFiles: {
        ...files(),
        plaintextKeys: files().plaintextKeys.filter((key) => key.section !== section),
      },
    });
    return succeed(`profile-${section}`);
  });
  fake.answer('awsFiles', 'writeSection', ({ profileId, name, kind }) =>
    manage((sections) => [...sections, { kind, name, profileId }]),
  );
  fake.answer('awsFiles', 'renameSection', ({ name, kind, to }) =>
    manage((sections) =>
      sections.map((section) =>
        section.kind === kind && section.name === name ? { ...section, name: to } : section,
      ),
    ),
  );
  fake.answer('awsFiles', 'removeSection', ({ name, kind }) =>
    manage((sections) => sections.filter((section) => section.kind !== kind || section.name !== name)),
  );
}
