import CircleCheck from 'lucide-react/icons/circle-check';
import type { ImportOutcome } from '../../shared/aws-files-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';

/** What came of it, and what is worth doing next. */
export function ImportDone({ outcome }: { readonly outcome: ImportOutcome }) {
  const { navigation, text } = useApp();
  const words = text.importing;
  const plaintext = useSlices((slices) => slices.awsFiles.plaintextKeys.length);
  const hasProfiles = useSlices((slices) => slices.profiles.length > 0);
  return (
    <>
      <div className="import-done" role="status">
        <CircleCheck size={20} aria-hidden="true" />
        <strong>{words.done(outcome.profiles, outcome.accessKeys)}</strong>
        {hasProfiles && (
          <Button
            look="primary"
            label={words.toSessions}
            autoFocus
            onClick={() => navigation.set({ kind: 'sessions' })}
          />
        )}
      </div>
      {outcome.failed.length > 0 && (
        <section className="import-group">
          <h2 className="group-title">{words.failed(outcome.failed.length)}</h2>
          <ul className="import-entries">
            {outcome.failed.map(({ name, error }) => (
              <li key={name} className="import-entry" aria-label={name}>
                <span className="import-words">
                  <span className="name">
                    <MiddleCut text={name} />
                  </span>
                  <FailureText error={error} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {plaintext > 0 && (
        <Banner
          tone="soon"
          title={words.stillPlain(plaintext)}
          actions={
            <Button
              small
              label={words.review}
              onClick={() => navigation.set({ kind: 'keys', adding: false })}
            />
          }
        />
      )}
    </>
  );
}
