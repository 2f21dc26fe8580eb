import type { SessionTag } from '../../shared/profile.ts';
import { succeed } from '../../shared/result.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import type { Caller } from '../caller.ts';
import type { AssumeRoleRequest } from './assume-role-request.ts';

export interface SessionTags {
  readonly tags: readonly SessionTag[];
  /** Lower case. */
  readonly transitiveTagKeys: readonly string[];
}

/**
 * The new session's tags: those asked for and those that the caller's session hands down.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export function carryTags(
  caller: Caller,
  request: Pick<AssumeRoleRequest, 'tags' | 'transitiveTagKeys'>,
): Answer<SessionTags> {
  const requested = request.tags.map(({ key }) => key.toLowerCase());
  const transitive = request.transitiveTagKeys.map((key) => key.toLowerCase());
  const handedDown = caller.kind === 'role-session' ? caller.transitiveTagKeys : [];

  if (new Set(requested).size < requested.length) {
    return refusals.invalidParameterValue(
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  if (requested.some((key) => key.startsWith('aws:'))) {
    return refusals.invalidParameterValue("Tag keys must not begin with the reserved prefix 'aws:'.");
  }
  if (requested.some((key) => handedDown.includes(key))) {
    return refusals.invalidParameterValue(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  if (transitive.some((key) => !requested.includes(key))) {
    return refusals.invalidParameterValue(
      'The specified transitive tag key must be included in the requested tags.',
    );
  }
  const inherited =
    caller.kind === 'role-session'
      ? caller.tags.filter(({ key }) => handedDown.includes(key.toLowerCase()))
      : [];
  return succeed({
    tags: [...inherited, ...request.tags],
    transitiveTagKeys: [...handedDown, ...transitive],
  });
}
