import KeyRound from 'lucide-react/icons/key-round';
import Lock from 'lucide-react/icons/lock';
import { useApp, useSlices } from '../app/app-context.tsx';
import { isLive } from '../state/session-list.ts';
import './footer-bar.css';

export function FooterBar() {
  const { text } = useApp();
  const live = useSlices((slices) => slices.sessions.filter(isLive).length);
  const keychain = useSlices((slices) => slices.status.keychain);
  const ready = keychain === 'ready';
  return (
    <footer className="footer-bar num">
      <span className={`live-dot ${live > 0 ? 'on' : ''}`} aria-hidden="true" />
      <span>{text.footer.live(live)}</span>
      <span className={`keychain ${ready ? '' : 'attention'}`}>
        {ready ? <KeyRound size={13} aria-hidden="true" /> : <Lock size={13} aria-hidden="true" />}
        {text.footer.keychain[keychain]}
      </span>
    </footer>
  );
}
