import { Suspense, useState } from 'react';
import { explain } from '../../shared/error-text.ts';
import type { AppError } from '../../shared/errors.ts';
import type { KeychainState } from '../../shared/views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { ConfirmDialog } from '../app/lazy-parts.tsx';
import { useCall } from '../app/use-call.ts';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { DismissButton } from '../parts/dismiss-button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { OfferBanner, PlaintextBanner, useUnseenPlaintext } from './aws-files-notices.tsx';
import { ReminderBanners } from './reminder-banners.tsx';
import { UpdateBanner, useNewVersion } from './update-banner.tsx';
import './notices.css';

/** What belongs to no single row: the demo, the keychain, the clock, and whatever main asks to be told. */
export function Notices() {
  const { text } = useApp();
  const status = useSlices((slices) => slices.status);
  // On the first start nothing has changed yet, and importing is offered below; the import tells of keys in clear text.
  const first = useSlices(({ profiles, accessKeys }) => profiles.length === 0 && accessKeys.length === 0);
  const whatIsThere = useSlices((slices) => slices.awsFiles.offer);
  const offer = first ? null : whatIsThere;
  const unseen = useUnseenPlaintext();
  const plaintext = first ? { ...unseen, count: 0 } : unseen;
  const newVersion = useNewVersion();
  const anything =
    offer !== null ||
    plaintext.count > 0 ||
    status.demoOpen ||
    status.keychain !== 'ready' ||
    status.clockOffset !== null ||
    status.notices.length > 0 ||
    status.reminders.length > 0 ||
    newVersion !== null;
  if (!anything) return null;
  return (
    <section className="notices" aria-label={text.notices.region}>
      {status.demoOpen && <DemoBanner />}
      {status.keychain !== 'ready' && (
        <KeychainBanner keychain={status.keychain} problem={status.keychainProblem} />
      )}
      {status.clockOffset !== null && <ClockBanner offset={status.clockOffset} />}
      {status.notices.map((notice) => (
        <NoticeBanner key={notice.id} id={notice.id} error={notice.error} />
      ))}
      <ReminderBanners reminders={status.reminders} />
      {offer !== null && <OfferBanner offer={offer} />}
      {plaintext.count > 0 && <PlaintextBanner {...plaintext} />}
      {newVersion !== null && <UpdateBanner version={newVersion} />}
    </section>
  );
}

function DemoBanner() {
  const { api, text } = useApp();
  const close = useCall((options) => api.demo.close({}, options));
  return (
    <Banner
      tone="ask"
      title={text.notices.demo}
      more={close.error === null ? text.notices.demoHint : <FailureText error={close.error} />}
      actions={
        <Button small label={text.notices.closeDemo} busy={close.busy} onClick={() => void close.run()} />
      }
    />
  );
}

function NoticeBanner({ id, error }: { readonly id: string; readonly error: AppError }) {
  const { api, text } = useApp();
  const { what, next } = explain(error, text.words);
  return (
    <Banner
      tone="soon"
      title={what}
      more={next}
      actions={<DismissButton onClick={() => void api.notices.dismiss({ id })} />}
    />
  );
}

function ClockBanner({ offset }: { readonly offset: number }) {
  const { text } = useApp();
  const size = text.duration(Math.round(Math.abs(offset) / 60_000) * 60);
  return (
    <Banner
      tone="soon"
      title={offset > 0 ? text.notices.clockBehind(size) : text.notices.clockAhead(size)}
      more={text.notices.clockHint}
    />
  );
}

interface KeychainBannerProps {
  readonly keychain: Exclude<KeychainState, 'ready'>;
  readonly problem: AppError | null;
}

function KeychainBanner({ keychain, problem }: KeychainBannerProps) {
  switch (keychain) {
    case 'locked':
      return <LockedBanner />;
    case 'unavailable':
      return <UnavailableBanner problem={problem ?? { code: 'keychain-unavailable', params: {} }} />;
    case 'changed':
      return <ChangedBanner problem={problem ?? { code: 'keychain-changed', params: {} }} />;
  }
}

function LockedBanner() {
  const { api, text } = useApp();
  const unlock = useCall((options) => api.keychain.unlock({}, options));
  return (
    <Banner
      tone="soon"
      title={text.notices.keychainLocked}
      more={unlock.error === null ? text.notices.keychainLockedHint : <FailureText error={unlock.error} />}
      actions={
        <>
          <Button
            small
            look="primary"
            label={unlock.busy ? text.notices.unlocking : text.notices.unlock}
            aria-label={text.notices.unlock}
            busy={unlock.busy}
            onClick={() => void unlock.run()}
          />
          {unlock.busy && <Button small label={text.cancel} onClick={unlock.cancel} />}
        </>
      }
    />
  );
}

function UnavailableBanner({ problem }: { readonly problem: AppError }) {
  const { api, text } = useApp();
  const retry = useCall((options) => api.keychain.unlock({}, options));
  const { what, next } = explain(problem, text.words);
  return (
    <Banner
      tone="gone"
      title={what}
      more={next}
      actions={<Button small label={text.retry} busy={retry.busy} onClick={() => void retry.run()} />}
    />
  );
}

function ChangedBanner({ problem }: { readonly problem: AppError }) {
  const { api, text } = useApp();
  const [asking, setAsking] = useState(false);
  const startOver = useCall((options) => api.keychain.startOver({}, options));
  const { what, next } = explain(problem, text.words);
  return (
    <>
      <Banner
        tone="gone"
        title={what}
        more={startOver.error === null ? next : <FailureText error={startOver.error} />}
        actions={
          <Button
            small
            label={text.notices.startOver}
            busy={startOver.busy}
            onClick={() => setAsking(true)}
          />
        }
      />
      {asking && (
        <Suspense>
          <ConfirmDialog
            title={text.notices.startOverTitle}
            body={text.notices.startOverBody}
            confirm={text.notices.startOver}
            onConfirm={() => void startOver.run()}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
