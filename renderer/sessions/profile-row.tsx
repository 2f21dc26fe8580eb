import { mfaSerialOf, type Profile } from '../../shared/profile.ts';
import type { SessionView } from '../../shared/views.ts';
import { useApp, useRowCall, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { Pill, type PillTone } from '../parts/pill.tsx';
import type { Text } from '../text/text.ts';
import { initials, sourceThere, useSubtitle } from './profile-text.ts';
import { CancelButton, MoreButton, type RowActionProps } from './row-actions.tsx';
import { RowOutcome } from './row-outcome.tsx';

export interface ProfileRowProps extends RowActionProps {
  readonly session: SessionView | undefined;
}

export function ProfileRow({ profile, session, tabIndex, openMenu }: ProfileRowProps) {
  const { rowCalls, text } = useApp();
  const { waiting, outcome } = useRowCall(profile.id);
  const what = useSubtitle(profile);
  const noSession = profile.recipe.kind === 'access-key';
  const acquiring =
    session?.state === 'acquiring' || waiting?.verb === 'assume' || waiting?.verb === 'refresh';
  const failed =
    !acquiring && (session?.state === 'failed' || (outcome?.kind === 'failed' && outcome.verb === 'assume'));
  const { source } = profile.recipe;
  const there = useSlices((slices) => sourceThere(source, slices));
  const signedOut = useSlices(
    (slices) =>
      source.kind === 'sign-in' &&
      slices.signIns.some(({ id, state }) => id === source.signInId && state === 'signed-out'),
  );
  // Under way, or with its failure in a sentence below, a row needs no word more.
  const state = acquiring || failed ? null : stateWord(text, profile, session, { there, signedOut });

  return (
    <div className={`row ${acquiring || failed ? 'busy' : ''}`}>
      <div className="row-top">
        <span className="avatar" aria-hidden="true">
          {initials(profile.name)}
        </span>
        <div className="names">
          <h3 className="name">
            <MiddleCut text={profile.name} />
          </h3>
          <p className="subtitle" title={what}>
            {what}
          </p>
        </div>
        {state !== null && (
          <span className="row-state">
            <Pill tone={state.tone}>{state.word}</Pill>
          </span>
        )}
        <span className="row-buttons">
          {noSession ? (
            <Button
              label={text.section.install}
              aria-label={text.section.installNamed(profile.name)}
              aria-haspopup="dialog"
              tabIndex={tabIndex}
              data-row-button=""
              data-row-main=""
              onClick={(event) => openMenu('use', profile.id, event.currentTarget)}
            />
          ) : (
            <Button
              label={acquiring ? text.row.assuming : failed ? text.retry : text.row.assume}
              aria-label={
                acquiring
                  ? `${text.row.assuming} ${profile.name}`
                  : failed
                    ? text.row.retryNamed(profile.name)
                    : text.row.assumeNamed(profile.name)
              }
              look={acquiring ? 'quiet' : 'plain'}
              busy={acquiring}
              tabIndex={tabIndex}
              data-row-button=""
              data-row-main=""
              onClick={() => void rowCalls.assume(profile.id)}
            />
          )}
          {acquiring ? (
            <CancelButton profile={profile} tabIndex={tabIndex} />
          ) : (
            <MoreButton profile={profile} tabIndex={tabIndex} openMenu={openMenu} quiet />
          )}
        </span>
      </div>
      <RowOutcome profile={profile} session={session} tabIndex={tabIndex} />
    </div>
  );
}

interface StateWord {
  readonly tone: PillTone;
  readonly word: string;
}

/** The state in a word, as main tells it; for an idle row, what assuming it will take. */
function stateWord(
  text: Text,
  { recipe }: Profile,
  session: SessionView | undefined,
  source: { readonly there: boolean; readonly signedOut: boolean },
): StateWord | null {
  if (session?.state === 'needs-action') {
    const signIn = session.error?.code.startsWith('sign-in') === true || source.signedOut;
    return { tone: 'ask', word: signIn ? text.state.usesSignIn : text.state.needsCode };
  }
  if (session?.state === 'expired') return { tone: 'still', word: text.state.expired };
  if (!source.there) {
    const word = recipe.source.kind === 'access-key' ? text.state.keyMissing : text.state.sourceMissing;
    return { tone: 'gone', word };
  }
  if (recipe.kind === 'access-key') return { tone: 'kept', word: text.state.keyItself };
  if (source.signedOut) return { tone: 'ask', word: text.state.usesSignIn };
  return mfaSerialOf(recipe) === undefined ? null : { tone: 'ask', word: text.state.usesMfa };
}
