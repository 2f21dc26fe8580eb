import { Menu } from '@base-ui/react/menu';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import './menu.css';

/** A place on the screen, for a menu opened by the pointer. */
export interface Spot {
  readonly getBoundingClientRect: () => DOMRect;
}

export interface PopupMenuProps {
  readonly anchor: Element | Spot;
  readonly label: string;
  /** Where the focus goes afterwards when the menu did not lead anywhere else. */
  readonly returnFocusTo: HTMLElement | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A menu that is already open, at any element: rows by the thousand share one. */
export function PopupMenu({ anchor, label, returnFocusTo, onClose, children }: PopupMenuProps) {
  const popup = useRef<HTMLDivElement>(null);
  const [byKeyboard] = useState(() => document.activeElement?.matches(':focus-visible') ?? false);
  useEffect(() => {
    if (!byKeyboard) return;
    // The popup takes the focus itself first.
    const frame = requestAnimationFrame(() =>
      popup.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [byKeyboard]);
  return (
    <Menu.Root open onOpenChange={(open) => !open && onClose()}>
      <Menu.Portal>
        <Menu.Positioner
          className="popup"
          anchor={anchor}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          // In a window this small a long menu had rather cover its button than be cut off.
          collisionAvoidance={{ side: 'shift', align: 'shift' }}
        >
          <Menu.Popup
            ref={popup}
            className="menu"
            aria-label={label}
            finalFocus={() => returnFocusTo ?? true}
          >
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

export interface MenuItemProps {
  readonly label: string;
  /** A short sentence under the label. */
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

export function MenuItem({ label, hint, icon, danger = false, disabled = false, onSelect }: MenuItemProps) {
  return (
    <Menu.Item
      className={`menu-item ${danger ? 'danger' : ''}`}
      disabled={disabled}
      onClick={onSelect}
      {...hintProps(label, hint)}
    >
      {icon}
      <ItemWords label={label} hint={hint} />
    </Menu.Item>
  );
}

function ItemWords({ label, hint }: { readonly label: string; readonly hint: string | undefined }) {
  return (
    <span className="menu-item-label">
      {label}
      {hint !== undefined && <span className="menu-item-hint">{hint}</span>}
    </span>
  );
}

/** The label alone is the name; the sentence is its description. */
function hintProps(label: string, hint: string | undefined) {
  return hint === undefined ? {} : { 'aria-label': label, 'aria-description': hint };
}

export function MenuSeparator() {
  return <Menu.Separator className="menu-separator" />;
}

export function MenuGroup({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="menu-group-label">{label}</Menu.GroupLabel>
      {children}
    </Menu.Group>
  );
}

export interface SubmenuProps {
  readonly label: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

export function Submenu({ label, hint, icon, children }: SubmenuProps) {
  return (
    <Menu.SubmenuRoot>
      {/* It may lie over its menu: opened by the pointer passing, it would take the place of what that was on its way to. */}
      <Menu.SubmenuTrigger className="menu-item" openOnHover={false} {...hintProps(label, hint)}>
        {icon}
        <ItemWords label={label} hint={hint} />
        <ChevronRight size={14} aria-hidden="true" />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner
          className="popup"
          sideOffset={2}
          alignOffset={-4}
          collisionPadding={8}
          // Beside its menu there is rarely room enough on either side.
          collisionAvoidance={{ side: 'shift', align: 'shift' }}
        >
          <Menu.Popup className="menu" aria-label={label}>
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}
