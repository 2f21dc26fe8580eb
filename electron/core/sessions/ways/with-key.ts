import type {
  AssumeRootRecipe,
  FederationTokenRecipe,
  SessionTokenRecipe,
} from '../../../../shared/profile.ts';
import { type Result, succeed } from '../../../../shared/result.ts';
import type { SessionPlan } from '../session-plan.ts';
import { callerOf } from './caller.ts';
import { type Got, gotFrom, type WayContext, type WayParts } from './way.ts';

type Plan<Recipe> = SessionPlan & { readonly recipe: Recipe };

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export async function bySessionToken(
  parts: WayParts,
  { profile, recipe, durationSeconds: planned }: Plan<SessionTokenRecipe>,
  context: WayContext,
): Promise<Result<Got>> {
  const { source, region, mfaSerial: serial } = recipe;
  const durationSeconds = planned ?? recipe.durationSeconds;
  if (serial !== undefined) {
    const opened = await parts.mfaSessions.ask(
      {
        keyId: source.keyId,
        serial,
        region,
        durationSeconds,
        profile,
        accept: 'same',
        // The very session that is to be renewed lives, and is no renewal.
        outliving: context.replaces?.expiresAt,
      },
      context,
    );
    return opened.ok
      ? succeed({ credentials: opened.value.credentials, issuedAt: opened.value.issuedAt })
      : opened;
  }
  const caller = await callerOf(parts, source, region, context);
  if (!caller.ok) return caller;
  const request = { durationSeconds, mfaSerial: null, mfaCode: null };
  return gotFrom(parts, await parts.sts.getSessionToken(caller.value, request, context.signal));
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export async function byFederationToken(
  parts: WayParts,
  { recipe, roleSessionName: name, durationSeconds }: Plan<FederationTokenRecipe>,
  context: WayContext,
): Promise<Result<Got>> {
  const caller = await callerOf(parts, recipe.source, recipe.region, context);
  if (!caller.ok) return caller;
  const request = { recipe, name, durationSeconds: durationSeconds ?? recipe.durationSeconds };
  return gotFrom(parts, await parts.sts.getFederationToken(caller.value, request, context.signal));
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html */
export async function byAssumeRoot(
  parts: WayParts,
  { recipe, durationSeconds }: Plan<AssumeRootRecipe>,
  context: WayContext,
): Promise<Result<Got>> {
  const caller = await callerOf(parts, recipe.source, recipe.region, context);
  if (!caller.ok) return caller;
  const request = { ...recipe, durationSeconds: durationSeconds ?? recipe.durationSeconds };
  return gotFrom(parts, await parts.sts.assumeRoot(caller.value, request, context.signal));
}
