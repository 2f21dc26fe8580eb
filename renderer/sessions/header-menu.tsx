import FolderInput from 'lucide-react/icons/folder-input';
import KeyRound from 'lucide-react/icons/key-round';
import List from 'lucide-react/icons/list';
import LogIn from 'lucide-react/icons/log-in';
import OctagonX from 'lucide-react/icons/octagon-x';
import Plus from 'lucide-react/icons/plus';
import Power from 'lucide-react/icons/power';
import Settings from 'lucide-react/icons/settings';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import { useApp, useSlices } from '../app/app-context.tsx';
import { MenuItem, MenuSeparator, PopupMenu } from '../parts/menu.tsx';
import { isLive } from '../state/session-list.ts';

export interface HeaderMenuProps {
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
}

export function HeaderMenu({ anchor, onClose }: HeaderMenuProps) {
  const { api, navigation, text } = useApp();
  const anyLive = useSlices((slices) => slices.sessions.some(isLive));
  return (
    <PopupMenu anchor={anchor} label={text.header.menu} returnFocusTo={anchor} onClose={onClose}>
      <MenuItem
        icon={<Plus size={15} aria-hidden="true" />}
        label={text.header.newProfile}
        onSelect={() => navigation.set({ kind: 'editor', target: { kind: 'new' } })}
      />
      <MenuItem
        icon={<FolderInput size={15} aria-hidden="true" />}
        label={text.importing.menu}
        onSelect={() => navigation.set({ kind: 'import' })}
      />
      <MenuItem
        icon={<KeyRound size={15} aria-hidden="true" />}
        label={text.header.accessKeys}
        onSelect={() => navigation.set({ kind: 'keys', adding: false })}
      />
      <MenuItem
        icon={<LogIn size={15} aria-hidden="true" />}
        label={text.header.signIns}
        onSelect={() => navigation.set({ kind: 'sign-ins', adding: null })}
      />
      <MenuItem
        icon={<SquareTerminal size={15} aria-hidden="true" />}
        label={text.header.programs}
        onSelect={() => navigation.set({ kind: 'programs' })}
      />
      <MenuItem
        icon={<Settings size={15} aria-hidden="true" />}
        label={text.header.settings}
        onSelect={() => navigation.set({ kind: 'settings' })}
      />
      <MenuItem
        icon={<List size={15} aria-hidden="true" />}
        label={text.header.activity}
        onSelect={() => navigation.set({ kind: 'activity' })}
      />
      <MenuSeparator />
      <MenuItem
        icon={<OctagonX size={15} aria-hidden="true" />}
        label={text.header.stopAll}
        disabled={!anyLive}
        onSelect={() => void api.sessions.stopAll({})}
      />
      <MenuItem
        icon={<Power size={15} aria-hidden="true" />}
        label={text.header.quit}
        onSelect={() => void api.app.quit({})}
      />
    </PopupMenu>
  );
}
