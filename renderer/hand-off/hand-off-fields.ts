import * as limits from '../../shared/aws-limits.ts';
import { durationAdvice } from '../../shared/duration-advice.ts';
import {
  checkBucketName,
  checkKeyPrefix,
  checkLogGroup,
  type HandOffTemplate,
  type HandOffTemplateKind,
} from '../../shared/hand-off-policies.ts';
import type { Profile, Recipe, RecipeKind } from '../../shared/profile.ts';
import type { RoleMaximumView } from '../../shared/sign-in-views.ts';

/** The form as it is typed. What was typed for one template is kept while another is looked at. */
export interface HandOffFields {
  readonly recipient: string;
  readonly seconds: number;
  readonly template: HandOffTemplateKind;
  readonly bucket: string;
  readonly prefix: string;
  readonly logGroup: string;
  readonly region: string;
  readonly policy: string;
}

export type HandOffField = 'recipient' | 'bucket' | 'prefix' | 'logGroup' | 'region' | 'policy';
export type HandOffProblems = Partial<Readonly<Record<HandOffField, limits.LimitProblem>>>;

export const templateKinds: readonly HandOffTemplateKind[] = [
  'read-bucket',
  'write-prefix',
  'read-log-group',
  'read-everything',
  'everything',
  'own',
];

/** Kinds whose call takes a session policy. */
const narrowable: ReadonlySet<RecipeKind> = new Set([
  'assume-role',
  'assume-role-with-saml',
  'assume-role-with-web-identity',
  'federation-token',
]);

export function canHandOff({ kind }: Recipe): boolean {
  return narrowable.has(kind);
}

export function templateOf(fields: HandOffFields): HandOffTemplate {
  const { template: kind, bucket, prefix, region, logGroup, policy } = fields;
  switch (kind) {
    case 'read-bucket':
      return { kind, bucket };
    case 'write-prefix':
      return { kind, bucket, prefix };
    case 'read-log-group':
      return { kind, region, logGroup };
    case 'read-everything':
    case 'everything':
      return { kind };
    case 'own':
      return { kind, policy };
  }
}

export function handOffProblems(fields: HandOffFields): HandOffProblems {
  const { recipient, template, bucket, prefix, region, logGroup, policy } = fields;
  const all: Record<HandOffField, limits.LimitProblem | null> = {
    recipient: limits.checkFederatedName(recipient),
    bucket: template === 'read-bucket' || template === 'write-prefix' ? checkBucketName(bucket) : null,
    prefix: template === 'write-prefix' ? checkKeyPrefix(prefix) : null,
    logGroup: template === 'read-log-group' ? checkLogGroup(logGroup) : null,
    region: template === 'read-log-group' ? limits.checkRegion(region) : null,
    policy: template === 'own' ? limits.checkPolicy(policy) : null,
  };
  return Object.fromEntries(Object.entries(all).filter(([, problem]) => problem !== null));
}

const offered = [900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200];

export interface HandOffDurations {
  /** Seconds, the shortest first. */
  readonly offered: readonly number[];
  /** Why there is no longer one. */
  readonly capped: { readonly by: 'chain' | 'role'; readonly seconds: number } | null;
}

export function handOffDurations(
  recipe: Recipe,
  profiles: readonly Profile[],
  roleMaximums: readonly RoleMaximumView[],
): HandOffDurations {
  const advice = durationAdvice(recipe, {
    profileOf: (profileId) => profiles.find(({ id }) => id === profileId),
    roleMaximums,
  });
  const maximum = Math.min(
    advice?.maximumSeconds ?? limits.durationSeconds.maximum,
    limits.durationSeconds.maximum,
  );
  const by =
    advice?.reason === 'chained' || advice?.reason === 'shared-mfa'
      ? 'chain'
      : advice?.reason === 'role-maximum'
        ? 'role'
        : null;
  const withinReach = offered.filter((seconds) => seconds <= maximum);
  return {
    offered: withinReach.includes(maximum) ? withinReach : [...withinReach, maximum],
    capped: by === null ? null : { by, seconds: maximum },
  };
}
