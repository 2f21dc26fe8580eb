import type { Result } from '../../../../shared/result.ts';
import type { StsAnswer, StsGateway } from '../../aws-ports.ts';
import type { SessionCredentials } from '../../credentials.ts';
import type { MfaBroker } from '../../mfa/mfa-broker.ts';
import type { MfaSessions } from '../../mfa/mfa-sessions.ts';
import type { AccessKeys } from '../../profiles/access-keys.ts';
import type { Registry } from '../../profiles/registry.ts';
import type { Departure } from '../../prompts/asked-flight.ts';
import type { SignIns } from '../../sign-ins/sign-ins.ts';
import type { AwsTime } from '../../time/aws-time.ts';
import type { IdentityCenterGateway, MachineCredentials, TokenFiles } from '../../way-in-ports.ts';
import type { Life } from '../session-life.ts';
import type { HeldSession } from '../session-machine.ts';
import type { AskOptions } from '../session-manager.ts';
import type { ProcessCredentials } from './process-credentials.ts';

/** New credentials, and when AWS issued them, epoch ms by its clock; null: it was not told. */
export interface Got {
  readonly credentials: SessionCredentials;
  readonly issuedAt: number | null;
}

/** How far the person may be bothered, and how this call ends. */
export interface WayContext extends Departure {
  /** The session that is to be followed by a later one; null: none is held. */
  readonly replaces: Life | null;
}

/** What the ways to a session share. */
export interface WayParts {
  readonly registry: Registry;
  readonly accessKeys: AccessKeys;
  readonly sts: StsGateway;
  readonly identityCenter: IdentityCenterGateway;
  readonly machine: MachineCredentials;
  readonly tokenFiles: TokenFiles;
  readonly processes: ProcessCredentials;
  readonly mfa: MfaBroker;
  readonly mfaSessions: MfaSessions;
  readonly signIns: SignIns;
  readonly awsTime: AwsTime;
  /** Hours for which a shared MFA session is asked. */
  readonly mfaSessionHours: () => number;
  /** Another profile's session, shared by all that are got with it. */
  readonly askSession: (profileId: string, options: AskOptions) => Promise<Result<HeldSession>>;
}

/** Learns AWS's time from an answer, and makes of it what was got. */
export function gotFrom(
  parts: Pick<WayParts, 'awsTime'>,
  answer: StsAnswer<SessionCredentials>,
): Result<Got> {
  if (answer.awsTime !== null) parts.awsTime.learn(answer.awsTime);
  const { result, awsTime: issuedAt } = answer;
  return result.ok ? { ok: true, value: { credentials: result.value, issuedAt } } : result;
}
