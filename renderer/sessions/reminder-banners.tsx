import type { ReminderNotice } from '../../shared/views.ts';
import { useApp } from '../app/app-context.tsx';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { DismissButton } from '../parts/dismiss-button.tsx';

/** What the desktop could not show as notifications. */
export function ReminderBanners({ reminders }: { readonly reminders: readonly ReminderNotice[] }) {
  return reminders.map((reminder) => <ReminderBanner key={reminder.id} {...reminder} />);
}

function ReminderBanner({ id, title, body, profileId }: ReminderNotice) {
  const { api, goTo, text } = useApp();
  return (
    <Banner
      tone="soon"
      title={title}
      more={body}
      actions={
        <>
          {profileId !== null && (
            <Button small label={text.notifications.show} onClick={() => goTo.set(profileId)} />
          )}
          <DismissButton onClick={() => void api.notices.dismiss({ id })} />
        </>
      }
    />
  );
}
