import AppWindow from 'lucide-react/icons/app-window';
import Copy from 'lucide-react/icons/copy';
import CornerDownRight from 'lucide-react/icons/corner-down-right';
import FolderInput from 'lucide-react/icons/folder-input';
import KeyRound from 'lucide-react/icons/key-round';
import List from 'lucide-react/icons/list';
import LogIn from 'lucide-react/icons/log-in';
import OctagonX from 'lucide-react/icons/octagon-x';
import Pencil from 'lucide-react/icons/pencil';
import Play from 'lucide-react/icons/play';
import Plus from 'lucide-react/icons/plus';
import Power from 'lucide-react/icons/power';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import Settings from 'lucide-react/icons/settings';
import Square from 'lucide-react/icons/square';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import UserCheck from 'lucide-react/icons/user-check';
import type { PaletteVerb } from '../../shared/views.ts';
import type { AppAction, PaletteChoice } from './palette-choice.ts';

const ofVerbs: Readonly<Record<PaletteVerb, typeof Copy>> = {
  assume: Play,
  copy: Copy,
  console: AppWindow,
  terminal: SquareTerminal,
  refresh: RefreshCw,
  stop: Square,
  check: UserCheck,
  edit: Pencil,
  show: CornerDownRight,
};

/** As in the header's menu. */
const ofActions: Readonly<Record<AppAction, typeof Copy>> = {
  'new-profile': Plus,
  import: FolderInput,
  keys: KeyRound,
  'sign-ins': LogIn,
  programs: SquareTerminal,
  settings: Settings,
  activity: List,
  'stop-all': OctagonX,
  quit: Power,
};

export function PaletteIcon({ choice }: { readonly choice: PaletteChoice }) {
  const Icon = choice.kind === 'profile' ? ofVerbs[choice.verb] : ofActions[choice.action];
  return <Icon className="palette-icon" size={16} aria-hidden="true" />;
}
