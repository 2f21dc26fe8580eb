import { explain } from '../../shared/error-text.ts';
import type { Settings, SettingsImportOutcome, SettingsImportPreview } from '../../shared/settings.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';

interface SettingsImportDialogProps {
  readonly preview: SettingsImportPreview;
  readonly onDone: (outcome: SettingsImportOutcome) => void;
  readonly onClose: () => void;
}

/** They decide who answers in AWS's name. */
const decidingWhere: readonly (keyof Settings)[] = ['stsEndpointUrl', 'httpsProxy', 'caBundlePath'];

/** What a file would change, by name, before it does. */
export function SettingsImportDialog({ preview, onDone, onClose }: SettingsImportDialogProps) {
  const { api, text } = useApp();
  const words = text.settingsImport;
  const { digest, path, settings, profiles, signIns, accessKeys, problems } = preview;
  const applying = useCall((options) => api.settings.applyImport({ digest }, options));
  useHoldOpen(true);
  const lists: readonly (readonly [title: string, names: readonly string[]])[] = [
    [words.newProfiles(profiles.new.length), profiles.new],
    [words.changedProfiles(profiles.changed.length), profiles.changed],
    [words.newSignIns(signIns.new.length), signIns.new],
    [words.changedSignIns(signIns.changed.length), signIns.changed],
    [words.accessKeys(accessKeys.length), accessKeys],
    [words.problems(problems.length), problems.map((problem) => explain(problem, text.words).what)],
  ];
  const shown = lists.filter(([, names]) => names.length > 0);
  const changes = settings.length > 0 || lists.slice(0, -1).some(([, names]) => names.length > 0);

  const apply = async () => {
    const outcome = await applying.run();
    if (outcome.ok) onDone(outcome.value);
  };
  return (
    <FormDialog
      title={words.title}
      body={<span className="import-path">{path}</span>}
      submit={changes ? words.import : null}
      busy={applying.busy}
      wide
      onSubmit={() => void apply()}
      onClose={onClose}
      onCancelCall={applying.cancel}
    >
      <div className="settings-import">
        {!changes && <p>{words.nothing}</p>}
        {settings.length > 0 && <p>{words.settings(settings)}</p>}
        {settings.some((name) => decidingWhere.includes(name)) && (
          <p className="settings-failure">{words.elsewhere}</p>
        )}
        {shown.map(([title, names]) => (
          <details key={title} open={names.length <= 5}>
            <summary>{title}</summary>
            <ul>
              {[...new Set(names)].map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </details>
        ))}
        {applying.error !== null && (
          <p role="alert" className="settings-failure">
            <FailureText error={applying.error} />
          </p>
        )}
      </div>
    </FormDialog>
  );
}
