import type { AppError } from '../../shared/errors.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';

export type Keep = 'keychain' | 'memory';

export interface KeepFailureProps {
  readonly error: AppError;
  /** Submits again, kept as told. */
  readonly again: (keep: Keep) => void;
}

const keychainCodes: ReadonlySet<string> = new Set([
  'keychain-unavailable',
  'keychain-locked',
  'keychain-changed',
  'keychain-failed',
]);

/** Why a key was not kept, and the ways on where the keychain is the trouble. */
export function KeepFailure({ error, again }: KeepFailureProps) {
  const { api, text } = useApp();
  const unlock = useCall((options) => api.keychain.unlock({}, options));
  const unlockAndRetry = async () => {
    const result = await unlock.run();
    if (result.ok) again('keychain');
  };
  return (
    <div className="keep-failure" role="alert">
      <FailureText error={unlock.error ?? error} />
      {keychainCodes.has(error.code) && (
        <div className="keep-failure-ways">
          {error.code === 'keychain-locked' && (
            <Button
              small
              look="primary"
              label={text.keys.unlockAndRetry}
              busy={unlock.busy}
              onClick={() => void unlockAndRetry()}
            />
          )}
          {unlock.busy && <Button small label={text.cancel} onClick={unlock.cancel} />}
          <Button small label={text.keys.keepForRun} onClick={() => again('memory')} />
        </div>
      )}
    </div>
  );
}
