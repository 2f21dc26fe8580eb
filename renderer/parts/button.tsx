import type { ComponentProps, ReactNode } from 'react';
import './button.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'disabled' | 'children'> {
  /** The visible text. Without it, `icon` is the whole button and needs an aria-label. */
  readonly label?: string;
  readonly icon?: ReactNode;
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly small?: boolean;
  readonly wide?: boolean;
  readonly submit?: boolean;
  /** Stays focusable, so that the keyboard's place is not lost while something is under way. */
  readonly inactive?: boolean;
  readonly busy?: boolean;
}

export function Button({
  label,
  icon,
  look = 'plain',
  small = false,
  wide = false,
  submit = false,
  inactive = false,
  busy = false,
  className = '',
  onClick,
  ...rest
}: ButtonProps) {
  const classes = [
    'button',
    look,
    small && 'small',
    wide && 'wide',
    label === undefined && 'icon',
    className,
  ];
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={classes.filter(Boolean).join(' ')}
      aria-disabled={inactive || busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (inactive || busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <Spinner /> : icon}
      {label !== undefined && <span className="button-label">{label}</span>}
    </button>
  );
}

export function Spinner() {
  return <span className="spinner" aria-hidden="true" />;
}
