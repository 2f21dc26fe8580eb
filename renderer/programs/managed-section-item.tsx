import Pencil from 'lucide-react/icons/pencil';
import Trash from 'lucide-react/icons/trash-2';
import { type FormEvent, useState } from 'react';
import type { ManagedSectionView } from '../../shared/aws-files-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { TextField } from '../parts/field.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { Unbroken } from '../parts/unbroken.tsx';
import { isSectionName, sectionHeader } from './section-text.ts';
import './programs.css';

export interface ManagedSectionItemProps {
  readonly view: ManagedSectionView;
  /** Among others, whose it is is said too. */
  readonly withProfile: boolean;
}

/** One section that Keycutter keeps in ~/.aws: what it is, what is wrong with it, and the ways to change that. */
export function ManagedSectionItem({ view: { section, problem }, withProfile }: ManagedSectionItemProps) {
  const { api, text } = useApp();
  const words = text.section;
  const [doing, setDoing] = useState<'rename' | 'remove' | null>(null);
  const header = sectionHeader(section);
  const profileId = section.kind === 'region' ? null : section.profileId;
  const profileName = useSlices((slices) => slices.profiles.find(({ id }) => id === profileId)?.name ?? null);
  const remove = useCall((options) =>
    api.awsFiles.removeSection({ name: section.name, kind: section.kind }, options),
  );
  const error = remove.error ?? problem;
  return (
    <li className="program" aria-label={header}>
      <div className="program-top">
        <div className="names">
          <p className="mono program-name">
            <MiddleCut text={header} />
          </p>
          <p className="program-facts">
            {withProfile && profileId !== null && (
              <>
                <bdi className="program-profile">{profileName ?? text.programs.profileGone}</bdi>
                {' · '}
              </>
            )}
            {section.kind === 'region' && (
              <>
                <Unbroken text={section.region} />
                {' · '}
              </>
            )}
            {words.kinds[section.kind]}
          </p>
        </div>
        {section.kind !== 'region' && (
          <Button
            small
            look="quiet"
            icon={<Pencil size={15} aria-hidden="true" />}
            aria-label={words.renameNamed(header)}
            title={words.rename}
            aria-expanded={doing === 'rename'}
            onClick={() => setDoing(doing === 'rename' ? null : 'rename')}
          />
        )}
        <Button
          small
          look="quiet"
          icon={<Trash size={15} aria-hidden="true" />}
          aria-label={words.removeNamed(header)}
          title={words.remove}
          busy={remove.busy}
          onClick={() => setDoing('remove')}
        />
      </div>
      {error !== null && (
        <p className="program-problem" role={remove.error === null ? undefined : 'alert'}>
          <FailureText error={error} />
        </p>
      )}
      {doing === 'rename' && section.kind !== 'region' && (
        <RenameSection name={section.name} kind={section.kind} onDone={() => setDoing(null)} />
      )}
      {doing === 'remove' && (
        <ConfirmDialog
          title={words.removeTitle(header)}
          body={words.removeBody}
          confirm={words.remove}
          onConfirm={() => void remove.run()}
          onClose={() => setDoing(null)}
        />
      )}
    </li>
  );
}

interface RenameSectionProps {
  readonly name: string;
  readonly kind: 'process' | 'static';
  readonly onDone: () => void;
}

function RenameSection({ name, kind, onDone }: RenameSectionProps) {
  const { api, text } = useApp();
  const [to, setTo] = useState(name);
  useHoldOpen(to !== name);
  const rename = useCall((options) => api.awsFiles.renameSection({ name, kind, to }, options));
  const submit = async () => {
    if (to === name) onDone();
    else if (isSectionName(to) && (await rename.run()).ok) onDone();
  };
  return (
    <form
      className="program-rename"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label={text.section.newName}
        mono
        autoFocus
        maxLength={256}
        value={to}
        problem={isSectionName(to) ? null : text.section.nameProblem}
        onText={(value) => {
          rename.dismiss();
          setTo(value.trim());
        }}
        beside={<Button submit label={text.save} busy={rename.busy} />}
      />
      {rename.error !== null && (
        <p role="alert" className="program-problem">
          <FailureText error={rename.error} />
        </p>
      )}
    </form>
  );
}
