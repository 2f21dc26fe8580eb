import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { GrantView } from '../../../shared/views.ts';
import type { ServedCredentials } from '../credentials.ts';
import type { Clock, ContainerEndpoint, GrantDesk } from '../ports.ts';
import type { Grant, GrantStore, GrantsDocument } from '../store-ports.ts';

export interface NewGrant {
  readonly grant: Grant;
  /** For AWS_CONTAINER_AUTHORIZATION_TOKEN; kept nowhere. */
  readonly token: Secret;
  /** For AWS_CONTAINER_CREDENTIALS_FULL_URI. */
  readonly url: string;
}

interface Dependencies {
  readonly clock: Clock;
  readonly store: GrantStore;
  /** As the store had it when the app started. */
  readonly document: GrantsDocument;
  readonly endpoint: ContainerEndpoint;
  readonly serve: (profileId: string, signal: AbortSignal) => Promise<Result<ServedCredentials>>;
  /** How long a new grant lives: Settings' endpointTokenHours. */
  readonly tokenHours: () => number;
  /** For what the person has to know and nobody asked for. */
  readonly notify: (error: AppError) => void;
  readonly onChanged: () => void;
}

const hour = 60 * 60_000;
const tokenBytes = 32;
/** Each is compared with at each request, and a script that exports in a loop must not grow the file for ever. */
const mostGrants = 200;
/** Programs ask often: when a grant was last used is written down, and told, this often at the most. */
const usesKeptAfter = 60_000;

/**
 * The renewing exports: which tokens are out, for which profile and until when, and the endpoint that takes them. It
 * is open only while there are any. Port and grants outlive the app, so that open shells go on after a restart; but
 * where another program holds the port by then, it may have been shown the shells' tokens, so none of them is taken
 * any more.
 */
export class Grants implements GrantDesk {
  readonly #deps: Dependencies;
  #document: GrantsDocument;
  /** The port it listens at. */
  #open: number | null = null;
  /** Opening and closing, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #keepUses: (() => void) | null = null;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#document = dependencies.document;
  }

  /** At the start of the app. */
  async start(): Promise<void> {
    this.#dropExpired();
    await this.#inTurn(async () => {
      if (this.#document.grants.length === 0) return;
      const opened = await this.#openEndpoint();
      if (!opened.ok) this.#deps.notify(opened.error);
    });
  }

  /** At the end of the app. Grants stay. */
  async stop(): Promise<void> {
    if (this.#keepUses !== null) {
      this.#keepUses();
      this.#keepUses = null;
      this.#save();
    }
    await this.#inTurn(() => this.#closeEndpoint());
  }

  /** Opens the endpoint on first use. Errors: endpoint-unavailable, storage-write-failed. */
  create(profileId: string): Promise<Result<NewGrant>> {
    return this.#inTurn(async () => {
      const port = await this.#openOrMove();
      if (!port.ok) return port;
      const now = this.#deps.clock.now();
      const token = new Secret(randomBytes(tokenBytes).toString('base64url'));
      const grant: Grant = {
        id: randomUUID(),
        profileId,
        tokenHash: hashOf(token.reveal()).toString('hex'),
        createdAt: now,
        expiresAt: now + this.#deps.tokenHours() * hour,
        lastUsedAt: null,
      };
      const before = this.#document;
      const saved = this.#replace({ port: port.value, grants: [...makeRoom(before.grants), grant] });
      if (!saved.ok) {
        this.#document = before;
        this.#closeIfUnused();
        return saved;
      }
      return succeed({ grant, token, url: `http://127.0.0.1:${port.value}/profiles/${profileId}` });
    });
  }

  /**
   * Errors: grant-not-found; storage-write-failed, when it is revoked for now but may be back after a restart. So for
   * the other two.
   */
  revoke(id: string): Result<undefined> {
    if (!this.#document.grants.some((grant) => grant.id === id)) return fail(appError('grant-not-found'));
    return this.#keep((grant) => grant.id !== id);
  }

  revokeFor(profileId: string): Result<undefined> {
    return this.#keep((grant) => grant.profileId !== profileId);
  }

  revokeAll(): Result<undefined> {
    return this.#keep(() => false);
  }

  views(): readonly GrantView[] {
    return this.#document.grants.map(({ tokenHash: _, ...view }) => view);
  }

  /** The endpoint's; null: it is closed. */
  port(): number | null {
    return this.#open;
  }

  /** Epoch ms at which the next grant ends; null: there is none. */
  nextDeadline(): number | null {
    const ends = this.#document.grants.map((grant) => grant.expiresAt);
    return ends.length === 0 ? null : Math.min(...ends);
  }

  /** Lets go of what has ended. */
  evaluate(): void {
    this.#dropExpired();
  }

  async serve(profileId: string, token: string, signal: AbortSignal): Promise<Result<ServedCredentials>> {
    const given = hashOf(token);
    const now = this.#deps.clock.now();
    let found: Grant | null = null;
    // All of them, always: how long it takes tells nothing about the token.
    for (const grant of this.#document.grants) {
      const same = isSame(given, Buffer.from(grant.tokenHash, 'hex'));
      if (same && grant.profileId === profileId && now < grant.expiresAt) found = grant;
    }
    if (found === null) return fail(appError('grant-not-found'));
    this.#markUsed(found, now);
    return this.#deps.serve(profileId, signal);
  }

  #markUsed(used: Grant, now: number): void {
    const grants = this.#document.grants.map((grant) =>
      grant.id === used.id ? { ...grant, lastUsedAt: now } : grant,
    );
    this.#document = { ...this.#document, grants };
    this.#keepUses ??= this.#deps.clock.setTimer(used.lastUsedAt === null ? 0 : usesKeptAfter, () => {
      this.#keepUses = null;
      const saved = this.#save();
      if (!saved.ok) this.#deps.notify(saved.error);
      this.#deps.onChanged();
    });
  }

  #dropExpired(): void {
    const now = this.#deps.clock.now();
    if (this.#document.grants.every((grant) => now < grant.expiresAt)) return;
    // A write that fails does no harm here: they have ended all the same.
    this.#keep((grant) => now < grant.expiresAt);
  }

  #keep(wanted: (grant: Grant) => boolean): Result<undefined> {
    const grants = this.#document.grants.filter(wanted);
    if (grants.length === this.#document.grants.length) return succeed();
    const saved = this.#replace({ ...this.#document, grants });
    this.#closeIfUnused();
    return saved;
  }

  #closeIfUnused(): void {
    void this.#inTurn(async () => {
      if (this.#document.grants.length > 0) return;
      if (this.#document.port !== null) this.#replace({ port: null, grants: [] });
      await this.#closeEndpoint();
    });
  }

  /** Once more where the kept port is gone: those whom that harmed have been told. */
  async #openOrMove(): Promise<Result<number>> {
    const opened = await this.#openEndpoint();
    if (opened.ok || opened.error.code !== 'endpoint-port-taken') return opened;
    this.#deps.notify(opened.error);
    return this.#openEndpoint();
  }

  async #openEndpoint(): Promise<Result<number>> {
    if (this.#open !== null) return succeed(this.#open);
    const opened = await this.#deps.endpoint.open(this.#document.port, this);
    if (opened.ok) {
      this.#open = opened.value;
      this.#deps.onChanged();
    } else if (opened.error.code === 'endpoint-port-taken') {
      const saved = this.#replace({ port: null, grants: [] });
      if (!saved.ok) this.#deps.notify(saved.error);
    }
    return opened;
  }

  async #closeEndpoint(): Promise<void> {
    if (this.#open === null) return;
    this.#open = null;
    await this.#deps.endpoint.close();
    this.#deps.onChanged();
  }

  #replace(document: GrantsDocument): Result<undefined> {
    this.#document = document;
    const saved = this.#save();
    this.#deps.onChanged();
    return saved;
  }

  #save(): Result<undefined> {
    return this.#deps.store.save(this.#document);
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn;
    return turn;
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function isSame(given: Buffer, kept: Buffer): boolean {
  return kept.length === given.length && timingSafeEqual(given, kept);
}

/** Without the one that nobody has used for longest, where there is no room for another. */
function makeRoom(grants: readonly Grant[]): readonly Grant[] {
  if (grants.length < mostGrants) return grants;
  const idleSince = (grant: Grant) => grant.lastUsedAt ?? grant.createdAt;
  const [oldest] = [...grants].sort((one, other) => idleSince(one) - idleSince(other));
  return grants.filter((grant) => grant !== oldest);
}
