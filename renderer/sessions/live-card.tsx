import RotateCw from 'lucide-react/icons/rotate-cw';
import Star from 'lucide-react/icons/star';
import { useCallback, useMemo } from 'react';
import { consoleWay } from '../../shared/console-way.ts';
import type { SessionView } from '../../shared/views.ts';
import { useApp, useRowCall, useSlices } from '../app/app-context.tsx';
import { timeText } from '../app/time-text.ts';
import { useTime } from '../app/use-time.ts';
import { Button } from '../parts/button.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { CountdownText, LifeRing, useWithin } from './countdown-text.tsx';
import { useSubtitle } from './profile-text.ts';
import { CancelButton, ConsoleButton, CopyButton, MoreButton, type RowActionProps } from './row-actions.tsx';
import { RowOutcome } from './row-outcome.tsx';

/** With a warning switched off, the last minutes still look different. */
const soonMinutes = 5;

export interface LiveCardProps extends RowActionProps {
  readonly session: SessionView;
  readonly expiresAt: number;
}

export function LiveCard({ profile, session, expiresAt, tabIndex, openMenu }: LiveCardProps) {
  const { rowCalls, text } = useApp();
  const settings = useSlices((slices) => slices.settings);
  const { waiting } = useRowCall(profile.id);
  const what = [useSubtitle(profile), session.hops === 0 ? '' : text.row.hops(session.hops)]
    .filter((part) => part !== '')
    .join(' · ');
  const lastMinutes = useWithin(expiresAt, settings.warnBeforeMinutes || soonMinutes);
  const over = useWithin(expiresAt, 0);

  const renewsItself = session.renewal?.kind === 'renews-itself';
  const wantsRenewal = over || session.state === 'needs-action' || (lastMinutes && !renewsItself);
  const renewing =
    session.state === 'refreshing' ||
    session.state === 'acquiring' ||
    waiting?.verb === 'assume' ||
    waiting?.verb === 'refresh';
  const tone = over ? 'gone' : lastMinutes && !renewsItself ? 'soon' : 'live';

  return (
    <article className={`card ${tone}`}>
      <div className="card-top">
        <LifeRing issuedAt={session.issuedAt ?? expiresAt} expiresAt={expiresAt} />
        <div className="names">
          <h3 className="name">
            <MiddleCut text={profile.name} />
            {profile.favourite && (
              <Star className="favourite" size={12} role="img" aria-label={text.row.favourite} />
            )}
          </h3>
          <p className="subtitle" title={what}>
            {what}
          </p>
        </div>
        <div className="time-left">
          <CountdownText name={profile.name} expiresAt={expiresAt} />
          <small>
            <RenewalText session={session} expiresAt={expiresAt} renewing={renewing} over={over} />
          </small>
        </div>
      </div>
      <div className="card-actions">
        {wantsRenewal && (
          <Button
            look="primary"
            wide
            icon={<RotateCw size={14} aria-hidden="true" />}
            label={renewing ? text.row.refreshing : text.row.renew}
            aria-label={text.row.renewNamed(profile.name)}
            busy={renewing}
            tabIndex={tabIndex}
            data-row-button=""
            data-row-main=""
            onClick={() => void rowCalls.refresh(profile.id)}
          />
        )}
        {renewing && (waiting !== null || wantsRenewal) && (
          <CancelButton profile={profile} tabIndex={tabIndex} />
        )}
        {!over && (
          <CopyButton
            profile={profile}
            format={settings.defaultShell}
            primary={!wantsRenewal}
            main={!wantsRenewal}
            tabIndex={tabIndex}
            openMenu={openMenu}
          />
        )}
        {!wantsRenewal && consoleWay(profile.recipe) === 'yes' && (
          <ConsoleButton profile={profile} tabIndex={tabIndex} />
        )}
        <MoreButton profile={profile} tabIndex={tabIndex} openMenu={openMenu} quiet={false} />
      </div>
      <CopiesOut profileId={profile.id} sessionEndsAt={expiresAt} />
      <RowOutcome profile={profile} session={session} tabIndex={tabIndex} />
    </article>
  );
}

interface RenewalTextProps {
  readonly session: SessionView;
  readonly expiresAt: number;
  readonly renewing: boolean;
  readonly over: boolean;
}

/** What will happen when the time is up. */
function RenewalText({ session, expiresAt, renewing, over }: RenewalTextProps) {
  const { ticker, text } = useApp();
  const ends = timeText(text, expiresAt, ticker.now());
  if (renewing) return text.renewal.renewing;
  if (over) return text.renewal.endedAt(ends);
  if (session.state === 'failed') return text.renewal.endsAt(ends);
  switch (session.renewal?.kind) {
    case 'renews-itself':
      return text.renewal.renewsItself;
    case 'needs-mfa-code':
      return text.renewal.needsCode;
    case 'needs-sign-in':
      return text.renewal.needsSignIn;
    case 'ends':
      return session.renewal.reason === 'source-missing'
        ? text.renewal.sourceMissing(ends)
        : text.renewal.endsAt(ends);
    case undefined:
      return text.renewal.endsAt(ends);
  }
}

/** Copies that end before the session does: those who pasted them would be surprised. */
function CopiesOut({
  profileId,
  sessionEndsAt,
}: {
  readonly profileId: string;
  readonly sessionEndsAt: number;
}) {
  const { ticker, text } = useApp();
  const copies = useSlices((slices) => slices.copies);
  const early = useMemo(
    () =>
      copies
        .filter((copy) => copy.profileId === profileId && copy.expiresAt < sessionEndsAt - 1_000)
        .toSorted((left, right) => left.expiresAt - right.expiresAt),
    [copies, profileId, sessionEndsAt],
  );
  const nextEnd = useCallback(
    (now: number) => early.find(({ expiresAt }) => expiresAt > now)?.expiresAt ?? Number.POSITIVE_INFINITY,
    [early],
  );
  const firstEnd = useTime(nextEnd, nextEnd);
  const out = early.filter(({ expiresAt }) => expiresAt >= firstEnd);
  const [first] = out;
  if (first === undefined) return null;
  const until = timeText(text, first.expiresAt, ticker.now());
  if (out.length === 1 && first.recipient !== undefined) {
    return (
      <p className="copies-out">
        <bdi>{text.handOff.out(first.recipient, until)}</bdi>
      </p>
    );
  }
  return (
    <p className="copies-out">
      {out.length === 1
        ? text.row.copyOut(text.words.formats[first.format], until)
        : text.row.copiesOut(out.length, until)}
    </p>
  );
}
