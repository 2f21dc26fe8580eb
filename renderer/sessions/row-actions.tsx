import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import Ellipsis from 'lucide-react/icons/ellipsis';
import type { ExportFormat } from '../../shared/export-formats.ts';
import type { Profile } from '../../shared/profile.ts';
import { useApp, useRowCall } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';

/** What a row asks of the list: to open one of its menus beside a button, or the dialog of the AWS CLI's sections. */
export type OpenRowMenu = (menu: 'actions' | 'formats' | 'use', profileId: string, anchor: Element) => void;

export interface RowActionProps {
  readonly profile: Profile;
  /** Only the current row's buttons are in the Tab order; the arrow keys reach the others. */
  readonly tabIndex: 0 | -1;
  readonly openMenu: OpenRowMenu;
}

interface CopyButtonProps extends RowActionProps {
  readonly format: ExportFormat;
  readonly primary: boolean;
  /** Takes the row's Enter key. */
  readonly main: boolean;
}

/** Copy for the chosen shell, and beside it the other formats. */
export function CopyButton({ profile, format, primary, main, tabIndex, openMenu }: CopyButtonProps) {
  const { rowCalls, text } = useApp();
  const { waiting, outcome } = useRowCall(profile.id);
  const shell = text.words.formats[format];
  const copied = outcome?.kind === 'copied' ? outcome : null;
  const done = copied !== null || outcome?.kind === 'unset-copied';
  const label =
    copied === null ? text.row.copyFor(shell) : text.row.copiedFor(text.words.formats[copied.format]);
  return (
    <span className={`split ${primary ? 'grow' : ''}`}>
      <Button
        look={primary ? 'primary' : 'plain'}
        wide
        label={outcome?.kind === 'unset-copied' ? text.copied : label}
        icon={done && <Check size={14} aria-hidden="true" />}
        aria-label={text.row.copyNamedFor(profile.name, shell)}
        busy={waiting?.verb === 'copy'}
        tabIndex={tabIndex}
        data-row-button=""
        data-row-main={main ? '' : undefined}
        onClick={() => void rowCalls.copy(profile.id, format)}
      />
      <Button
        look={primary ? 'primary' : 'plain'}
        icon={<ChevronDown size={14} aria-hidden="true" />}
        aria-label={text.row.otherFormats(profile.name)}
        aria-haspopup="menu"
        tabIndex={tabIndex}
        data-row-button=""
        onClick={(event) => openMenu('formats', profile.id, event.currentTarget)}
      />
    </span>
  );
}

/** Signs the browser in to the console; only a role's session can. */
export function ConsoleButton({ profile, tabIndex }: Omit<RowActionProps, 'openMenu'>) {
  const { rowCalls, text } = useApp();
  const { waiting } = useRowCall(profile.id);
  return (
    <Button
      label={text.exports.console}
      aria-label={text.exports.consoleNamed(profile.name)}
      busy={waiting?.verb === 'console'}
      tabIndex={tabIndex}
      data-row-button=""
      onClick={() => void rowCalls.openConsole(profile.id)}
    />
  );
}

export function MoreButton({
  profile,
  tabIndex,
  openMenu,
  quiet,
}: RowActionProps & { readonly quiet: boolean }) {
  const { text } = useApp();
  return (
    <Button
      look={quiet ? 'quiet' : 'plain'}
      className="row-more"
      icon={<Ellipsis size={16} aria-hidden="true" />}
      aria-label={text.row.moreFor(profile.name)}
      aria-haspopup="menu"
      tabIndex={tabIndex}
      data-row-button=""
      data-row-more=""
      onClick={(event) => openMenu('actions', profile.id, event.currentTarget)}
    />
  );
}

export function CancelButton({ profile, tabIndex }: Omit<RowActionProps, 'openMenu'>) {
  const { rowCalls, text } = useApp();
  return (
    <Button
      label={text.cancel}
      aria-label={text.row.cancelNamed(profile.name)}
      tabIndex={tabIndex}
      data-row-button=""
      onClick={() => rowCalls.cancel(profile.id)}
    />
  );
}
