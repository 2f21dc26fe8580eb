import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Profile } from '../../shared/profile.ts';

/** Puts `profiles.json` where an app of an earlier run would have left it. */
export async function writeSampleProfiles(userDataFolder: string, count: number): Promise<void> {
  const profiles: readonly Profile[] = Array.from({ length: count }, (_, index) => ({
    id: `profile-${index + 1}`,
    name: `profile-${index + 1}`,
    favourite: index < 3,
    demo: false,
    recipe: {
      kind: 'assume-role',
      source: { kind: 'access-key', keyId: 'key' },
      roleArn: `arn:aws:iam::${100_000_000_000 + (index % 5)}:role/role-${index + 1}`,
      region: 'eu-central-1',
      durationSeconds: 3600,
      policyArns: [],
      tags: [],
      transitiveTagKeys: [],
    },
  }));
  const accessKeys = [
    {
      id: 'key',
      name: 'key',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      kept: 'keychain',
      addedAt: 0,
      identity: null,
    },
  ];
  await mkdir(userDataFolder, { recursive: true });
  await writeFile(
    join(userDataFolder, 'profiles.json'),
    JSON.stringify({ version: 1, profiles, accessKeys }),
  );
}
