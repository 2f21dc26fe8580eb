import Clipboard from 'lucide-react/icons/clipboard';
import Copy from 'lucide-react/icons/copy';
import CopyPlus from 'lucide-react/icons/copy-plus';
import Eraser from 'lucide-react/icons/eraser';
import Hourglass from 'lucide-react/icons/hourglass';
import Pencil from 'lucide-react/icons/pencil';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import Share from 'lucide-react/icons/share';
import Square from 'lucide-react/icons/square';
import Star from 'lucide-react/icons/star';
import Trash from 'lucide-react/icons/trash-2';
import UserCheck from 'lucide-react/icons/user-check';
import { parseRoleArn } from '../../shared/aws-limits.ts';
import { formatDuration } from '../../shared/duration-text.ts';
import { type ExportFormat, exportFormatLabel, exportFormats } from '../../shared/export-formats.ts';
import type { Profile } from '../../shared/profile.ts';
import { useApp, useSession, useSlices } from '../app/app-context.tsx';
import { MenuGroup, MenuItem, MenuSeparator, PopupMenu, type Spot, Submenu } from '../parts/menu.tsx';
import { presetDurations } from '../state/preset-durations.ts';
import { isLive } from '../state/session-list.ts';

export interface RowMenuProps {
  readonly profile: Profile;
  readonly anchor: Element | Spot;
  readonly returnFocusTo: HTMLElement | null;
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

const fileFormats: ReadonlySet<ExportFormat> = new Set([
  'dotenv',
  'docker-env-file',
  'json',
  'credentials-file',
]);

export function FormatsMenu({ profile, anchor, returnFocusTo, onClose }: Omit<RowMenuProps, 'onDelete'>) {
  const { text } = useApp();
  return (
    <PopupMenu
      anchor={anchor}
      label={text.row.otherFormats(profile.name)}
      returnFocusTo={returnFocusTo}
      onClose={onClose}
    >
      <FormatItems profile={profile} />
    </PopupMenu>
  );
}

function FormatItems({ profile }: { readonly profile: Profile }) {
  const { rowCalls, text } = useApp();
  const items = (files: boolean) =>
    exportFormats
      .filter((format) => fileFormats.has(format.id) === files)
      .map((format) => (
        <MenuItem
          key={format.id}
          label={format.label}
          onSelect={() => void rowCalls.copy(profile.id, format.id)}
        />
      ));
  return (
    <>
      <MenuGroup label={text.menu.shells}>{items(false)}</MenuGroup>
      <MenuGroup label={text.menu.files}>{items(true)}</MenuGroup>
    </>
  );
}

export function ActionsMenu({ profile, anchor, returnFocusTo, onClose, onDelete }: RowMenuProps) {
  const { api, navigation, rowCalls, text } = useApp();
  const session = useSession(profile.id);
  const shell = useSlices((slices) => slices.settings.defaultShell);
  const live = isLive(session);
  const account = parseRoleArn(profile.recipe.roleArn)?.account ?? '';
  const unsetShell: ExportFormat = fileFormats.has(shell) ? 'bash' : shell;
  const copyText = (value: string) => () => void api.clipboard.copyText({ text: value });

  return (
    <PopupMenu
      anchor={anchor}
      label={text.row.moreFor(profile.name)}
      returnFocusTo={returnFocusTo}
      onClose={onClose}
    >
      {live && (
        <>
          <MenuItem
            icon={<RefreshCw size={15} aria-hidden="true" />}
            label={text.menu.refresh}
            onSelect={() => void rowCalls.refresh(profile.id)}
          />
          <MenuItem
            icon={<Square size={15} aria-hidden="true" />}
            label={text.menu.stop}
            onSelect={() => void rowCalls.stop(profile.id)}
          />
          <MenuItem
            icon={<UserCheck size={15} aria-hidden="true" />}
            label={text.menu.check}
            onSelect={() => void rowCalls.check(profile.id)}
          />
          <Submenu icon={<Share size={15} aria-hidden="true" />} label={text.menu.exportAs}>
            <FormatItems profile={profile} />
          </Submenu>
        </>
      )}
      <MenuItem
        icon={<Eraser size={15} aria-hidden="true" />}
        label={text.menu.copyUnset(exportFormatLabel(unsetShell))}
        onSelect={() => void rowCalls.copyUnset(profile.id, unsetShell)}
      />
      <Submenu icon={<Hourglass size={15} aria-hidden="true" />} label={text.menu.assumeFor}>
        {presetDurations.map((seconds) => (
          <MenuItem
            key={seconds}
            label={formatDuration(seconds)}
            onSelect={() => void rowCalls.assume(profile.id, seconds)}
          />
        ))}
      </Submenu>
      <MenuSeparator />
      <MenuItem
        icon={<Copy size={15} aria-hidden="true" />}
        label={text.menu.copyArn}
        onSelect={copyText(session?.assumedRoleArn ?? profile.recipe.roleArn)}
      />
      {account !== '' && (
        <MenuItem
          icon={<Copy size={15} aria-hidden="true" />}
          label={text.menu.copyAccount}
          onSelect={copyText(account)}
        />
      )}
      {live && session?.accessKeyId != null && (
        <MenuItem
          icon={<Clipboard size={15} aria-hidden="true" />}
          label={text.menu.copyAccessKeyId}
          onSelect={copyText(session.accessKeyId)}
        />
      )}
      <MenuSeparator />
      <MenuItem
        icon={<Star size={15} aria-hidden="true" />}
        label={profile.favourite ? text.menu.removeFavourite : text.menu.addFavourite}
        onSelect={() => void rowCalls.setFavourite(profile.id, !profile.favourite)}
      />
      <MenuItem
        icon={<Pencil size={15} aria-hidden="true" />}
        label={text.menu.edit}
        onSelect={() => navigation.set({ kind: 'editor', target: { kind: 'edit', profileId: profile.id } })}
      />
      <MenuItem
        icon={<CopyPlus size={15} aria-hidden="true" />}
        label={text.menu.duplicate}
        onSelect={() =>
          navigation.set({ kind: 'editor', target: { kind: 'duplicate', profileId: profile.id } })
        }
      />
      <MenuItem
        icon={<Trash size={15} aria-hidden="true" />}
        label={text.menu.delete}
        danger
        onSelect={onDelete}
      />
    </PopupMenu>
  );
}
