import { type AppError, appError, needsPerson } from '../../../shared/errors.ts';
import { accountOf, type Profile } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { ServedTo } from '../../../shared/views.ts';
import type { Words } from '../../../shared/words/words.ts';
import type { ServedCredentials } from '../credentials.ts';
import type { Clock, Notifier, Power } from '../ports.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import type { Registry } from '../profiles/registry.ts';
import type { PromptRaised } from '../prompts/asker.ts';
import type { Journal } from '../reminders/journal.ts';
import { phaseOf } from '../sessions/session-life.ts';
import type { HeldSession } from '../sessions/session-machine.ts';
import type { AskOptions, SessionManager } from '../sessions/session-manager.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { Approvals } from './approvals.ts';

export interface ServeOptions {
  readonly client: ServedTo;
  /** How long to wait for a person, ms; 0: answer at once with what is needed. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** The last time that a profile was served by this door. */
export interface Served {
  readonly profileId: string;
  readonly client: ServedTo;
  /** Epoch ms. */
  readonly at: number;
}

interface Dependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly power: Power;
  readonly notifier: Notifier;
  readonly words: () => Words;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sessions: SessionManager;
  readonly approvals: Approvals;
  readonly journal: Journal;
}

/** AWS clients give up on a credential source after 1 to 2 s; while something valid is held, they get that. */
const patienceWhileHeld = 800;
/** Longer than any call to STS with its retries. */
const longestCall = 120_000;

/**
 * What programs are handed. What is valid is served, always; a person who is needed for the next session is asked
 * beside that, with one prompt and one notification, and not at all on a locked screen.
 */
export class Serving {
  readonly #deps: Dependencies;
  /** What was last put into the activity, by profile and client. */
  readonly #recorded = new Map<string, string>();
  readonly #served = new Map<string, Served>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** What was served in this run. */
  served(): readonly Served[] {
    return [...this.#served.values()];
  }

  /**
   * Errors: profile-not-found, mfa-needed {name, promptId, serial}, approval-needed {name}, approval-denied {name},
   * sign-in-needed {name, signIn, promptId}, cancelled, and whatever keeps a session from being got (access-key-*, keychain-*, sts-*, network-* and the like).
   */
  async serve(profileId: string, options: ServeOptions): Promise<Result<ServedCredentials>> {
    const profile = this.#deps.registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    if (profile.askBeforeServing === true) {
      const approved = await this.#approved(profile, options);
      if (!approved.ok) return approved;
    }
    const served = await this.#credentials(profile, options);
    if (served.ok) this.#record(profile, options.client, served.value.accessKeyId);
    return served;
  }

  /**
   * A session for a command: where a person is needed it is told so at once, and the prompt stands meanwhile. Errors:
   * mfa-needed {name, promptId, serial}, sign-in-needed {name, signIn, promptId}, and those of asking for a session.
   */
  async session(profileId: string, { signal, ...options }: AskOptions): Promise<Result<HeldSession>> {
    const profile = this.#deps.registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    const { answer, prompted } = this.#ask(profile, { ...options, asker: 'terminal' });
    const left = signal ? aborted(signal) : new Promise<never>(() => {});
    return (await Promise.race([answer, prompted, left])) ?? fail(appError('cancelled'));
  }

  async #approved(profile: Profile, options: ServeOptions): Promise<Result<undefined>> {
    const { approvals, power } = this.#deps;
    const { id, name } = profile;
    if (approvals.standing(id) === 'asked' && !power.isScreenLocked()) {
      if (approvals.raise(id, options.client)) {
        this.#notify(profile, this.#deps.words().prompts.approval(name));
      }
      if (options.waitMs > 0) await this.#upTo(options, (signal) => approvals.settled(id, signal));
    }
    switch (approvals.standing(id)) {
      case 'allowed':
        return succeed();
      case 'denied':
        return fail(appError('approval-denied', { name }));
      case 'asked':
        return fail(appError('approval-needed', { name }));
    }
  }

  async #credentials(profile: Profile, options: ServeOptions): Promise<Result<ServedCredentials>> {
    const { recipe } = profile;
    if (recipe.kind === 'access-key') {
      const caller = await this.#deps.accessKeys.caller(recipe.source.keyId, recipe.region);
      if (!caller.ok) return caller;
      const { credentials } = caller.value;
      return succeed({
        ...this.describe(profile),
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey,
        sessionToken: null,
        expiration: null,
      });
    }
    const held = this.#deps.sessions.live(profile.id);
    const session =
      held === null
        ? await this.#acquired(profile, options)
        : await this.#heldOrRenewed(profile, held, options);
    if (!session.ok) return session;
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = session.value.credentials;
    return succeed({ ...this.describe(profile), accessKeyId, secretAccessKey, sessionToken, expiration });
  }

  /** What is valid is served; a person whom the next session needs is asked beside that. */
  async #heldOrRenewed(
    profile: Profile,
    held: HeldSession,
    options: ServeOptions,
  ): Promise<Result<HeldSession>> {
    const { sessions, awsTime } = this.#deps;
    if (sessions.personNeeded(profile.id) !== null) {
      if (phaseOf(held, awsTime.now()) !== 'fresh')
        this.#ask(profile, { asker: 'program', freshness: 'new' });
      sessions.markUsed(profile.id);
      return succeed(held);
    }
    // Without the asker's signal: programs give up early and come back, and what a call brings serves them then.
    const answer = sessions.ask(profile.id, { asker: 'program' });
    const first = await this.#upTo({ ...options, waitMs: patienceWhileHeld }, (signal) =>
      Promise.race([answer, aborted(signal)]),
    );
    if (first !== null) return first;
    if (options.signal.aborted) return fail(appError('cancelled'));
    const still = sessions.live(profile.id);
    return still === null ? answer : succeed(still);
  }

  async #acquired(profile: Profile, options: ServeOptions): Promise<Result<HeldSession>> {
    const asker = options.waitMs > 0 ? 'terminal' : 'program';
    const { answer, prompted } = this.#ask(profile, { asker });
    const first = await this.#upTo({ ...options, waitMs: longestCall }, (signal) =>
      Promise.race([answer, prompted, aborted(signal)]),
    );
    const waits = first !== null && !first.ok && needsPerson(first.error) && options.waitMs > 0;
    const last = waits
      ? ((await this.#upTo(options, (signal) => Promise.race([answer, aborted(signal)]))) ?? first)
      : first;
    if (options.signal.aborted) return fail(appError('cancelled'));
    return last ?? answer;
  }

  /** `prompted`: the error that says what is needed, as soon as the person is asked for it. */
  #ask(profile: Profile, options: AskOptions) {
    let tell: (needed: Result<never>) => void = () => {};
    const prompted = new Promise<Result<never>>((resolve) => {
      tell = resolve;
    });
    const answer = this.#deps.sessions.ask(profile.id, {
      ...options,
      onPrompt: (prompt) => tell(fail(needed(profile, prompt))),
    });
    return { answer, prompted };
  }

  async #upTo<Value>(options: ServeOptions, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const timeUp = new AbortController();
    const cancel = this.#deps.clock.setTimer(options.waitMs, () => timeUp.abort());
    try {
      return await work(AbortSignal.any([options.signal, timeUp.signal]));
    } finally {
      cancel();
      timeUp.abort();
    }
  }

  /** What goes with its credentials, whoever gets them. */
  describe(profile: Profile) {
    const { recipe } = profile;
    const { registry, accessKeys } = this.#deps;
    const key = registry.rootKey(recipe);
    return {
      profileId: profile.id,
      profileName: profile.name,
      region: recipe.region,
      accountId: accountOf(recipe) ?? key?.identity?.account ?? null,
      endpointUrl: accessKeys.endpointOf(key?.id ?? null),
    };
  }

  #notify({ id }: Profile, said: { readonly title: string; readonly body: string }): void {
    this.#deps.notifier.show({ id: notificationId(id), ...said, profileId: id });
  }

  /** Once for each session and way out: programs ask many times a minute. */
  #record({ id, name }: Profile, client: ServedTo, accessKeyId: string): void {
    const key = `${id} ${client}`;
    this.#served.set(key, { profileId: id, client, at: this.#deps.clock.now() });
    if (this.#recorded.get(key) === accessKeyId) return;
    this.#recorded.set(key, accessKeyId);
    this.#deps.journal.record('served', name, client);
  }
}

function needed({ name }: Profile, prompt: PromptRaised): AppError {
  const { promptId } = prompt;
  return prompt.kind === 'mfa'
    ? appError('mfa-needed', { name, serial: prompt.serial, promptId })
    : appError('sign-in-needed', { name, signIn: prompt.signIn, promptId });
}

function notificationId(profileId: string): string {
  return `wanted-${profileId}`;
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
