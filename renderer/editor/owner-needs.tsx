import ChevronRight from 'lucide-react/icons/chevron-right';
import { type ReactNode, useId, useMemo } from 'react';
import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { parseRoleArn } from '../../shared/aws-limits.ts';
import { samlTrust, webIdentityTrust } from '../../shared/federated-trust.ts';
import { type Caller, type OwnerPolicies, ownerPolicies } from '../../shared/owner-policies.ts';
import type { CallerSource } from '../../shared/profile.ts';
import type { ProfileLookup } from '../../shared/profile-chain.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { CopyTextButton } from '../parts/copy-text-button.tsx';
import type { EditorFieldsProps } from './editor-fields.ts';
import { assumeRoleOf } from './editor-recipe.ts';

/** Lines; a longer one scrolls. */
const longestPolicy = 16;

/** The policies that make the profile work, ready to send to the account's owner. */
export function OwnerNeeds({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const { kind, tokenFrom } = editor.form;
  const needs =
    kind === 'assume-role' ? (
      <CallerNeeds editor={editor} />
    ) : kind === 'assume-role-with-saml' ? (
      <SamlNeeds editor={editor} />
    ) : kind === 'assume-role-with-web-identity' && tokenFrom === 'sign-in' ? (
      <OidcNeeds editor={editor} />
    ) : null;
  if (needs === null) return null;
  return (
    <details className="fold">
      <summary>
        <ChevronRight size={15} aria-hidden="true" />
        <span>{text.owner.title}</span>
      </summary>
      <div className="fold-inside">{needs}</div>
    </details>
  );
}

function CallerNeeds({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const { form, profileOf } = editor;
  const keys = useSlices((slices) => slices.accessKeys);
  const demo = keys.some(
    ({ id, kept }) => form.caller?.kind === 'access-key' && id === form.caller.keyId && kept === 'demo',
  );
  const policies = useMemo(
    () => ownerPolicies(assumeRoleOf(form), callerOf(form.caller, keys, profileOf)),
    [form, keys, profileOf],
  );
  if (policies === null) return <Missing>{text.owner.needsRole}</Missing>;
  return (
    <>
      {form.externalId === '' && !demo && (
        <div className="offer">
          <p className="field-help">{text.owner.noExternalId}</p>
          <Button
            small
            label={text.owner.addExternalId}
            onClick={() => editor.change('externalId', crypto.randomUUID())}
          />
        </div>
      )}
      <Policy
        title={text.owner.trust}
        help={`${text.owner.trustHelp} ${principalWords(policies, form.caller, text.owner)}`}
        warn={policies.principal === 'unknown'}
        copyLabel={text.owner.copyTrust}
        policy={policies.trust}
      />
      <Policy
        title={text.owner.caller}
        help={text.owner.callerHelp}
        warn={false}
        copyLabel={text.owner.copyCaller}
        policy={policies.caller}
      />
    </>
  );
}

function SamlNeeds({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const trust = samlTrust(editor.form.roleArn, editor.form.principalArn);
  return trust === null ? (
    <Missing>{text.owner.needsProvider}</Missing>
  ) : (
    <FederatedTrust policy={trust} help={text.owner.federatedSaml} />
  );
}

function OidcNeeds({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const method = useSlices(
    (slices) => slices.signIns.find(({ id }) => id === editor.form.signInId)?.method ?? null,
  );
  const trust = method?.kind === 'oidc' ? webIdentityTrust(editor.form.roleArn, method) : null;
  return trust === null ? (
    <Missing>{text.owner.needsSignIn}</Missing>
  ) : (
    <FederatedTrust policy={trust} help={text.owner.federatedOidc} />
  );
}

function FederatedTrust({ policy, help }: { readonly policy: string; readonly help: string }) {
  const { text } = useApp();
  return (
    <Policy
      title={text.owner.trust}
      help={`${text.owner.trustHelp} ${help}`}
      warn={false}
      copyLabel={text.owner.copyTrust}
      policy={policy}
    />
  );
}

function Missing({ children }: { readonly children: ReactNode }) {
  return <p className="field-help">{children}</p>;
}

/** Who AWS will see calling AssumeRole, as far as it is known here. */
function callerOf(
  source: CallerSource | null,
  keys: readonly AccessKeyView[],
  profileOf: ProfileLookup,
): Caller {
  const nobody = { account: null, arn: null };
  switch (source?.kind) {
    case undefined:
    case 'machine':
      return nobody;
    case 'access-key':
      return keys.find(({ id }) => id === source.keyId)?.identity ?? nobody;
    case 'profile': {
      const recipe = profileOf(source.profileId)?.recipe;
      if (recipe === undefined) return nobody;
      if (recipe.kind === 'session-token') return callerOf(recipe.source, keys, profileOf);
      // The role of a permission set has a name that only its own account tells.
      if (recipe.kind === 'identity-center') return { account: recipe.accountId, arn: null };
      if (!('roleArn' in recipe)) return nobody;
      return { account: parseRoleArn(recipe.roleArn)?.account ?? null, arn: recipe.roleArn };
    }
  }
}

interface PrincipalWords {
  readonly principalUser: string;
  readonly principalRole: string;
  readonly principalAccount: string;
  readonly principalAccountOfProfile: string;
  readonly principalUnknown: string;
}

function principalWords(
  { principal }: OwnerPolicies,
  caller: CallerSource | null,
  words: PrincipalWords,
): string {
  switch (principal) {
    case 'user':
      return words.principalUser;
    case 'role':
      return words.principalRole;
    case 'account':
      return caller?.kind === 'profile' ? words.principalAccountOfProfile : words.principalAccount;
    case 'unknown':
      return words.principalUnknown;
  }
}

interface PolicyProps {
  readonly title: string;
  readonly help: string;
  readonly warn: boolean;
  readonly copyLabel: string;
  readonly policy: string;
}

function Policy({ title, help, warn, copyLabel, policy }: PolicyProps) {
  const id = useId();
  return (
    <section className="policy" aria-labelledby={id}>
      <div className="policy-head">
        <h2 id={id} className="field-label">
          {title}
        </h2>
        <CopyTextButton value={policy} name={copyLabel} />
      </div>
      <p className={warn ? 'field-warning' : 'field-help'}>{help}</p>
      <textarea
        className="input mono policy-text"
        aria-labelledby={id}
        readOnly
        spellCheck={false}
        rows={Math.min(longestPolicy, policy.split('\n').length)}
        value={policy}
      />
    </section>
  );
}
