import { formatAccount } from '../../shared/account-text.ts';
import type { ImportEntry } from '../../shared/aws-files-views.ts';
import { parseRoleArn } from '../../shared/aws-limits.ts';
import type { Text } from '../text/text.ts';

export type ImportOutcomeKind = ImportEntry['outcome'];

export interface ImportGroup {
  readonly outcome: ImportOutcomeKind;
  readonly entries: readonly ImportEntry[];
}

const order: readonly ImportOutcomeKind[] = ['new', 'changed', 'same', 'unusable', 'managed'];

export function isImportable({ outcome }: ImportEntry): boolean {
  return outcome === 'new' || outcome === 'changed';
}

/**
 * What one entry becomes, in a line: `ReadOnly · 4210-9876-5432 · key of default · eu-central-1`. Kinds that are no plain
 * role or key say what they are first.
 */
export function becomesText(entry: ImportEntry, text: Text): string {
  const { becomes, roleArn, about, accessKeyId, region } = entry;
  const words = text.importing;
  const role = roleArn === null ? null : parseRoleArn(roleArn);
  const plain = becomes === null || becomes === 'assume-role' || becomes === 'access-key';
  const parts = [
    plain ? null : words.kind[becomes],
    ...(role === null ? [roleArn] : [role.roleName, formatAccount(role.account)]),
    roleArn === null && accessKeyId !== null ? words.accessKey(accessKeyId) : null,
    viaText(entry, text),
    about,
    region,
  ].filter((part) => part !== null && part !== undefined && part !== '');
  return parts.join(' · ');
}

function viaText({ roleArn, accessKeyId, source, name }: ImportEntry, text: Text): string | null {
  if (roleArn === null || source === null || source === name) return null;
  return accessKeyId === null ? text.importing.through(source) : text.importing.via(source);
}

/** Those that match every word of the query, by outcome; groups with none are left out. */
export function importGroups(
  entries: readonly ImportEntry[],
  query: string,
  text: Text,
): readonly ImportGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (entry: ImportEntry) => {
    if (words.length === 0) return true;
    const account = parseRoleArn(entry.roleArn ?? '')?.account ?? '';
    const searched = [entry.name, becomesText(entry, text), entry.roleArn, account, entry.accessKeyId]
      .join('\n')
      .toLowerCase();
    return words.every((word) => searched.includes(word));
  };
  const shown = entries.filter(matches);
  return order
    .map((outcome) => ({ outcome, entries: shown.filter((entry) => entry.outcome === outcome) }))
    .filter((group) => group.entries.length > 0);
}
