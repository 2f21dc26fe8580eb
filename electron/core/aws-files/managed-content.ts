import type { AwsFileName, ManagedSection } from '../../../shared/aws-files-views.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { ByteText } from '../ports.ts';
import { expirationMarker, profileMarker, regionMarker } from './aws-keys.ts';
import { encode } from './byte-text.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { quoteCommand } from './quote-command.ts';
import { looseProfileOf } from './section-names.ts';

/** What is to stand in a managed section. */
export type SectionContent =
  | {
      readonly kind: 'process';
      readonly name: string;
      readonly profileId: string;
      readonly region: string;
      /** Program and arguments of credential_process. */
      readonly command: readonly string[];
    }
  | {
      readonly kind: 'static';
      readonly name: string;
      readonly profileId: string;
      readonly region: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: Secret;
      readonly sessionToken: Secret;
      /** Epoch ms by AWS's clock. */
      readonly expiration: number;
    }
  | { readonly kind: 'region'; readonly name: string; readonly region: string };

type SectionKind = SectionContent['kind'];

export const writtenComment = '# Written by Keycutter, which also changes and removes it.';
/** The section was a person's before: what else is in it stays when ours goes. */
export const takenComment =
  '# Taken over by Keycutter, which changes and removes the lines that are its own.';

export const keysOfKind: Readonly<Record<SectionKind, readonly string[]>> = {
  process: ['credential_process', 'region', profileMarker],
  static: [
    'aws_access_key_id',
    'aws_secret_access_key',
    'aws_session_token',
    'region',
    expirationMarker,
    profileMarker,
  ],
  region: ['region', regionMarker],
};

export function fileOfKind(kind: SectionKind): AwsFileName {
  return kind === 'static' ? 'credentials' : 'config';
}

/** Key and value, in the order of `keysOfKind`. */
export function linesOf(content: SectionContent): ReadonlyMap<string, ByteText> {
  const values = valuesOf(content);
  return new Map(
    keysOfKind[content.kind].map((key, index) => [key, `${key} = ${encode(values[index] ?? '')}`]),
  );
}

function valuesOf(content: SectionContent): readonly string[] {
  switch (content.kind) {
    case 'process':
      return [quoteCommand(content.command), content.region, content.profileId];
    case 'static':
      return [
        content.accessKeyId,
        content.secretAccessKey.reveal(),
        content.sessionToken.reveal(),
        content.region,
        new Date(content.expiration).toISOString(),
        content.profileId,
      ];
    case 'region':
      return [content.region, content.region];
  }
}

interface FoundSection {
  readonly managed: ManagedSection;
  readonly section: IniSection;
}

/** Sections with our mark, in whichever of the two files this is. */
export function findManaged(document: IniDocument): readonly FoundSection[] {
  return document.sections.flatMap((section) => {
    const managed = managedSection(section);
    return managed === null ? [] : [{ managed, section }];
  });
}

function managedSection(section: IniSection): ManagedSection | null {
  if (section.name === null) return null;
  // Our values have one line, whatever came to stand under it.
  const value = (key: string) => section.keys.findLast(({ name }) => name === key)?.value.split('\n')[0];
  const profileId = value(profileMarker);
  const region = value(regionMarker);
  if (profileId === undefined && region === undefined) return null;
  // What is written into `credentials` has one word; only `default` is called the same in both files.
  const inConfig = looseProfileOf('config', section.name);
  const isStatic = value(expirationMarker) !== undefined || value('aws_access_key_id') !== undefined;
  if (inConfig === null || (section.name === 'default' && isStatic)) {
    return profileId === undefined ? null : { kind: 'static', name: section.name, profileId };
  }
  return profileId === undefined
    ? { kind: 'region', name: inConfig, region: region ?? '' }
    : { kind: 'process', name: inConfig, profileId };
}
