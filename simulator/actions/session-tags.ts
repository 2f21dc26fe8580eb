import type { SessionTag } from '../../shared/profile.ts';
import { succeed } from '../../shared/result.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import type { Caller } from '../caller.ts';
import { constraints, type RequestValidation } from '../constraints.ts';
import type { RequestContext } from '../policy-conditions.ts';
import type { QueryParameters } from '../query-parameters.ts';

export interface SessionTags {
  readonly tags: readonly SessionTag[];
  /** Lower case. */
  readonly transitiveTagKeys: readonly string[];
}

const maximumTags = 50;

export function parseTags(parameters: QueryParameters, validation: RequestValidation): readonly SessionTag[] {
  const sent = parameters.list('Tags').map((tag) => ({ key: tag.get('Key'), value: tag.get('Value') }));
  const keys = sent.map(({ key }) => key ?? '');
  validation.listLength('tags', keys, maximumTags);
  for (const [index, { key, value }] of sent.entries()) {
    validation.required(`tags.${index + 1}.member.key`, key, constraints.tagKey);
    validation.required(`tags.${index + 1}.member.value`, value, constraints.tagValue);
  }
  return sent.map(({ key, value }) => ({ key: key ?? '', value: value ?? '' }));
}

export function parseTransitiveTagKeys(
  parameters: QueryParameters,
  validation: RequestValidation,
): readonly string[] {
  const keys = parameters.list('TransitiveTagKeys').map((key) => key.get('') ?? '');
  validation.listLength('transitiveTagKeys', keys, maximumTags);
  for (const [index, key] of keys.entries()) {
    validation.optional(`transitiveTagKeys.${index + 1}.member`, key, constraints.tagKey);
  }
  return keys;
}

/**
 * The new session's tags: those asked for and those that the caller's session hands down. The caller is null where an
 * identity provider vouches for the tags.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export function carryTags(caller: Caller | null, request: SessionTags): Answer<SessionTags> {
  const requested = request.tags.map(({ key }) => key.toLowerCase());
  const transitive = request.transitiveTagKeys.map((key) => key.toLowerCase());
  const handedDown = caller?.kind === 'role-session' ? caller.transitiveTagKeys : [];

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
    caller?.kind === 'role-session'
      ? caller.tags.filter(({ key }) => handedDown.includes(key.toLowerCase()))
      : [];
  return succeed({
    tags: [...inherited, ...request.tags],
    transitiveTagKeys: [...handedDown, ...transitive],
  });
}

/** The condition keys that the tags of a new session are known by. */
export function setTags(context: RequestContext, { tags, transitiveTagKeys }: SessionTags): void {
  if (tags.length > 0) {
    const keys = tags.map(({ key }) => key);
    const isTransitive = (key: string) => transitiveTagKeys.includes(key.toLowerCase());
    context.set('aws:TagKeys', keys).set('sts:TransitiveTagKeys', keys.filter(isTransitive));
  }
  for (const { key, value } of tags) {
    context.set(`aws:RequestTag/${key}`, value);
  }
}
