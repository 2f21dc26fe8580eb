/**
 * Who wants a session, which decides how far the person may be bothered for it. `person`: they asked just now, so
 * what they are needed for may open. `program`: they are told, and nothing opens until they say so. `terminal`: a
 * command that they wait for; as a program, but what they sent away before is raised again. `background`: a renewal
 * that nobody waits for; it does without them or not at all.
 */
export type Asker = 'person' | 'terminal' | 'program' | 'background';

/** The person was asked for something; whoever waits may want to say so. */
export type PromptRaised = {
  readonly promptId: string;
  /** Whether it still stands: what was answered a moment ago is no longer asked of anyone. */
  readonly isUp: () => boolean;
  /** The person asks for the same by themselves now: what waits for their word goes on. */
  readonly personCame: () => void;
} & (
  | { readonly kind: 'mfa'; readonly serial: string }
  | { readonly kind: 'sign-in'; readonly signIn: string }
);

/** How one asker takes part in a call that others may share. */
export interface Asking {
  readonly asker: Asker;
  /** Ends this asker's wait, nobody else's. */
  readonly signal?: AbortSignal | undefined;
  /** Called at once where the prompt is up already. */
  readonly onPrompt?: ((prompt: PromptRaised) => void) | undefined;
}
