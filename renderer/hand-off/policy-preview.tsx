import ChevronRight from 'lucide-react/icons/chevron-right';
import type { SessionPolicies } from '../../shared/hand-off-policies.ts';
import { useText } from '../app/app-context.tsx';
import { CopyTextButton } from '../parts/copy-text-button.tsx';
import '../editor/editor.css';

export interface PolicyPreviewProps {
  readonly policies: SessionPolicies;
  readonly warning: string | null;
  /** One's own policy is in sight already. */
  readonly folded: boolean;
}

/** What will be sent to AWS, to be read before it is. */
export function PolicyPreview({ policies: { policy, policyArns }, warning, folded }: PolicyPreviewProps) {
  const text = useText();
  const words = text.handOff;
  const shown = policy ?? policyArns.join('\n');
  if (shown === '') return null;
  return (
    <>
      {warning !== null && <p className="field-warning">{warning}</p>}
      {folded && (
        <details className="fold">
          <summary>
            <ChevronRight size={15} aria-hidden="true" />
            <span>{words.preview}</span>
          </summary>
          <div className="fold-inside">
            <PolicyText value={shown} copyName={words.copyPolicy} />
          </div>
        </details>
      )}
    </>
  );
}

/** A policy as text, with the way to copy it. */
export function PolicyText({ value, copyName }: { readonly value: string; readonly copyName: string }) {
  return (
    <div className="policy-text">
      <pre className="mono">{value}</pre>
      <CopyTextButton value={value} name={copyName} />
    </div>
  );
}
