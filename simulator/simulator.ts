import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessKeyStore } from './access-key-store.ts';
import type { SimulatedAws } from './account.ts';
import { mayDo } from './authorization.ts';
import { type Call, CallLog } from './call-log.ts';
import type { Clock } from './clock.ts';
import { FaultScript } from './faults.ts';
import { Federation } from './federation.ts';
import { IdentityCenter, type IdentityCenterControls } from './identity-center/identity-center.ts';
import { MfaVerifier } from './mfa.ts';
import type { RandomBytes } from './random-text.ts';
import { requestHandler } from './request-handler.ts';
import { RoleStore } from './role-store.ts';
import type { VerifySamlSignature } from './saml/saml-response.ts';
import { SessionStore } from './session-store.ts';

interface SimulatorOptions<OwnClock extends Clock> {
  readonly account: SimulatedAws;
  readonly clock: OwnClock;
  /** 0, the default: any free one. */
  readonly port?: number;
  /** Where keys, secrets and tokens come from; node:crypto when absent. */
  readonly random?: RandomBytes;
  /** `verifySamlSignature` of saml/xml-signature.ts. Without it AssumeRoleWithSAML is an unknown action. */
  readonly saml?: VerifySamlSignature;
}

export interface Simulator<OwnClock extends Clock = Clock> {
  /** For AWS_ENDPOINT_URL_STS, _IAM, _SSO and _SSO_OIDC; the console's federation endpoint is at `/federation` there. */
  readonly url: string;
  readonly port: number;
  readonly clock: OwnClock;
  /** Every request so far, oldest first. */
  readonly calls: readonly Call[];
  readonly faults: Pick<FaultScript, 'next' | 'clear'>;
  /** Access keys as IAM's calls have left them, and how long a new one takes to be known. */
  readonly keys: Pick<AccessKeyStore, 'of' | 'propagationDelay'>;
  /** What the policies of a temporary access key's session let it do; false for an unknown key. */
  allows(accessKeyId: string, action: string, resource: string): boolean;
  /** People at IAM Identity Center's pages, and its administrators. */
  readonly identityCenter: IdentityCenterControls;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * An AWS stand-in on 127.0.0.1 that speaks the STS and IAM Query protocols, and the console's sign-in, and enforces AWS's rules. It rejects when
 * the port is taken.
 */
export async function startSimulator<OwnClock extends Clock>({
  account,
  clock,
  port = 0,
  random = randomBytes,
  saml,
}: SimulatorOptions<OwnClock>): Promise<Simulator<OwnClock>> {
  const log = new CallLog();
  const faults = new FaultScript();
  const keys = new AccessKeyStore(random);
  const sessions = new SessionStore(random);
  const identityCenter = new IdentityCenter(account, sessions, random, () => clock.now());
  const handler = requestHandler({
    aws: account,
    clock,
    log,
    faults,
    sessions,
    roles: new RoleStore(),
    saml: saml ?? null,
    mfa: new MfaVerifier(),
    keys,
    federation: new Federation(random),
    identityCenter,
  });
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    clock,
    calls: log.calls,
    faults,
    keys,
    allows: (accessKeyId, action, resource) => {
      const caller = sessions.callerOf(accessKeyId);
      return caller !== undefined && mayDo(caller, action, resource, clock.now());
    },
    identityCenter,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        faults.clear();
      }),
  };
}
