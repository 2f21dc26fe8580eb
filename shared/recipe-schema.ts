import * as z from 'zod/mini';
import * as limits from './aws-limits.ts';
import type { Recipe } from './profile.ts';
import { checked, duration, id, policyArns, refusedAs, sessionPolicy, text } from './schema-parts.ts';

const accessKey = z.strictObject({ kind: z.literal('access-key'), keyId: id });
const signIn = z.strictObject({ kind: z.literal('sign-in'), signInId: id });
const command = z.strictObject({ kind: z.literal('command'), command: checked(4_096, limits.checkCommand) });
const tokenFile = z.strictObject({
  kind: z.literal('token-file'),
  path: text(4_096).check(z.minLength(1)),
});
const caller = z.discriminatedUnion('kind', [
  accessKey,
  z.strictObject({ kind: z.literal('profile'), profileId: id }),
  z.strictObject({
    kind: z.literal('machine'),
    from: z.enum(['Environment', 'Ec2InstanceMetadata', 'EcsContainer']),
  }),
]);

const region = checked(64, limits.checkRegion);
const roleArn = checked(2_048, limits.checkRoleArn);
const roleSessionName = z.optional(checked(64, limits.checkRoleSessionName));
const mfaSerial = z.optional(checked(256, limits.checkMfaSerial));
const policies = { policy: z.optional(sessionPolicy), policyArns };
const tags = z
  .array(z.strictObject({ key: checked(128, limits.checkTagKey), value: checked(256, limits.checkTagValue) }))
  .check(
    z.maxLength(limits.maximumTags),
    z.refine(
      (list) => limits.checkTagKeysUnique(list.map(({ key }) => key)) === null,
      refusedAs('tags-each-once'),
    ),
  );
const sessionTokenSeconds = z
  .number()
  .check(
    z.refine(
      (seconds) => limits.checkSessionTokenSeconds(seconds) === null,
      refusedAs('seconds-between', limits.sessionTokenSeconds),
    ),
  );

const assumeRole = z
  .strictObject({
    kind: z.literal('assume-role'),
    source: caller,
    roleArn,
    region,
    durationSeconds: duration,
    externalId: z.optional(checked(1_224, limits.checkExternalId)),
    roleSessionName,
    ...policies,
    tags,
    transitiveTagKeys: z.array(checked(128, limits.checkTagKey)).check(z.maxLength(limits.maximumTags)),
    sourceIdentity: z.optional(checked(64, limits.checkSourceIdentity)),
    mfaSerial,
    mfaShared: z.optional(z.boolean()),
  })
  .check(
    z.refine(
      (recipe) => recipe.transitiveTagKeys.every((key) => recipe.tags.some((tag) => tag.key === key)),
      refusedAs('transitive-tag'),
    ),
    z.refine(
      ({ source, mfaSerial: serial }) => serial === undefined || source.kind === 'access-key',
      refusedAs('mfa-needs-key'),
    ),
  );

/** Each kind of profile; also the schema of what is kept on disk. */
export const recipeSchema: z.ZodMiniType<Recipe> = z.discriminatedUnion('kind', [
  assumeRole,
  z.strictObject({
    kind: z.literal('session-token'),
    source: accessKey,
    region,
    durationSeconds: sessionTokenSeconds,
    mfaSerial,
  }),
  z.strictObject({
    kind: z.literal('federation-token'),
    source: accessKey,
    region,
    durationSeconds: sessionTokenSeconds,
    federatedName: z.optional(checked(32, limits.checkFederatedName)),
    ...policies,
    tags,
  }),
  z.strictObject({
    kind: z.literal('assume-role-with-saml'),
    source: signIn,
    roleArn,
    principalArn: checked(2_048, limits.checkSamlProviderArn),
    region,
    durationSeconds: duration,
    ...policies,
  }),
  z.strictObject({
    kind: z.literal('assume-role-with-web-identity'),
    source: z.discriminatedUnion('kind', [signIn, tokenFile, command]),
    roleArn,
    region,
    durationSeconds: duration,
    roleSessionName,
    ...policies,
  }),
  z.strictObject({
    kind: z.literal('identity-center'),
    source: signIn,
    accountId: checked(12, limits.checkAccountId),
    roleName: checked(32, limits.checkPermissionSetName),
    region,
  }),
  z.strictObject({
    kind: z.literal('assume-root'),
    source: caller,
    targetAccount: checked(12, limits.checkAccountId),
    task: checked(64, limits.checkRootTask),
    region,
    durationSeconds: z
      .number()
      .check(z.refine((seconds) => limits.checkRootSeconds(seconds) === null, refusedAs('root-duration'))),
  }),
  z.strictObject({ kind: z.literal('credential-process'), source: command, region }),
  z.strictObject({ kind: z.literal('access-key'), source: accessKey, region }),
]);
