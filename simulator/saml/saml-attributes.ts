import type { SessionTag } from '../../shared/profile.ts';
import { succeed } from '../../shared/result.ts';
import { type Answer, refusals } from '../aws-refusal.ts';
import { constraints } from '../constraints.ts';

/** What AWS's own attributes of an assertion ask for. */
export interface SamlAttributes {
  readonly roleSessionName: string;
  readonly sourceIdentity: string | null;
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html */
const prefixes = ['https://aws.amazon.com/SAML/Attributes/', 'https://www.amazonaws.cn/SAML/Attributes/'];

type AllAttributes = ReadonlyMap<string, readonly string[]>;

/** Names are compared with regard to case. */
function valuesOf(attributes: AllAttributes, name: string): readonly string[] {
  return prefixes.flatMap((prefix) => attributes.get(`${prefix}${name}`) ?? []).map((value) => value.trim());
}

/** Both ARNs in one value, in either order, white space around them or not. */
export function offersRole(attributes: AllAttributes, roleArn: string, providerArn: string): boolean {
  return valuesOf(attributes, 'Role').some((value) => {
    const arns = value.split(',').map((arn) => arn.trim());
    return arns.length === 2 && arns.includes(roleArn) && arns.includes(providerArn);
  });
}

/** Words: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html */
export function readAttributes(attributes: AllAttributes): Answer<SamlAttributes> {
  const [roleSessionName] = valuesOf(attributes, 'RoleSessionName');
  const [sourceIdentity = null] = valuesOf(attributes, 'SourceIdentity');
  const [sessionDuration] = valuesOf(attributes, 'SessionDuration');
  if (roleSessionName === undefined || roleSessionName === '') {
    return refusals.invalidIdentityToken('RoleSessionName is required in AuthnResponse');
  }
  if (!/^[a-zA-Z_0-9+=,.@-]{2,64}$/.test(roleSessionName)) {
    return refusals.invalidIdentityToken(
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    );
  }
  if (sourceIdentity !== null && !/^(?!aws:)[a-zA-Z_0-9+=,.@-]{2,64}$/i.test(sourceIdentity)) {
    return refusals.invalidIdentityToken(
      'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
    );
  }
  // It is about console sign-in, and wrong anywhere.
  if (sessionDuration !== undefined && !isDuration(sessionDuration)) {
    return refusals.invalidIdentityToken('SessionDuration in AuthnResponse must be between 900 and 43200');
  }
  const tags = tagsOf(attributes);
  return tags.every(isTag)
    ? succeed({
        roleSessionName,
        sourceIdentity,
        tags,
        transitiveTagKeys: valuesOf(attributes, 'TransitiveTagKeys'),
      })
    : refusals.invalidIdentityToken('PrincipalTag in AuthnResponse is invalid');
}

function tagsOf(attributes: AllAttributes): readonly SessionTag[] {
  const starts = prefixes.map((prefix) => `${prefix}PrincipalTag:`);
  return [...attributes].flatMap(([name, [value = '']]) => {
    const start = starts.find((candidate) => name.startsWith(candidate));
    return start === undefined ? [] : [{ key: name.slice(start.length), value: value.trim() }];
  });
}

function isTag({ key, value }: SessionTag): boolean {
  const { tagKey, tagValue } = constraints;
  return (
    tagKey.pattern?.test(key) === true &&
    tagValue.pattern?.test(value) === true &&
    [...key].length <= 128 &&
    [...value].length <= 256
  );
}

function isDuration(text: string): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) >= 900 && Number(text) <= 43_200;
}
