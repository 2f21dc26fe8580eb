import type { AgentHandlers } from '../../../shared/agent-contract.ts';
import type { CallContext } from '../../../shared/ipc-contract.ts';
import type { Result } from '../../../shared/result.ts';
import type { PaletteVerb } from '../../../shared/views.ts';
import type { PaletteUses } from './palette-uses.ts';

/**
 * The same commands; those on a session are counted as a use of the palette's verb wherever a person gave them: in a row,
 * the tray or the palette itself. What programs ask for says nothing about what a person wants next.
 */
export function countingUses(handlers: AgentHandlers, uses: Pick<PaletteUses, 'used'>): AgentHandlers {
  const counted =
    <Input extends { readonly profileId: string }, Output>(
      verb: PaletteVerb,
      call: (input: Input, context: CallContext) => Promise<Result<Output>>,
    ) =>
    async (input: Input, context: CallContext): Promise<Result<Output>> => {
      const answer = await call(input, context);
      if (answer.ok && context.client !== 'command') uses.used({ profileId: input.profileId, verb });
      return answer;
    };
  const { sessions } = handlers;
  return {
    ...handlers,
    sessions: {
      ...sessions,
      assume: counted('assume', sessions.assume),
      copy: counted('copy', sessions.copy),
      openConsole: counted('console', sessions.openConsole),
      openTerminal: counted('terminal', sessions.openTerminal),
      refresh: counted('refresh', sessions.refresh),
      stop: counted('stop', sessions.stop),
      check: counted('check', sessions.check),
    },
  };
}
