import { parseRoleArn } from '../../../shared/aws-limits.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { mfaSerialOf, type Profile, roleArnOf } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { ServedTo } from '../../../shared/views.ts';
import type { ServedCredentials } from '../credentials.ts';
import type { Clock, Notifier, Power } from '../ports.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { MfaBroker } from '../sessions/mfa-broker.ts';
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

interface Dependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly power: Power;
  readonly notifier: Notifier;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sessions: SessionManager;
  readonly mfa: MfaBroker;
  readonly approvals: Approvals;
  readonly journal: Journal;
}

/** AWS clients give up on a credential source after 1 to 2 s; while something valid is held, they get that. */
const patienceWhileHeld = 800;
/** Longer than any call to STS with its retries. */
const longestCall = 120_000;
/** After a prompt that the person sent away, programs do not raise it again for this long. */
const quietAfterPrompt = 60_000;

/**
 * What programs are handed. What is valid is served, always; a person who is needed for the next session is asked
 * beside that, with one prompt and one notification, and not at all on a locked screen.
 */
export class Serving {
  readonly #deps: Dependencies;
  /** Uptime until which no program raises this profile's prompt again. */
  readonly #quietUntil = new Map<string, number>();
  readonly #prompting = new Map<string, Promise<Result<HeldSession>>>();
  /** What was last put into the activity, by profile and client. */
  readonly #recorded = new Map<string, string>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /**
   * Errors: profile-not-found, mfa-needed {name, promptId, serial}, approval-needed {name}, approval-denied {name},
   * cancelled, and whatever keeps a session from being got (access-key-*, keychain-*, sts-*, network-* and the like).
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
   * A session for a command that may have no terminal: where a person is needed it is told so at once, and the prompt
   * stands meanwhile. Errors: mfa-needed {name, promptId, serial}, and those of asking for a session.
   */
  async session(profileId: string, { signal, ...options }: AskOptions): Promise<Result<HeldSession>> {
    const { registry, sessions, mfa } = this.#deps;
    const over = new AbortController();
    const prompted = mfa.whenAsked(profileId, over.signal);
    const left = signal ? aborted(signal) : new Promise<never>(() => {});
    const first = await Promise.race([sessions.ask(profileId, options), prompted, left]);
    over.abort();
    if (first === null) return fail(appError('cancelled'));
    if (typeof first === 'object') return first;
    const profile = registry.profile(profileId);
    if (profile === null) return fail(appError('profile-not-found'));
    return fail(mfaNeeded(profile, first));
  }

  async #approved(profile: Profile, options: ServeOptions): Promise<Result<undefined>> {
    const { approvals, power } = this.#deps;
    const { id, name } = profile;
    if (approvals.standing(id) === 'asked' && !power.isScreenLocked()) {
      if (approvals.raise(id, options.client)) {
        this.#notify(
          profile,
          `${name} is wanted`,
          'A program asks for its credentials. Open Keycutter to allow it.',
        );
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
    const session = mfaSerialOf(recipe)
      ? await this.#withPerson(profile, options)
      : await this.#withoutPerson(profile, options);
    if (!session.ok) return session;
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = session.value.credentials;
    return succeed({ ...this.describe(profile), accessKeyId, secretAccessKey, sessionToken, expiration });
  }

  async #withoutPerson({ id }: Profile, options: ServeOptions): Promise<Result<HeldSession>> {
    const { sessions } = this.#deps;
    // Without the asker's signal: programs give up early and come back, and what a call brings serves them then.
    const answer = sessions.ask(id);
    const waitMs = sessions.live(id) === null ? longestCall : patienceWhileHeld;
    const first = await this.#upTo({ ...options, waitMs }, (signal) =>
      Promise.race([answer, aborted(signal)]),
    );
    if (first !== null) return first;
    if (options.signal.aborted) return fail(appError('cancelled'));
    const held = sessions.live(id);
    return held === null ? answer : succeed(held);
  }

  async #withPerson(profile: Profile, options: ServeOptions): Promise<Result<HeldSession>> {
    const { sessions, awsTime } = this.#deps;
    const held = sessions.live(profile.id);
    if (held !== null) {
      if (phaseOf(held, awsTime.now()) !== 'fresh') this.#prompt(profile);
      sessions.markUsed(profile.id);
      return succeed(held);
    }
    const needed = (promptId = '') => fail(mfaNeeded(profile, promptId));
    const prompted = this.#prompt(profile);
    if (prompted === null) return needed();
    return this.#upTo({ ...options, waitMs: Math.max(options.waitMs, patienceWhileHeld) }, async (signal) => {
      const asked = this.#deps.mfa.whenAsked(profile.id, signal);
      const first = await Promise.race([prompted, asked, aborted(signal)]);
      if (typeof first === 'object' && first !== null) return first;
      if (options.waitMs > 0) {
        const answer = await Promise.race([prompted, aborted(signal)]);
        if (answer !== null) return answer;
      }
      return options.signal.aborted ? fail(appError('cancelled')) : needed(first ?? '');
    });
  }

  /** The way to a new session with the person's help; null: this is no time to ask for it. */
  #prompt(profile: Profile): Promise<Result<HeldSession>> | null {
    const { sessions, power, clock } = this.#deps;
    const { id, name } = profile;
    const standing = this.#prompting.get(id);
    if (standing !== undefined) return standing;
    if (power.isScreenLocked() || clock.uptime() < (this.#quietUntil.get(id) ?? 0)) return null;
    const over = new AbortController();
    void this.#deps.mfa.whenAsked(id, over.signal).then(() => {
      this.#notify(
        profile,
        `MFA code for ${name}`,
        'A program needs its next session. Open Keycutter to enter the code.',
      );
    });
    const prompting = sessions.ask(id, { freshness: 'new' }).then((result) => {
      over.abort();
      this.#prompting.delete(id);
      this.#deps.notifier.close(notificationId(id));
      if (!result.ok) this.#quietUntil.set(id, clock.uptime() + quietAfterPrompt);
      return result;
    });
    this.#prompting.set(id, prompting);
    return prompting;
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
    const key = this.#deps.registry.accessKey(recipe.source.keyId);
    const roleArn = roleArnOf(recipe);
    return {
      profileId: profile.id,
      profileName: profile.name,
      region: recipe.region,
      accountId: (roleArn === null ? key?.identity?.account : parseRoleArn(roleArn)?.account) ?? null,
      endpointUrl: this.#deps.accessKeys.endpointOf(recipe.source.keyId),
    };
  }

  #notify({ id }: Profile, title: string, body: string): void {
    this.#deps.notifier.show({ id: notificationId(id), title, body, profileId: id });
  }

  /** Once for each session and way out: programs ask many times a minute. */
  #record({ id, name }: Profile, client: ServedTo, accessKeyId: string): void {
    const key = `${id} ${client}`;
    if (this.#recorded.get(key) === accessKeyId) return;
    this.#recorded.set(key, accessKeyId);
    this.#deps.journal.record('served', name, client);
  }
}

function mfaNeeded({ name, recipe }: Profile, promptId: string): AppError {
  return appError('mfa-needed', { name, serial: mfaSerialOf(recipe) ?? '', promptId });
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
