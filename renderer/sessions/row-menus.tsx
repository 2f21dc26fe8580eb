import Clipboard from 'lucide-react/icons/clipboard';
import Copy from 'lucide-react/icons/copy';
import CopyPlus from 'lucide-react/icons/copy-plus';
import Eraser from 'lucide-react/icons/eraser';
import FileCog from 'lucide-react/icons/file-cog';
import Handshake from 'lucide-react/icons/handshake';
import Hourglass from 'lucide-react/icons/hourglass';
import Pencil from 'lucide-react/icons/pencil';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import Share from 'lucide-react/icons/share';
import Square from 'lucide-react/icons/square';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import Star from 'lucide-react/icons/star';
import Trash from 'lucide-react/icons/trash-2';
import UserCheck from 'lucide-react/icons/user-check';
import { parseRoleArn } from '../../shared/aws-limits.ts';
import { durationAdvice } from '../../shared/duration-advice.ts';
import { type Profile, type Recipe, roleArnOf } from '../../shared/profile.ts';
import { useApp, useSession, useSlices } from '../app/app-context.tsx';
import { canHandOff } from '../hand-off/hand-off-fields.ts';
import { MenuItem, MenuSeparator, PopupMenu, type Spot, Submenu } from '../parts/menu.tsx';
import { presetDurationsOf } from '../state/preset-durations.ts';
import { profilesById } from '../state/profile-index.ts';
import { isLive } from '../state/session-list.ts';
import { ConsoleItems } from './console-items.tsx';
import { ExportItems } from './export-items.tsx';
import { isShell } from './export-ways.ts';

export interface RowMenuProps {
  readonly profile: Profile;
  readonly anchor: Element | Spot;
  readonly returnFocusTo: HTMLElement | null;
  readonly onClose: () => void;
  readonly onDelete: () => void;
  /** Opens the dialog of the AWS CLI's sections. */
  readonly onUse: () => void;
  readonly onHandOff: () => void;
}

export function FormatsMenu({
  profile,
  anchor,
  returnFocusTo,
  onClose,
}: Omit<RowMenuProps, 'onDelete' | 'onUse' | 'onHandOff'>) {
  const { text } = useApp();
  return (
    <PopupMenu
      anchor={anchor}
      label={text.row.otherFormats(profile.name)}
      returnFocusTo={returnFocusTo}
      onClose={onClose}
    >
      <ExportItems profile={profile} />
    </PopupMenu>
  );
}

export function ActionsMenu({
  profile,
  anchor,
  returnFocusTo,
  onClose,
  onDelete,
  onUse,
  onHandOff,
}: RowMenuProps) {
  const { api, navigation, rowCalls, text } = useApp();
  const session = useSession(profile.id);
  const shell = useSlices((slices) => slices.settings.defaultShell);
  const live = isLive(session);
  const { recipe } = profile;
  const arn = session?.assumedRoleArn ?? roleArnOf(recipe);
  const account = accountOf(recipe);
  const durations = useDurations(recipe);
  const unsetShell = isShell(shell) ? shell : 'bash';
  const hasSession = recipe.kind !== 'access-key';
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
        </>
      )}
      {durations.length > 0 && (
        <Submenu icon={<Hourglass size={15} aria-hidden="true" />} label={text.menu.assumeFor}>
          {durations.map((seconds) => (
            <MenuItem
              key={seconds}
              label={text.duration(seconds)}
              onSelect={() => void rowCalls.assume(profile.id, seconds)}
            />
          ))}
        </Submenu>
      )}
      {hasSession && <MenuSeparator />}
      <Submenu icon={<Share size={15} aria-hidden="true" />} label={text.menu.exportAs}>
        <ExportItems profile={profile} />
      </Submenu>
      <MenuItem
        icon={<Eraser size={15} aria-hidden="true" />}
        label={text.menu.copyUnset(text.words.formats[unsetShell])}
        onSelect={() => void rowCalls.copyUnset(profile.id, unsetShell)}
      />
      <MenuItem
        icon={<SquareTerminal size={15} aria-hidden="true" />}
        label={text.exports.openTerminal}
        onSelect={() => void rowCalls.openTerminal(profile.id)}
      />
      <ConsoleItems profile={profile} />
      {canHandOff(recipe) && (
        <MenuItem
          icon={<Handshake size={15} aria-hidden="true" />}
          label={text.handOff.menu}
          onSelect={onHandOff}
        />
      )}
      <MenuItem icon={<FileCog size={15} aria-hidden="true" />} label={text.section.menu} onSelect={onUse} />
      <MenuSeparator />
      {arn !== null && (
        <MenuItem
          icon={<Copy size={15} aria-hidden="true" />}
          label={text.menu.copyArn}
          onSelect={copyText(arn)}
        />
      )}
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
      {(arn !== null || live) && <MenuSeparator />}
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

function accountOf(recipe: Recipe): string {
  if (recipe.kind === 'identity-center') return recipe.accountId;
  if (recipe.kind === 'assume-root') return recipe.targetAccount;
  return parseRoleArn(roleArnOf(recipe) ?? '')?.account ?? '';
}

/** What one session can be asked for instead of the profile's own; none where somebody else decides. */
function useDurations(recipe: Recipe): readonly number[] {
  const profiles = useSlices((slices) => slices.profiles);
  const roleMaximums = useSlices((slices) => slices.roleMaximums);
  if (recipe.kind === 'assume-root') return [];
  const advice = durationAdvice(recipe, { profileOf: (id) => profilesById(profiles).get(id), roleMaximums });
  if (advice === null) return [];
  return presetDurationsOf('assume-role').filter((seconds) => seconds <= advice.maximumSeconds);
}
