import ChevronRight from 'lucide-react/icons/chevron-right';
import { useId, useMemo } from 'react';
import { type OwnerPolicies, ownerPolicies } from '../../shared/owner-policies.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { CopyTextButton } from '../parts/copy-text-button.tsx';
import { assumeRoleOf, type EditorForm } from './editor-form.ts';

/** Lines; a longer one scrolls. */
const longestPolicy = 16;

export interface OwnerNeedsProps {
  readonly form: EditorForm;
  readonly demo: boolean;
  readonly onExternalId: (externalId: string) => void;
}

/** The two policies that make the profile work, ready to send to the account's owner. */
export function OwnerNeeds({ form, demo, onExternalId }: OwnerNeedsProps) {
  const { text } = useApp();
  const identity = useSlices(
    (slices) => slices.accessKeys.find((key) => key.id === form.keyId)?.identity ?? null,
  );
  const policies = useMemo(
    () =>
      ownerPolicies(assumeRoleOf(form), { account: identity?.account ?? null, arn: identity?.arn ?? null }),
    [form, identity],
  );
  return (
    <details className="fold">
      <summary>
        <ChevronRight size={15} aria-hidden="true" />
        <span>{text.owner.title}</span>
      </summary>
      <div className="fold-inside">
        {policies === null ? (
          <p className="field-help">{text.owner.needsRole}</p>
        ) : (
          <>
            {form.externalId === '' && !demo && (
              <div className="owner-hint">
                <p className="field-help">{text.owner.noExternalId}</p>
                <Button
                  small
                  label={text.owner.addExternalId}
                  onClick={() => onExternalId(crypto.randomUUID())}
                />
              </div>
            )}
            <Policy
              title={text.owner.trust}
              help={`${text.owner.trustHelp} ${principalWords(policies, text.owner)}`}
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
        )}
      </div>
    </details>
  );
}

function principalWords(
  { principal }: OwnerPolicies,
  words: {
    readonly principalUser: string;
    readonly principalAccount: string;
    readonly principalUnknown: string;
  },
): string {
  switch (principal) {
    case 'user':
      return words.principalUser;
    case 'account':
      return words.principalAccount;
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
        <h3 id={id} className="field-label">
          {title}
        </h3>
        <CopyTextButton value={policy} name={copyLabel} />
      </div>
      <p className={warn ? 'field-warning' : 'field-help'}>{help}</p>
      <textarea
        className="input mono policy-text"
        aria-labelledby={id}
        readOnly
        spellCheck={false}
        wrap="off"
        rows={Math.min(longestPolicy, policy.split('\n').length)}
        value={policy}
      />
    </section>
  );
}
