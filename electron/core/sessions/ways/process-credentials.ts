import { appError, type ReasonCode } from '../../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../../shared/result.ts';
import { Secret } from '../../../../shared/secret.ts';
import type { LongTermCredentials, SessionCredentials } from '../../credentials.ts';
import type { AwsTime } from '../../time/aws-time.ts';
import type { CommandRunner } from '../../way-in-ports.ts';
import { SingleFlight } from '../single-flight.ts';

interface Dependencies {
  readonly commands: CommandRunner;
  readonly awsTime: AwsTime;
}

export type ProcessOutput = LongTermCredentials | SessionCredentials;

/** As the Go SDK waits for credential_process. */
const patience = 60_000;
/** What has less left is asked for again. */
const leeway = 5 * 60_000;

/**
 * Credentials and tokens that a program prints:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html. It is run once however many ask,
 * for it may want a finger on a key.
 */
export class ProcessCredentials {
  readonly #deps: Dependencies;
  readonly #flights = new SingleFlight<Secret>();
  readonly #last = new Map<string, SessionCredentials>();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Errors: command-*, cancelled. */
  async get(command: string, signal: AbortSignal, anew = false): Promise<Result<ProcessOutput>> {
    const last = this.#last.get(command);
    if (!anew && last !== undefined && last.expiration - leeway > this.#deps.awsTime.now())
      return succeed(last);
    const printed = await this.#run(command, signal);
    if (!printed.ok) return printed;
    const read = readOutput(printed.value.reveal(), programOf(command));
    if (read.ok && 'expiration' in read.value) {
      if (read.value.expiration <= this.#deps.awsTime.now()) {
        return fail(unreadable(command, 'output-over'));
      }
      this.#last.set(command, read.value);
    }
    return read;
  }

  /** New ones, for a profile that is to have a session. Errors: command-*, cancelled. */
  async session(command: string, signal: AbortSignal): Promise<Result<SessionCredentials>> {
    const got = await this.get(command, signal, true);
    if (!got.ok) return got;
    return 'expiration' in got.value ? succeed(got.value) : fail(unreadable(command, 'output-long-term'));
  }

  /** A web identity token: all that it prints. Errors: command-*, cancelled. */
  async token(command: string, signal: AbortSignal): Promise<Result<Secret>> {
    const printed = await this.#run(command, signal);
    if (!printed.ok) return printed;
    const token = printed.value.reveal().trim();
    return /^[\x21-\x7e]{4,20000}$/.test(token)
      ? succeed(new Secret(token))
      : fail(unreadable(command, 'output-not-a-word'));
  }

  #run(command: string, signal: AbortSignal): Promise<Result<Secret>> {
    return this.#flights.join(
      command,
      (flightSignal) => this.#deps.commands.run(command, { patience }, flightSignal),
      { signal },
    );
  }
}

function readOutput(text: string, program: string): Result<ProcessOutput> {
  const refuse = (reason: ReasonCode) => fail(appError('command-output-unreadable', { program, reason }));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('output-no-json');
  }
  const output: Readonly<Record<string, unknown>> = Object(json);
  if (output.Version !== 1) return refuse('output-version');
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = output;
  if (!isFilled(AccessKeyId) || !isFilled(SecretAccessKey)) {
    return refuse('output-no-key');
  }
  const key = { accessKeyId: AccessKeyId, secretAccessKey: new Secret(SecretAccessKey) };
  if (SessionToken === undefined || SessionToken === null || SessionToken === '') return succeed(key);
  if (typeof SessionToken !== 'string') return refuse('output-token-no-text');
  // Without a zone every reader would take it for another time.
  const zoned = typeof Expiration === 'string' && /(?:Z|[+-]\d\d:?\d\d)$/i.test(Expiration);
  const expiration = zoned ? Date.parse(Expiration) : Number.NaN;
  if (Number.isNaN(expiration)) return refuse('output-expiration');
  return succeed(
    Object.freeze({ ...key, sessionToken: new Secret(SessionToken), expiration, assumedRoleArn: null }),
  );
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function unreadable(command: string, reason: ReasonCode) {
  return appError('command-output-unreadable', { program: programOf(command), reason });
}

/** Its arguments may hold what is nobody's business. */
function programOf(command: string): string {
  return command.trim().split(/\s+/, 1)[0] ?? '';
}
