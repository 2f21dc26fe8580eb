import type { AccessKeyStore } from './access-key-store.ts';
import type { SimulatedAws } from './account.ts';
import type { Authenticated } from './authentication.ts';
import type { Answer } from './aws-refusal.ts';
import type { MfaVerifier } from './mfa.ts';
import type { QueryParameters } from './query-parameters.ts';
import type { RoleStore } from './role-store.ts';
import type { VerifySamlSignature } from './saml/saml-response.ts';
import type { SessionStore } from './session-store.ts';
import type { XmlContent } from './xml.ts';

/** What an operation may look at and change, whoever calls it. */
export interface OpenContext {
  readonly aws: SimulatedAws;
  readonly sessions: SessionStore;
  readonly keys: AccessKeyStore;
  readonly roles: RoleStore;
  readonly mfa: MfaVerifier;
  /** Null: this stand-in knows nothing of SAML. */
  readonly saml: VerifySamlSignature | null;
  readonly parameters: QueryParameters;
  /** Epoch ms. */
  readonly now: number;
}

export interface OperationContext extends OpenContext, Authenticated {}

/** Answers with the children of its `…Result` element. */
export type Operation = (context: OperationContext) => Answer<XmlContent>;

/** One that takes no signature: the caller shows a token instead. */
export type OpenOperation = (context: OpenContext) => Answer<XmlContent> | Promise<Answer<XmlContent>>;
