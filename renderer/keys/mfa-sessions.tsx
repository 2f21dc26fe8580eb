import KeyRound from 'lucide-react/icons/key-round';
import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { useApp } from '../app/app-context.tsx';
import { momentText } from '../app/time-text.ts';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';

/** Until when no code is asked for, and the way to have it asked for again. */
export function MfaSessions({ accessKey }: { readonly accessKey: AccessKeyView }) {
  const { api, text, ticker } = useApp();
  const words = text.mfaDevices;
  const ending = useCall((options) => api.accessKeys.endMfaSession({ id: accessKey.id }, options));
  const now = ticker.now();
  const live = accessKey.mfaSessions.filter(({ expiresAt }) => expiresAt > now);
  if (live.length === 0 && ending.error === null) return null;
  return (
    <div className="rotation">
      <p className="item-note num">
        <KeyRound size={14} aria-hidden="true" />
        <span>
          {ending.error !== null ? (
            <FailureText error={ending.error} />
          ) : (
            live
              .map(({ serial, expiresAt }) =>
                words.sessionUntil(deviceName(serial), momentText(text, expiresAt, now)),
              )
              .join(' ')
          )}
        </span>
      </p>
      <Button
        small
        label={words.forget}
        aria-label={words.forgetNamed(accessKey.name)}
        busy={ending.busy}
        onClick={() => void ending.run()}
      />
    </div>
  );
}

/** `phone` of `arn:aws:iam::421012345678:mfa/phone`; a hardware device’s serial as it is. */
export function deviceName(serial: string): string {
  return /:mfa\/(.+)$/.exec(serial)?.[1] ?? serial;
}
