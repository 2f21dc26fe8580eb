import type { UpdateChannel } from '../../shared/settings.ts';
import type { UpdateView } from '../../shared/views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { SegmentsField } from '../parts/choice.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import type { Text } from '../text/text.ts';
import type { SettingsEditing } from './use-settings.ts';

const channels: readonly UpdateChannel[] = ['latest', 'beta'];

/** Nothing at all where no feed is built in: there is nothing to choose then. */
export function UpdateSettings({ settings, change }: SettingsEditing) {
  const { text } = useApp();
  const update = useSlices((slices) => slices.update);
  const words = text.updates;
  if (update.state === 'off') return null;
  return (
    <section className="settings-group">
      <h2 className="group-title">{words.title}</h2>
      <SwitchField
        label={words.look}
        help={words.lookHelp}
        on={settings.checkForUpdates}
        onChange={(checkForUpdates) => change({ checkForUpdates })}
      />
      <SegmentsField
        label={words.channel}
        value={settings.updateChannel}
        options={channels.map((channel) => ({ value: channel, label: words.channels[channel] }))}
        onChoose={(updateChannel) => change({ updateChannel })}
      />
      <Update update={update} />
    </section>
  );
}

function Update({ update }: { readonly update: UpdateView }) {
  const { api, text } = useApp();
  const words = text.updates;
  const check = useCall((options) => api.updates.check({}, options));
  const download = useCall((options) => api.updates.download({}, options));
  const cancel = useCall((options) => api.updates.cancelDownload({}, options));
  const restart = useCall((options) => api.updates.restart({}, options));
  return (
    <>
      <p className="field-help" role="status">
        {stateText(words, update)}
      </p>
      {update.state === 'failed' && <FailureText error={update.error} />}
      {'releaseNotes' in update && update.releaseNotes !== '' && (
        <details className="release-notes">
          <summary>{words.releaseNotes}</summary>
          <p>{update.releaseNotes}</p>
        </details>
      )}
      <div className="update-actions">
        {update.state === 'found' && (
          <Button small label={words.download} onClick={() => void download.run()} />
        )}
        {update.state === 'downloading' && (
          <Button small label={text.cancel} onClick={() => void cancel.run()} />
        )}
        {update.state === 'ready' && (
          <Button small label={words.restart} busy={restart.busy} onClick={() => void restart.run()} />
        )}
        {['unknown', 'current', 'checking', 'failed', 'told'].includes(update.state) && (
          <Button
            small
            label={words.checkNow}
            busy={check.busy || update.state === 'checking'}
            onClick={() => void check.run()}
          />
        )}
      </div>
    </>
  );
}

function stateText(words: Text['updates'], update: UpdateView): string {
  switch (update.state) {
    case 'off':
    case 'unknown':
      return words.unknown;
    case 'checking':
      return words.checking;
    case 'current':
      return words.current;
    case 'found':
      return words.found(update.version);
    case 'told':
      return words.told(update.version);
    case 'downloading':
      return words.downloading(update.version, update.percent ?? 0);
    case 'ready':
      return words.ready(update.version);
    case 'failed':
      return words.failed;
  }
}
