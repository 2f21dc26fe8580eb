import X from 'lucide-react/icons/x';
import { useText } from '../app/app-context.tsx';
import { Button, type ButtonProps } from './button.tsx';

/** Puts away what is told: a banner, or what came of a row's last call. */
export function DismissButton(props: Pick<ButtonProps, 'onClick' | 'tabIndex'>) {
  const text = useText();
  return (
    <Button
      small
      look="quiet"
      icon={<X size={14} aria-hidden="true" />}
      aria-label={text.dismiss}
      {...props}
    />
  );
}
