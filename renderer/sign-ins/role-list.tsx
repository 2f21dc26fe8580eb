import { useVirtualizer } from '@tanstack/react-virtual';
import Check from 'lucide-react/icons/check';
import Minus from 'lucide-react/icons/minus';
import { type KeyboardEvent, memo, useCallback, useId, useRef, useState } from 'react';
import { formatAccount } from '../../shared/account-text.ts';
import { useApp } from '../app/app-context.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import type { RoleRow } from './role-index.ts';

const heights = { account: 40, role: 34 } as const;
const page = 10;

export interface RoleListProps {
  readonly rows: readonly RoleRow[];
  readonly chosen: ReadonlySet<string>;
  readonly choose: (keys: readonly string[], on: boolean) => void;
  /** Ctrl+A. */
  readonly chooseAll: () => void;
}

/**
 * One stop for Tab, with the arrow keys inside and Space to choose: thousands of boxes would be no way to go by
 * keyboard. https://www.w3.org/WAI/ARIA/apg/patterns/listbox/
 */
export function RoleList({ rows, chosen, choose, chooseAll }: RoleListProps) {
  const { text } = useApp();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, rows.length - 1);
  // With another function than before the virtualizer goes through all rows anew: only with other rows, then.
  const rowKey = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: rowKey,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'role'],
    overscan: 8,
    // Drawing synchronously from within an effect is what React 19 refuses.
    useFlushSync: false,
    initialRect: { width: 420, height: 400 },
  });

  const go = (index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index);
  };
  const toggle = (row: RoleRow | undefined) => {
    if (row === undefined) return;
    const keys = keysOf(row);
    if (keys.length > 0) choose(keys, !keys.every((key) => chosen.has(key)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === 'a') chooseAll();
    else if (event.key === ' ' || event.key === 'Enter') toggle(rows[active]);
    else {
      const next = moved(event.key, active, rows.length);
      if (next === null) return;
      go(next);
    }
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className="role-scroller"
      role="listbox"
      aria-label={text.roles.list}
      aria-multiselectable="true"
      aria-activedescendant={rows.length === 0 ? undefined : `${id}-${active}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => {
        // The list itself keeps the focus; its rows are only pointed at.
        event.preventDefault();
        scroller.current?.focus({ preventScroll: true });
      }}
      onClick={(event) => {
        const pressed = event.target instanceof Element ? event.target.closest('[data-index]') : null;
        const index = Number(pressed?.getAttribute('data-index') ?? Number.NaN);
        if (Number.isNaN(index)) return;
        setActive(index);
        toggle(rows[index]);
      }}
    >
      <div className="role-rows" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <Row
              key={row.key}
              id={`${id}-${index}`}
              row={row}
              start={start}
              index={index}
              total={rows.length}
              active={index === active}
              state={stateOf(row, chosen)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Where a key leads to; null: nowhere. */
function moved(key: string, from: number, count: number): number | null {
  const steps: ReadonlyMap<string, number> = new Map([
    ['ArrowDown', from + 1],
    ['ArrowUp', from - 1],
    ['PageDown', from + page],
    ['PageUp', from - page],
    ['Home', 0],
    ['End', count - 1],
  ]);
  const next = steps.get(key);
  return next === undefined ? null : Math.max(0, Math.min(count - 1, next));
}

function keysOf(row: RoleRow): readonly string[] {
  if (row.kind === 'account') return row.choosable;
  return row.role.profileId === null ? [row.key] : [];
}

type Chosen = 'all' | 'some' | 'none' | 'not';

function stateOf(row: RoleRow, chosen: ReadonlySet<string>): Chosen {
  const keys = keysOf(row);
  if (keys.length === 0) return 'not';
  const count = keys.filter((key) => chosen.has(key)).length;
  return count === 0 ? 'none' : count === keys.length ? 'all' : 'some';
}

interface RowProps {
  readonly id: string;
  readonly row: RoleRow;
  readonly start: number;
  readonly index: number;
  readonly total: number;
  readonly active: boolean;
  readonly state: Chosen;
}

const Row = memo(function Row({ id, row, start, index, total, active, state }: RowProps) {
  const { text } = useApp();
  const words = text.roles;
  const account = formatAccount(row.kind === 'account' ? row.account : row.role.account);
  return (
    <div
      id={id}
      role="option"
      aria-selected={state === 'all'}
      aria-disabled={state === 'not' || undefined}
      aria-label={
        row.kind === 'account'
          ? words.ofAccount(row.accountName ?? account)
          : state === 'not'
            ? `${row.role.roleName}, ${words.there}`
            : row.role.roleName
      }
      aria-setsize={total}
      aria-posinset={index + 1}
      data-index={index}
      data-active={active || undefined}
      className={`role-row ${row.kind} ${state}`}
      style={{ transform: `translateY(${start}px)` }}
      tabIndex={-1}
    >
      <span className="role-box" aria-hidden="true">
        {state === 'all' && <Check size={12} strokeWidth={3} />}
        {state === 'some' && <Minus size={12} strokeWidth={3} />}
      </span>
      {row.kind === 'account' ? (
        <>
          <span className="role-account">
            <MiddleCut text={row.accountName ?? account} />
          </span>
          {row.accountName !== null && <span className="role-aside num">{account}</span>}
        </>
      ) : (
        <>
          <span className="role-name">
            <MiddleCut text={row.role.roleName} />
          </span>
          {state === 'not' && <span className="role-aside">{words.there}</span>}
        </>
      )}
    </div>
  );
});
