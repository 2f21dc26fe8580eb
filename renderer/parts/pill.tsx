import Ban from 'lucide-react/icons/ban';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import Lock from 'lucide-react/icons/lock';
import Smartphone from 'lucide-react/icons/smartphone';
import { Spinner } from './button.tsx';
import './pill.css';

export type PillTone = 'live' | 'soon' | 'gone' | 'ask' | 'still' | 'kept' | 'work';

/** A state as a word and a shape, never by colour alone. */
export function Pill({ tone, children }: { readonly tone: PillTone; readonly children: string }) {
  return (
    <span className={`pill ${tone}`}>
      <PillShape tone={tone} />
      {children}
    </span>
  );
}

function PillShape({ tone }: { readonly tone: PillTone }) {
  switch (tone) {
    case 'work':
      return <Spinner />;
    case 'gone':
      return <Ban size={11} strokeWidth={2.4} aria-hidden="true" />;
    case 'ask':
      return <Smartphone size={11} strokeWidth={2.4} aria-hidden="true" />;
    case 'soon':
    case 'still':
      return <CircleDashed size={11} strokeWidth={2.4} aria-hidden="true" />;
    case 'kept':
      return <Lock size={11} strokeWidth={2.4} aria-hidden="true" />;
    case 'live':
      return null;
  }
}
