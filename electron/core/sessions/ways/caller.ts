import { appError } from '../../../../shared/errors.ts';
import type { CallerSource } from '../../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../../shared/result.ts';
import type { StsCaller } from '../../aws-ports.ts';
import type { WayContext, WayParts } from './way.ts';

/** What an STS call is signed with. Errors: those of the source. */
export async function callerOf(
  parts: WayParts,
  source: CallerSource,
  region: string,
  context: WayContext,
): Promise<Result<StsCaller>> {
  switch (source.kind) {
    case 'access-key':
      return parts.accessKeys.caller(source.keyId, region);
    case 'machine': {
      const credentials = await parts.machine.get(source.from, context.signal);
      return credentials.ok
        ? succeed({ credentials: credentials.value, region, endpointUrl: null })
        : credentials;
    }
    case 'profile':
      return callerOfProfile(parts, source.profileId, region, context);
  }
}

async function callerOfProfile(
  parts: WayParts,
  profileId: string,
  region: string,
  context: WayContext,
): Promise<Result<StsCaller>> {
  const { registry, accessKeys, processes } = parts;
  const profile = registry.profile(profileId);
  if (profile === null) return fail(appError('profile-source-missing'));
  const endpointUrl = accessKeys.endpointOf(registry.rootKey(profile.recipe)?.id ?? null);
  if (profile.recipe.kind === 'credential-process') {
    // Its program may print a long-term key, which is good for a call but is no session.
    const printed = await processes.get(profile.recipe.source.command, context.signal);
    return printed.ok ? succeed({ credentials: printed.value, region, endpointUrl }) : printed;
  }
  const { asker, signal, onPrompt } = context;
  const held = await parts.askSession(profileId, { asker, signal, onPrompt });
  return held.ok ? succeed({ credentials: held.value.credentials, region, endpointUrl }) : held;
}
