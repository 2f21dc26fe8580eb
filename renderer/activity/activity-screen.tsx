import { useMemo, useState } from 'react';
import type { ActivityEntry } from '../../shared/activity-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { clockText, dateText, dayOf } from '../app/time-text.ts';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Empty } from '../parts/empty.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { Screen } from '../parts/screen.tsx';
import type { Text } from '../text/text.ts';
import { activityDays } from './activity-groups.ts';
import './activity.css';

const pageSize = 200;
const day = 86_400_000;

export function ActivityScreen() {
  const { api, navigation, text, ticker } = useApp();
  const activity = useSlices((slices) => slices.activity);
  const [limit, setLimit] = useState(pageSize);
  const [asking, setAsking] = useState(false);
  const clear = useCall((options) => api.activity.clear({}, options));
  const days = useMemo(() => activityDays(activity, limit, dayOf), [activity, limit]);
  const now = ticker.now();
  const dayName = (at: number) => {
    if (dayOf(at) === dayOf(now)) return text.activity.today;
    return dayOf(at) === dayOf(now - day) ? text.activity.yesterday : dateText(text, at);
  };
  return (
    <Screen
      title={text.activity.title}
      onBack={navigation.back}
      actions={
        activity.length > 0 && (
          <Button label={text.activity.clear} busy={clear.busy} onClick={() => setAsking(true)} />
        )
      }
    >
      {clear.error !== null && <FailureText error={clear.error} />}
      {days.length === 0 && <Empty title={text.activity.empty} hint={text.activity.emptyHint} />}
      {days.map(({ at, entries }) => (
        <section key={at} className="activity-day" aria-label={dayName(at)}>
          <h2 className="group-title">{dayName(at)}</h2>
          <ul>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {activity.length > limit && (
        <Button
          label={text.activity.showMore(Math.min(pageSize, activity.length - limit))}
          onClick={() => setLimit(limit + pageSize)}
        />
      )}
      {asking && (
        <ConfirmDialog
          title={text.activity.clearTitle}
          body={text.activity.clearBody}
          confirm={text.activity.clear}
          onConfirm={() => void clear.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </Screen>
  );
}

function Entry({ entry }: { readonly entry: ActivityEntry }) {
  const { text } = useApp();
  const detail = detailText(entry, text);
  return (
    <li className={`activity-entry ${entry.error === null ? '' : 'wrong'}`}>
      <time className="num" dateTime={new Date(entry.at).toISOString()}>
        {clockText(text, entry.at)}
      </time>
      <div className="activity-words">
        <p>
          <span className="activity-kind">{text.activity.kinds[entry.kind]}</span>{' '}
          <bdi className="activity-subject">{entry.subject}</bdi>
          {detail !== '' && <span className="activity-detail"> · {detail}</span>}
        </p>
        {entry.error !== null && (
          <p className="activity-error">
            <FailureText error={entry.error} />
          </p>
        )}
      </div>
    </li>
  );
}

/** What the journal keeps as an id, a number or a day is put into words. */
function detailText({ kind, subject, detail }: ActivityEntry, text: Text): string {
  switch (kind) {
    case 'copied':
      return Object.entries(text.words.formats).find(([format]) => format === detail)?.[1] ?? detail;
    case 'served':
      return Object.entries(text.activity.servedTo).find(([client]) => client === detail)?.[1] ?? detail;
    case 'mfa-device-changed':
      return Object.entries(text.mfaDevices.how).find(([codes]) => codes === detail)?.[1] ?? detail;
    case 'role-maximum-raised':
      return /^\d{1,6}$/.test(detail) ? text.duration(Number(detail)) : detail;
    case 'key-removed': {
      const [, key, day] = /^(\w+) (\d{4}-\d{2}-\d{2})$/.exec(detail) ?? [];
      return day === undefined ? detail : `${key} · ${text.programs.lastUsed(day)}`;
    }
    case 'failed':
      return detail === 'console' ? text.exports.console : detail === subject ? '' : detail;
    default:
      return detail === subject ? '' : detail;
  }
}
