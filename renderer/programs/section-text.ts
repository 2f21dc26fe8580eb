import type { ManagedSection } from '../../shared/aws-files-views.ts';
import { unreachable } from '../../shared/result.ts';

const allowed = /^[\w@+.%:/-]+$/;

/** The line it starts with: `[profile prod]`, in `credentials` `[prod]`. */
export function sectionHeader(section: Pick<ManagedSection, 'kind' | 'name'>): string {
  switch (section.kind) {
    case 'process':
    case 'region':
      return section.name === 'default' ? '[default]' : `[profile ${section.name}]`;
    case 'static':
      return `[${section.name}]`;
    default:
      return unreachable(section.kind);
  }
}

/** A name that every AWS tool can read, as near to the profile's as that goes. */
export function sectionNameOf(profileName: string): string {
  const name = profileName.replace(/[^\w@+.%:/-]+/g, '-').replace(/^-+|-+$/g, '');
  return name === '' ? 'keycutter' : name;
}

export function isSectionName(name: string): boolean {
  // botocore inherits [DEFAULT] into every section.
  return allowed.test(name) && name !== 'DEFAULT';
}

/** What to type to see that it works. */
export function tryCommand(name: string): string {
  return name === 'default' ? 'aws sts get-caller-identity' : `aws --profile ${name} sts get-caller-identity`;
}
