import type { CallerIdentity } from '../../../shared/access-key-views.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { AssumeRootRecipe } from '../../../shared/profile.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type {
  AssumeRoleRequest,
  AssumeRoleWithSamlRequest,
  AssumeRoleWithWebIdentityRequest,
  FederationTokenRequest,
  SessionTokenRequest,
  StsAnswer,
  StsCaller,
  StsGateway,
} from '../aws-ports.ts';
import type { SessionCredentials } from '../credentials.ts';

type Request =
  | AssumeRoleRequest
  | SessionTokenRequest
  | FederationTokenRequest
  | AssumeRoleWithSamlRequest
  | AssumeRoleWithWebIdentityRequest
  | AssumeRootRecipe;
/** `caller`: null where the call is not signed. */
type Answerer = (request: Request, caller: StsCaller | null) => Result<SessionCredentials> | null;

/** STS as the core sees it: grants by default, refuses or holds back when told to. Its clock is AWS's. */
export class FakeSts implements StsGateway {
  readonly requests: AssumeRoleRequest[] = [];
  readonly sessionTokenRequests: SessionTokenRequest[] = [];
  /** Of every other call. */
  readonly otherRequests: Request[] = [];
  /** Who signed each AssumeRole. */
  readonly callers: StsCaller[] = [];
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
    this.callers.push(caller);
    const { recipe, roleSessionName } = request;
    return this.#asked(caller, request, `${assumedRole(recipe.roleArn)}/${roleSessionName}`, signal);
  }

  async getSessionToken(
    caller: StsCaller,
    request: SessionTokenRequest,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    this.sessionTokenRequests.push(request);
    return this.#asked(caller, request, null, signal);
  }

  async getFederationToken(caller: StsCaller, request: FederationTokenRequest, signal: AbortSignal) {
    const arn = `arn:aws:sts::111122223333:federated-user/${request.name}`;
    return this.#other(caller, request, arn, signal);
  }

  async assumeRoot(caller: StsCaller, recipe: AssumeRootRecipe, signal: AbortSignal) {
    return this.#other(caller, recipe, null, signal);
  }

  async assumeRoleWithSaml(request: AssumeRoleWithSamlRequest, signal: AbortSignal) {
    return this.#other(null, request, `${assumedRole(request.recipe.roleArn)}/mina`, signal);
  }

  async assumeRoleWithWebIdentity(request: AssumeRoleWithWebIdentityRequest, signal: AbortSignal) {
    const arn = `${assumedRole(request.recipe.roleArn)}/${request.roleSessionName}`;
    return this.#other(null, request, arn, signal);
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

  async #other(
    caller: StsCaller | null,
    request: Request,
    arn: string | null,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    this.otherRequests.push(request);
    return this.#asked(caller, request, arn, signal);
  }

  async #asked(
    caller: StsCaller | null,
    request: Request,
    assumedRoleArn: string | null,
    signal: AbortSignal,
  ): Promise<StsAnswer<SessionCredentials>> {
    const number = this.requests.length + this.sessionTokenRequests.length + this.otherRequests.length;
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

function assumedRole(roleArn: string): string {
  return roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
}
