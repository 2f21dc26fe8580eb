import { appError, type ReasonCode } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { MfaDeviceView } from '../../../shared/sign-in-views.ts';
import type { IamGateway } from '../aws-ports.ts';
import type { Clock, SecretStore } from '../ports.ts';
import type { AccessKeys } from '../profiles/access-keys.ts';
import type { Registry } from '../profiles/registry.ts';
import type { Journal } from '../reminders/journal.ts';
import type { MfaDevice } from '../store-ports.ts';
import type { AwsTime } from '../time/aws-time.ts';
import { wait } from '../time/wait.ts';
import type { CommandRunner, OneTimeCodes } from '../way-in-ports.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly awsTime: AwsTime;
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly secretStore: SecretStore;
  readonly iam: IamGateway;
  readonly oneTimeCodes: OneTimeCodes;
  readonly commands: CommandRunner;
  readonly journal: Journal;
  readonly defaultRegion: () => string;
  readonly onChanged: () => void;
}

/** As long as AWS CLI users give a hardware key that wants a touch. */
const commandPatience = 60_000;
/** https://datatracker.ietf.org/doc/html/rfc6238#section-4.1 */
const codeStep = 30_000;

/** MFA devices whose codes need not be typed: made from a seed in the keychain, or printed by a program. */
export class MfaDevices {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  views(): readonly MfaDeviceView[] {
    return this.#deps.registry.mfaDevices.map((device) => viewOf(device.serial, device));
  }

  /** Whether its codes come without the person. */
  isAutomatic(serial: string): boolean {
    return this.#device(serial) !== null;
  }

  /**
   * A code that was not used yet, waiting for the next step of time where the present one was. Errors: keychain-*,
   * mfa-seed-unreadable, command-*, mfa-process-refused, cancelled.
   */
  async nextCode(
    serial: string,
    isUsed: (code: string) => boolean,
    signal: AbortSignal,
  ): Promise<Result<string>> {
    const device = this.#device(serial);
    if (device === null) return fail(appError('mfa-seed-unreadable'));
    for (;;) {
      const made =
        device.codes === 'seed'
          ? await this.#fromSeed(serial)
          : await this.#fromCommand(device.command, signal);
      if (signal.aborted) return fail(appError('cancelled'));
      if (!made.ok || !isUsed(made.value.code)) return made.ok ? succeed(made.value.code) : made;
      const passed = await wait(this.#deps.clock, made.value.validFor, signal);
      if (!passed) return fail(appError('cancelled'));
    }
  }

  /** Of the key's user, as IAM knows them. Errors: iam-*, and those of the key. */
  async lookUp(keyId: string, signal: AbortSignal): Promise<Result<readonly MfaDeviceView[]>> {
    const { accessKeys, iam, awsTime, defaultRegion } = this.#deps;
    const caller = await accessKeys.caller(keyId, defaultRegion());
    if (!caller.ok) return caller;
    const answer = await iam.mfaDevices(caller.value, signal);
    if (answer.awsTime !== null) awsTime.learn(answer.awsTime);
    if (!answer.result.ok) return answer.result;
    return succeed(answer.result.value.map((serial) => viewOf(serial, this.#device(serial))));
  }

  /** Errors: mfa-seed-unreadable, keychain-*, storage-write-failed. */
  async keepSeed(serial: string, text: Secret): Promise<Result<undefined>> {
    const { oneTimeCodes, secretStore } = this.#deps;
    const seed = await oneTimeCodes.readSeed(text);
    if (!seed.ok) return seed;
    const kept = await secretStore.set(placeOf(serial), seed.value);
    if (!kept.ok) return kept;
    return this.#save(serial, { serial, codes: 'seed' });
  }

  /** Errors: keychain-*, storage-write-failed. */
  async keepCommand(serial: string, command: string): Promise<Result<undefined>> {
    const forgotten = await this.#forgetSeed(serial);
    return forgotten.ok ? this.#save(serial, { serial, codes: 'command', command }) : forgotten;
  }

  /** Errors: keychain-*, storage-write-failed. */
  async typeCodes(serial: string): Promise<Result<undefined>> {
    const forgotten = await this.#forgetSeed(serial);
    return forgotten.ok ? this.#save(serial, null) : forgotten;
  }

  async #fromSeed(serial: string): Promise<Result<{ readonly code: string; readonly validFor: number }>> {
    const { secretStore, oneTimeCodes, awsTime } = this.#deps;
    const seed = await secretStore.get(placeOf(serial));
    if (!seed.ok) return seed;
    if (seed.value === null) return fail(appError('mfa-seed-unreadable'));
    const now = awsTime.now();
    const { code, validUntil } = await oneTimeCodes.code(seed.value, now);
    return succeed({ code, validFor: validUntil - now });
  }

  async #fromCommand(
    command: string,
    signal: AbortSignal,
  ): Promise<Result<{ readonly code: string; readonly validFor: number }>> {
    const { commands, awsTime } = this.#deps;
    const printed = await commands.run(command, { patience: commandPatience }, signal);
    if (!printed.ok) return printed;
    const code = /^\s*(\d{6})\s*$/.exec(printed.value.reveal())?.[1];
    if (code === undefined)
      return fail(appError('mfa-process-refused', { reason: 'no-six-digits' satisfies ReasonCode }));
    return succeed({ code, validFor: codeStep - (awsTime.now() % codeStep) });
  }

  async #forgetSeed(serial: string): Promise<Result<undefined>> {
    return this.#device(serial)?.codes === 'seed'
      ? this.#deps.secretStore.remove(placeOf(serial))
      : succeed();
  }

  #save(serial: string, device: MfaDevice | null): Result<undefined> {
    const { registry, journal } = this.#deps;
    const others = registry.mfaDevices.filter((other) => other.serial !== serial);
    const saved = registry.saveMfaDevices(device === null ? others : [...others, device]);
    if (saved.ok) journal.record('mfa-device-changed', serial, device?.codes ?? 'typed');
    return saved;
  }

  #device(serial: string): MfaDevice | null {
    return this.#deps.registry.mfaDevices.find((device) => device.serial === serial) ?? null;
  }
}

function placeOf(serial: string): string {
  return `mfa-seed/${serial}`;
}

function viewOf(serial: string, device: MfaDevice | null): MfaDeviceView {
  return {
    serial,
    codes: device?.codes ?? 'typed',
    command: device?.codes === 'command' ? device.command : null,
    problem: null,
  };
}
