import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { useEffect, useState } from 'react';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button } from './button.tsx';

const shownFor = 2_000;

/** Copies what is no secret, and says so for a moment. */
export function CopyTextButton({ value, name }: { readonly value: string; readonly name: string }) {
  const { api, clock, text } = useApp();
  const [copied, setCopied] = useState(false);
  const copy = useCall((options) => api.clipboard.copyText({ text: value }, options));
  useEffect(() => (copied ? clock.setTimer(shownFor, () => setCopied(false)) : undefined), [copied, clock]);
  return (
    <Button
      small
      icon={copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      label={copied ? text.copied : text.copy}
      aria-label={name}
      busy={copy.busy}
      onClick={async () => setCopied((await copy.run()).ok)}
    />
  );
}
