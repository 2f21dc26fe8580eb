import type { AccessKeyStore } from './access-key-store.ts';
import type { SimulatedAws } from './account.ts';
import type { Authenticated } from './authentication.ts';
import type { Answer } from './aws-refusal.ts';
import type { MfaVerifier } from './mfa.ts';
import type { QueryParameters } from './query-parameters.ts';
import type { SessionStore } from './session-store.ts';
import type { XmlContent } from './xml.ts';

/** What an operation may look at and change. */
export interface OperationContext extends Authenticated {
  readonly aws: SimulatedAws;
  readonly sessions: SessionStore;
  readonly keys: AccessKeyStore;
  readonly mfa: MfaVerifier;
  readonly parameters: QueryParameters;
  /** Epoch ms. */
  readonly now: number;
}

/** Answers with the children of its `…Result` element. */
export type Operation = (context: OperationContext) => Answer<XmlContent>;
