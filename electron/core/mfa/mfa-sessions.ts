import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { StsGateway } from '../aws-ports.ts';
import type { SessionCredentials } from '../credentials.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import type { Registry } from '../profiles/registry.ts';
import { AskedFlight, type Departure } from '../prompts/asked-flight.ts';
import type { Asking } from '../prompts/asker.ts';
import type { Journal } from '../reminders/journal.ts';
import { type Life, phaseOf } from '../sessions/session-life.ts';
import type { StoredSession } from '../store-ports.ts';
import type { AwsTime } from '../time/aws-time.ts';
import type { MfaBroker } from './mfa-broker.ts';

export interface MfaSessionRequest {
  readonly keyId: string;
  readonly serial: string;
  /** Whose STS endpoint is called; the session is good in every Region of the partition. */
  readonly region: string;
  /** Seconds. */
  readonly durationSeconds: number;
  /** Who is named in the prompt. */
  readonly profile: { readonly id: string; readonly name: string };
  /** `any`: whatever lives of this key and device. `same`: got with this duration. `new`: another code. */
  readonly accept: 'any' | 'same' | 'new';
  /** With `same`: one that ends then, epoch ms by AWS's clock, or earlier will not do. */
  readonly outliving?: number | undefined;
}

export interface MfaSession extends Life {
  readonly keyId: string;
  readonly serial: string;
  readonly durationSeconds: number;
  readonly credentials: SessionCredentials;
}

interface Dependencies {
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sts: StsGateway;
  readonly mfa: MfaBroker;
  readonly journal: Journal;
  readonly onChanged: () => void;
  /** What is held has changed, and is to be sealed anew. */
  readonly onHeldChanged: () => void;
}

/** How they are told from profiles' sessions where both are kept. */
const storedPrefix = 'mfa-session';
const clockTolerance = 60_000;
/** How long a new code is thought to be of no help where one was not. */
const vainFor = 3_600_000;

/**
 * Sessions of GetSessionToken with an MFA code. One opens every profile of its key and device until it ends, so that a
 * person gives one code a day however many profiles they use; profiles of the kind `session-token` share them too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export class MfaSessions {
  readonly #deps: Dependencies;
  readonly #held = new Map<string, MfaSession>();
  readonly #flights = new AskedFlight<MfaSession>();
  /** The requests of the flights, by the same places. */
  readonly #underWay = new Map<string, MfaSessionRequest>();
  /** When a session of a code just given was refused for this, by AWS's clock. */
  readonly #inVain = new Map<string, number>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Errors: access-key-*, keychain-*, mfa-*, sts-*, network-* and the like, cancelled. */
  async ask(request: MfaSessionRequest, asking: Asking): Promise<Result<MfaSession>> {
    const { keyId, serial, durationSeconds, accept, outliving = 0 } = request;
    const held =
      accept === 'any'
        ? this.live(keyId, serial)
        : accept === 'same'
          ? this.ofDuration(keyId, serial, durationSeconds)
          : null;
    if (held !== null && (accept === 'any' || held.expiresAt > outliving)) return succeed(held);
    const wanted =
      accept === 'any' ? { ...request, durationSeconds: this.#durationUnderWay(request) } : request;
    const place = placeOf(keyId, serial, wanted.durationSeconds);
    return this.#flights.join(place, asking, (departure) => {
      this.#underWay.set(place, wanted);
      return this.#acquire(wanted, departure).finally(() => {
        if (this.#underWay.get(place) === wanted) this.#underWay.delete(place);
      });
    });
  }

  /** Whoever would take any joins the call for another duration that is under way, rather than ask for a second code. */
  #durationUnderWay({ keyId, serial, durationSeconds }: MfaSessionRequest): number {
    const others = [...this.#underWay.values()].filter(
      (other) => other.keyId === keyId && other.serial === serial,
    );
    const same = others.some((other) => other.durationSeconds === durationSeconds);
    return same ? durationSeconds : (others[0]?.durationSeconds ?? durationSeconds);
  }

  /** That lives, and was got with this duration, seconds. */
  ofDuration(keyId: string, serial: string, durationSeconds: number): MfaSession | null {
    return this.#alive(placeOf(keyId, serial, durationSeconds));
  }

  /** Whether a new code may open what AWS refused with a session of an earlier one. `to`: what it was to open. */
  mayNewCodeHelp(to: string): boolean {
    const at = this.#inVain.get(to);
    return at === undefined || Math.abs(this.#deps.awsTime.now() - at) > vainFor;
  }

  newCodeWasInVain(to: string): void {
    this.#inVain.set(to, this.#deps.awsTime.now());
  }

  codeHelped(to: string): void {
    this.#inVain.delete(to);
  }

  /** When `views` changes by itself, epoch ms by AWS's clock; null: not. */
  nextDeadline(): number | null {
    const now = this.#deps.awsTime.now();
    const ends = [...this.#held.values()].map(({ expiresAt }) => expiresAt).filter((end) => end > now);
    return ends.length === 0 ? null : Math.min(...ends);
  }

  /** The one that lives longest, if any does. */
  live(keyId: string, serial: string): MfaSession | null {
    let longest: MfaSession | null = null;
    for (const [place, session] of this.#held) {
      if (session.keyId !== keyId || session.serial !== serial || this.#alive(place) === null) continue;
      if (longest === null || session.expiresAt > longest.expiresAt) longest = session;
    }
    return longest;
  }

  /** Epoch ms by this machine's clock. */
  views(keyId: string): readonly { readonly serial: string; readonly expiresAt: number }[] {
    const serials = new Set(
      [...this.#held.values()].filter((one) => one.keyId === keyId).map((one) => one.serial),
    );
    return [...serials].flatMap((serial) => {
      const session = this.live(keyId, serial);
      return session === null ? [] : [{ serial, expiresAt: this.#deps.awsTime.toLocal(session.expiresAt) }];
    });
  }

  /** Forgets those of a key; null: all. */
  end(keyId: string | null): void {
    for (const [place, session] of this.#held) {
      if (keyId === null || session.keyId === keyId) this.#held.delete(place);
    }
    // A code that is still being asked for would open one again.
    for (const [place, request] of this.#underWay) {
      if (keyId === null || request.keyId === keyId) this.#flights.abort(place);
    }
    this.#inVain.clear();
    this.#deps.onHeldChanged();
    this.#deps.onChanged();
  }

  stored(): readonly StoredSession[] {
    return [...this.#held.entries()].flatMap(([place, session]) => {
      const key = this.#deps.registry.accessKey(session.keyId);
      if (key === null || key.kept === 'demo' || this.#alive(place) === null) return [];
      return [
        {
          identity: place,
          profileId: `${storedPrefix} ${session.keyId}`,
          chosenDurationSeconds: session.durationSeconds,
          credentials: session.credentials,
          issuedAt: session.issuedAt,
          lastUsedAt: session.issuedAt,
        },
      ];
    });
  }

  /** Takes its own back and leaves the rest. */
  restore(stored: readonly StoredSession[]): void {
    for (const { profileId, identity, chosenDurationSeconds, credentials, issuedAt } of stored) {
      const [prefix, keyId = ''] = profileId.split(' ');
      const serial = identity.split(' ')[1] ?? '';
      const durationSeconds = chosenDurationSeconds ?? 0;
      if (prefix !== storedPrefix || placeOf(keyId, serial, durationSeconds) !== identity) continue;
      if (this.#deps.registry.accessKey(keyId) === null || this.#held.has(identity)) continue;
      // Issued in the future: the clock was set back since, and cannot tell when this one ends.
      if (this.#deps.awsTime.now() < issuedAt - clockTolerance) continue;
      const expiresAt = credentials.expiration;
      this.#held.set(identity, { keyId, serial, durationSeconds, credentials, issuedAt, expiresAt });
    }
    this.#deps.onChanged();
  }

  async #acquire(request: MfaSessionRequest, asking: Departure): Promise<Result<MfaSession>> {
    const { accessKeys, registry, sts, mfa, awsTime, journal, onChanged, onHeldChanged } = this.#deps;
    const { keyId, serial, region, durationSeconds, profile } = request;
    // Before the person is asked for a code: a code is wasted on a call that can't be made.
    const caller = await accessKeys.caller(keyId, region);
    if (!caller.ok) return caller;
    const keyName = registry.accessKey(keyId)?.name ?? '';
    const attempt = async (mfaCode: string): Promise<Result<MfaSession>> => {
      const answer = await sts.getSessionToken(
        caller.value,
        { durationSeconds, mfaSerial: serial, mfaCode },
        asking.signal,
      );
      if (answer.awsTime !== null) awsTime.learn(answer.awsTime);
      if (!answer.result.ok) return answer.result;
      const credentials = answer.result.value;
      return succeed({
        keyId,
        serial,
        durationSeconds,
        credentials,
        issuedAt: answer.awsTime ?? awsTime.now(),
        expiresAt: credentials.expiration,
      });
    };
    const got = await mfa.ask(
      { profileId: profile.id, serial, keyName, profileName: profile.name },
      attempt,
      asking,
    );
    if (!got.ok) return got;
    if (asking.signal.aborted) return fail(appError('cancelled'));
    this.#held.set(placeOf(keyId, serial, durationSeconds), got.value);
    journal.record('mfa-session-opened', keyName, serial);
    onHeldChanged();
    onChanged();
    return got;
  }

  #alive(place: string): MfaSession | null {
    const session = this.#held.get(place);
    if (session === undefined) return null;
    return phaseOf(session, this.#deps.awsTime.now()) === 'ended' ? null : session;
  }
}

function placeOf(keyId: string, serial: string, durationSeconds: number): string {
  return `${keyId} ${serial} ${durationSeconds}`;
}
