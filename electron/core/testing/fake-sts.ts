import type { AppError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { CallerIdentity } from '../../../shared/views.ts';
import type { SessionCredentials } from '../credentials.ts';
import type { AssumeRoleRequest, SessionTokenRequest, StsAnswer, StsCaller, StsGateway } from '../ports.ts';

type Request = AssumeRoleRequest | SessionTokenRequest;
type Answerer = (request: Request, caller: StsCaller) => Result<SessionCredentials> | null;

/** STS as the core sees it: grants by default, refuses or holds back when told to. Its clock is AWS's. */
export class FakeSts implements StsGateway {
  readonly requests: AssumeRoleRequest[] = [];
  readonly sessionTokenRequests: SessionTokenRequest[] = [];
  readonly #awsTime: () => number;
  #answer: Answerer = () => null;
  #gate: Promise<void> | null = null;
  #identityRefusal: AppError | null = null;

  constructor(awsTime: () => number) {
    this.#awsTime = awsTime;
  }

  /** Null: grant. */
  answerWith(answerer: Answerer): void {
    this.#answer = answerer;
  }

  refuseWith(error: AppError | null): void {
    this.#answer = () => (error === null ? null : fail(error));
  }

  /** GetCallerIdentity's answers; null: grant. */
  refuseIdentityWith(error: AppError | null): void {
    this.#identityRefusal = error;
  }

  /** Answers wait until the function that is given back is called. */
  hold(): () => void {
    let release = () => {};
    this.#gate = new Promise((resolve) => {
      release = () => {
        this.#gate = null;
        resolve();
      };
    });
    return () => release();
  }

  async assumeRole(
    caller: StsCaller,
    request: AssumeRoleRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    this.requests.push(request);
    const { recipe, roleSessionName } = request;
    const assumed = recipe.roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
    return this.#asked(caller, request, `${assumed}/${roleSessionName}`, signal);
  }

  async getSessionToken(
    caller: StsCaller,
    request: SessionTokenRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    this.sessionTokenRequests.push(request);
    return this.#asked(caller, request, null, signal);
  }

  async getCallerIdentity(caller: StsCaller): Promise<StsAnswer<CallerIdentity>> {
    const arn = ('assumedRoleArn' in caller.credentials && caller.credentials.assumedRoleArn) || userArn;
    const refused = this.#identityRefusal;
    if (refused !== null) return { result: fail(refused), awsTime: this.#date() };
    return {
      result: succeed({ account: '111122223333', arn, userId: 'AIDAEXAMPLE' }),
      awsTime: this.#date(),
    };
  }

  async #asked(
    caller: StsCaller,
    request: Request,
    assumedRoleArn: string | null,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    const number = this.requests.length + this.sessionTokenRequests.length;
    await this.#gate;
    if (signal.aborted) return { result: fail({ code: 'cancelled', params: {} }), awsTime: null };
    const granted: SessionCredentials = {
      accessKeyId: `ASIAFAKE${String(number).padStart(12, '0')}`,
      secretAccessKey: new Secret(`secret-${number}`),
      sessionToken: new Secret(`token-${number}`),
      expiration: Math.floor(this.#awsTime() / 1_000) * 1_000 + request.durationSeconds * 1_000,
      assumedRoleArn,
    };
    return { result: this.#answer(request, caller) ?? succeed(granted), awsTime: this.#date() };
  }

  /** A Date header has whole seconds. */
  #date(): number {
    return Math.floor(this.#awsTime() / 1_000) * 1_000;
  }
}

const userArn = 'arn:aws:iam::111122223333:user/mina';
