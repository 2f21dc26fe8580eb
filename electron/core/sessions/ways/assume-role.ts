import type { AssumeRoleRecipe } from '../../../../shared/profile.ts';
import type { Result } from '../../../../shared/result.ts';
import type { StsCaller } from '../../aws-ports.ts';
import type { SessionPlan } from '../session-plan.ts';
import { callerOf } from './caller.ts';
import { type Got, gotFrom, type WayContext, type WayParts } from './way.ts';

type Plan = SessionPlan & { readonly recipe: AssumeRoleRecipe };

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export async function byAssumeRole(parts: WayParts, plan: Plan, context: WayContext): Promise<Result<Got>> {
  const { recipe } = plan;
  const { source, mfaSerial } = recipe;
  if (source.kind === 'access-key' && mfaSerial !== undefined && recipe.mfaShared === true) {
    return withSharedCode(parts, plan, source.keyId, mfaSerial, context);
  }
  // Before the person is asked for a code: a code is wasted on a call that can't be made.
  const caller = await callerOf(parts, source, recipe.region, context);
  if (!caller.ok) return caller;
  if (source.kind !== 'access-key' || mfaSerial === undefined) {
    return call(parts, plan, caller.value, null, context.signal);
  }
  const keyName = parts.registry.accessKey(source.keyId)?.name ?? '';
  return parts.mfa.ask(
    { profileId: plan.profile.id, serial: mfaSerial, keyName, profileName: plan.profile.name },
    (code) => call(parts, plan, caller.value, code, context.signal),
    context,
  );
}

/**
 * With the session that a code opened for all profiles of the key. A role may want a younger one than is held
 * (`aws:MultiFactorAuthAge` in its trust policy), which AWS does not tell from any other refusal: a new code is asked
 * for once, by whoever may ask.
 */
async function withSharedCode(
  parts: WayParts,
  plan: Plan,
  keyId: string,
  serial: string,
  context: WayContext,
): Promise<Result<Got>> {
  const { region } = plan.recipe;
  const ask = (accept: 'any' | 'new') =>
    parts.mfaSessions.ask(
      {
        keyId,
        serial,
        region,
        durationSeconds: parts.mfaSessionHours() * 3_600,
        profile: plan.profile,
        accept,
      },
      context,
    );
  const before = parts.mfaSessions.live(keyId, serial);
  const opened = await ask('any');
  if (!opened.ok) return opened;
  const endpointUrl = parts.accessKeys.endpointOf(keyId);
  const by = (credentials: StsCaller['credentials']) =>
    call(parts, plan, { credentials, region, endpointUrl }, null, context.signal);

  const got = await by(opened.value.credentials);
  if (got.ok) parts.mfaSessions.codeHelped(plan.identity);
  if (got.ok || got.error.code !== 'sts-access-denied') return got;
  if (before !== opened.value) {
    parts.mfaSessions.newCodeWasInVain(plan.identity);
    return got;
  }
  if (context.asker !== 'person' || !parts.mfaSessions.mayNewCodeHelp(plan.identity)) return got;
  const renewed = await ask('new');
  if (!renewed.ok) return renewed;
  const again = await by(renewed.value.credentials);
  if (!again.ok && again.error.code === 'sts-access-denied')
    parts.mfaSessions.newCodeWasInVain(plan.identity);
  return again;
}

async function call(
  parts: WayParts,
  { recipe, roleSessionName, durationSeconds }: Plan,
  caller: StsCaller,
  mfaCode: string | null,
  signal: AbortSignal,
): Promise<Result<Got>> {
  const request = {
    recipe,
    roleSessionName,
    durationSeconds: durationSeconds ?? recipe.durationSeconds,
    mfaCode,
  };
  return gotFrom(parts, await parts.sts.assumeRole(caller, request, signal));
}
