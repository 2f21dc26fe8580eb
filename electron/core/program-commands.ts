import type { AgentHandlers } from '../../shared/agent-contract.ts';
import { appError } from '../../shared/errors.ts';
import type { CallContext } from '../../shared/ipc-contract.ts';
import type { Profile } from '../../shared/profile.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import type { Registry } from './profiles/registry.ts';
import type { ProgramParts } from './program-parts.ts';
import type { Journal } from './reminders/journal.ts';

interface Parts extends ProgramParts {
  readonly registry: Registry;
  readonly journal: Journal;
}

/** A program gets a profile that asks before serving by being served, and by nothing that goes around that. */
export function isClosedTo(client: CallContext['client'], profile: Profile | null): boolean {
  return client === 'command' && profile?.askBeforeServing === true;
}

/** The commands by which programs get credentials, and those by which the person rules over that. */
export function createProgramCommands(
  parts: Parts,
): Pick<AgentHandlers, 'approvals' | 'grants' | 'awsFiles' | 'credentials'> {
  const { registry, journal, approvals, grants, exports, managedSections, importing } = parts;

  const named = (nameOrId: string): Result<Profile> => {
    const found = registry.profile(nameOrId) ?? registry.profiles.find(({ name }) => name === nameOrId);
    return found ? succeed(found) : fail(appError('profile-not-found', { name: nameOrId }));
  };

  const waiting = (waitSeconds: number, { signal }: CallContext) => ({ waitMs: waitSeconds * 1_000, signal });

  return {
    approvals: {
      answer: async ({ approvalId, answer }, { client }) => {
        if (client === 'command') return fail(appError('client-not-allowed'));
        const profileId = approvals.answer(approvalId, answer);
        if (profileId === null) return fail(appError('cancelled'));
        const name = registry.profile(profileId)?.name ?? '';
        journal.record(answer === 'deny' ? 'serving-denied' : 'serving-allowed', name);
        return succeed();
      },
    },
    grants: {
      revoke: async ({ id }) => {
        const profileId = grants.views().find((grant) => grant.id === id)?.profileId ?? '';
        const revoked = grants.revoke(id);
        if (revoked.ok) journal.record('export-revoked', registry.profile(profileId)?.name ?? '');
        return revoked;
      },
      revokeAll: async () => {
        const revoked = grants.revokeAll();
        if (revoked.ok) journal.record('export-revoked', '');
        return revoked;
      },
    },
    awsFiles: {
      preview: (paths) => importing.preview(paths),
      import: (input) => importing.import(input),
      dismissOffer: () => importing.dismissOffer(),
      moveKey: (input, { signal }) => importing.moveKey(input, signal),
      writeSection: async (request, { client }) =>
        request.kind === 'static' && isClosedTo(client, registry.profile(request.profileId))
          ? fail(appError('client-not-allowed'))
          : managedSections.write(request),
      renameSection: ({ name, kind, to }) => managedSections.rename(name, kind, to),
      removeSection: ({ name, kind }) => managedSections.remove(name, kind),
    },
    credentials: {
      get: async ({ profile, waitSeconds }, context) => {
        const found = named(profile);
        return found.ok ? exports.credentials(found.value, waiting(waitSeconds, context)) : found;
      },
      environment: async ({ profile, way, waitSeconds }, context) => {
        const found = named(profile);
        return found.ok ? exports.environment(found.value, way, waiting(waitSeconds, context)) : found;
      },
      export: async ({ profile, waitSeconds, ...how }, context) => {
        const found = named(profile);
        return found.ok ? exports.lines(found.value, how, waiting(waitSeconds, context)) : found;
      },
      unset: async ({ format }) => exports.unset(format),
      consoleUrl: async ({ profile, service, region, waitSeconds }, context) => {
        const found = named(profile);
        if (!found.ok) return found;
        const { id } = found.value;
        const place = parts.console.place(id, { region });
        if (!place.ok) return place;
        const served = await parts.serving.serve(id, { client: 'command', ...waiting(waitSeconds, context) });
        if (!served.ok) return served;
        const address = await parts.console.address(
          id,
          { service, region },
          { asker: 'program', signal: context.signal },
        );
        return address.ok ? succeed(address.value.reveal()) : address;
      },
    },
  };
}
