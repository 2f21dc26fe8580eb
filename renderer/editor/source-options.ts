import type { AccessKeyView } from '../../shared/access-key-views.ts';
import type { CallerSource, MachineSource, Profile } from '../../shared/profile.ts';
import { cannotAssume, chainOf, type ProfileLookup } from '../../shared/profile-chain.ts';
import type { Text } from '../text/text.ts';

export interface SourceOption {
  readonly value: string;
  readonly label: string;
  /** What it is, or why it can't be chosen. */
  readonly hint: string;
  readonly inactive: boolean;
  readonly source: CallerSource;
}

export interface SourceGroup {
  readonly value: string;
  readonly items: readonly SourceOption[];
}

const machines: readonly MachineSource['from'][] = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'];

export function keyOfSource(source: CallerSource): string {
  switch (source.kind) {
    case 'access-key':
      return `key:${source.keyId}`;
    case 'profile':
      return `profile:${source.profileId}`;
    case 'machine':
      return `machine:${source.from}`;
  }
}

export interface SourceFacts {
  readonly keys: readonly AccessKeyView[];
  readonly profiles: readonly Profile[];
  readonly profileOf: ProfileLookup;
  /** The profile that is edited; null: a new one. */
  readonly ownId: string | null;
  /** What a profile is, in a line. */
  readonly about: (profile: Profile) => string;
  readonly text: Text;
}

/** What can call AssumeRole, in groups; what can't, last and with its reason. */
export function sourceGroups({
  keys,
  profiles,
  profileOf,
  ownId,
  about,
  text,
}: SourceFacts): readonly SourceGroup[] {
  const words = text.editor;
  const option = (
    source: CallerSource,
    label: string,
    hint: string,
    reason: string | null = null,
  ): SourceOption => ({
    value: keyOfSource(source),
    label,
    hint: reason ?? hint,
    inactive: reason !== null,
    source,
  });
  const others = profiles
    .filter(({ id }) => id !== ownId)
    .map((profile) =>
      option(
        { kind: 'profile', profileId: profile.id },
        profile.name,
        about(profile),
        refusal(profile, profileOf, ownId, text),
      ),
    );
  return [
    {
      value: words.sourceGroups.keys,
      items: keys.map((key) => option({ kind: 'access-key', keyId: key.id }, key.name, key.accessKeyId)),
    },
    {
      value: words.sourceGroups.profiles,
      items: others.toSorted((a, b) => Number(a.inactive) - Number(b.inactive)),
    },
    {
      value: words.sourceGroups.machine,
      items: machines.map((from) =>
        option({ kind: 'machine', from }, words.machine[from], words.machineHelp[from]),
      ),
    },
  ].filter((group) => group.items.length > 0);
}

function refusal(
  profile: Profile,
  profileOf: ProfileLookup,
  ownId: string | null,
  text: Text,
): string | null {
  const reason = cannotAssume(profile.recipe.kind);
  if (reason !== null) return text.editor.sourceCannot[reason];
  const { end, links } = chainOf(profile.recipe, profileOf, profile.id);
  return end === 'cycle' || links.some(({ id }) => id === ownId) ? text.editor.sourceCycle : null;
}
