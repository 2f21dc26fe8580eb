import CircleCheck from 'lucide-react/icons/circle-check';
import type { NewProfilesOutcome } from '../../shared/sign-in-views.ts';
import { useApp } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';

/** What came of it: how many there are now, and what was not made and why. */
export function RolesDone({
  outcome: { created, skipped, failed },
}: {
  readonly outcome: NewProfilesOutcome;
}) {
  const { navigation, text } = useApp();
  const words = text.roles;
  return (
    <>
      <div className="roles-done" role="status">
        <CircleCheck size={20} aria-hidden="true" />
        <div className="roles-done-words">
          <strong>{words.created(created)}</strong>
          {skipped > 0 && <span>{words.skipped(skipped)}</span>}
        </div>
        <Button
          look="primary"
          label={words.toSessions}
          autoFocus
          onClick={() => navigation.set({ kind: 'sessions' })}
        />
      </div>
      {failed.length > 0 && (
        <section className="roles-failed">
          <h2 className="group-title">{words.failed(failed.length)}</h2>
          <ul>
            {failed.map(({ name, error }) => (
              <li key={name} aria-label={name}>
                <span className="name">
                  <MiddleCut text={name} />
                </span>
                <FailureText error={error} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
