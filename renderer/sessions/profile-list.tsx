import {
  type KeyboardEvent,
  memo,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { formatAccount } from '../../shared/account-text.ts';
import type { Profile } from '../../shared/profile.ts';
import { useApp, useSession } from '../app/app-context.tsx';
import { ActionsMenu, ConfirmDialog, FormatsMenu, HandOffDialog, SectionDialog } from '../app/lazy-parts.tsx';
import { timeText } from '../app/time-text.ts';
import type { Spot } from '../parts/menu.tsx';
import { isLive, type ListItem } from '../state/session-list.ts';
import { type ListHandle, useListFocus } from './list-focus.ts';
import { useListVirtualizer } from './list-virtualizer.ts';
import { LiveCard } from './live-card.tsx';
import { ProfileRow } from './profile-row.tsx';
import type { OpenRowMenu } from './row-actions.tsx';
import './profile-list.css';

interface OpenMenu {
  readonly menu: 'actions' | 'formats';
  readonly profile: Profile;
  readonly anchor: Element | Spot;
  readonly returnFocusTo: HTMLElement | null;
}

export interface ProfileListProps {
  readonly items: readonly ListItem[];
  readonly handle: { current: ListHandle | null };
}

export function ProfileList({ items, handle }: ProfileListProps) {
  const { rowCalls, text } = useApp();
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<OpenMenu | null>(null);
  const [deleting, setDeleting] = useState<Profile | null>(null);
  const [using, setUsing] = useState<Profile | null>(null);
  const [handing, setHanding] = useState<Profile | null>(null);

  const scrollTo = useRef<(index: number) => void>(() => {});
  const showIndex = useCallback((index: number) => scrollTo.current(index), []);
  const focus = useListFocus(items, scroller, showIndex);
  const { currentIndex } = focus;

  const virtualizer = useListVirtualizer(items, scroller, currentIndex);
  scrollTo.current = (index) => virtualizer.scrollToIndex(index);
  useLayoutEffect(() => {
    handle.current = focus.handle;
    return () => {
      handle.current = null;
    };
  }, [handle, focus.handle]);

  const latest = useRef(items);
  latest.current = items;
  const openMenu = useCallback<OpenRowMenu>((menu, profileId, anchor) => {
    const profile = profileOf(latest.current, profileId);
    const element = anchor instanceof HTMLElement ? anchor : null;
    if (profile === null) return;
    if (menu === 'use') setUsing(profile);
    else setOpen({ menu, profile, anchor, returnFocusTo: element });
  }, []);

  const openMenuAt = (row: Element, spot: Spot | null) => {
    const profile = profileOf(items, row.getAttribute('data-profile-id'));
    const more = row.querySelector<HTMLElement>('[data-row-more]');
    const anchor = spot ?? more ?? row;
    if (profile !== null) setOpen({ menu: 'actions', profile, anchor, returnFocusTo: more });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const row = rowOf(event.target);
    const wantsMenu =
      event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10') || event.key === '.';
    if (row !== null && wantsMenu) {
      event.preventDefault();
      openMenuAt(row, null);
    } else {
      focus.onKeyDown(event);
    }
  };

  const closeMenu = () => setOpen(null);
  return (
    <div className="list-scroller" ref={scroller}>
      <ul
        aria-label={text.list.name}
        className="list"
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
        onFocus={focus.onFocus}
        onContextMenu={(event) => {
          const row = rowOf(event.target);
          if (row === null) return;
          event.preventDefault();
          const { clientX, clientY } = event;
          const fromKeyboard = clientX === 0 && clientY === 0;
          openMenuAt(
            row,
            fromKeyboard ? null : { getBoundingClientRect: () => new DOMRect(clientX, clientY) },
          );
        }}
      >
        {virtualizer.getVirtualItems().map((virtual) => {
          const item = items[virtual.index];
          if (item === undefined) return null;
          const place = {
            ref: virtualizer.measureElement,
            'data-index': virtual.index,
            className: 'list-item',
            style: { transform: `translateY(${virtual.start}px)` },
            // Headings count too: they are items like the others, and most items are not in the page.
            'aria-setsize': items.length,
            'aria-posinset': virtual.index + 1,
          };
          return item.kind === 'profile' ? (
            <li {...place} key={item.key} aria-label={item.profile.name} data-profile-id={item.profile.id}>
              <ProfileItem
                profile={item.profile}
                live={item.live}
                tabIndex={focus.currentId === item.profile.id ? 0 : -1}
                openMenu={openMenu}
              />
            </li>
          ) : (
            <li {...place} key={item.key}>
              <Heading item={item} />
            </li>
          );
        })}
      </ul>
      {open !== null && (
        <Suspense>
          {open.menu === 'actions' ? (
            <ActionsMenu
              profile={profileOf(items, open.profile.id) ?? open.profile}
              anchor={open.anchor}
              returnFocusTo={open.returnFocusTo}
              onClose={closeMenu}
              onDelete={() => setDeleting(open.profile)}
              onUse={() => setUsing(open.profile)}
              onHandOff={() => setHanding(open.profile)}
            />
          ) : (
            <FormatsMenu
              profile={open.profile}
              anchor={open.anchor}
              returnFocusTo={open.returnFocusTo}
              onClose={closeMenu}
            />
          )}
        </Suspense>
      )}
      {using !== null && (
        <Suspense>
          <SectionDialog profile={profileOf(items, using.id) ?? using} onClose={() => setUsing(null)} />
        </Suspense>
      )}
      {handing !== null && (
        <Suspense>
          <HandOffDialog profile={profileOf(items, handing.id) ?? handing} onClose={() => setHanding(null)} />
        </Suspense>
      )}
      {deleting !== null && (
        <Suspense>
          <ConfirmDelete
            profile={deleting}
            onConfirm={() => void rowCalls.remove(deleting.id)}
            onClose={() => setDeleting(null)}
          />
        </Suspense>
      )}
    </div>
  );
}

function profileOf(items: readonly ListItem[], profileId: string | null): Profile | null {
  for (const item of items) {
    if (item.kind === 'profile' && item.profile.id === profileId) return item.profile;
  }
  return null;
}

function rowOf(target: EventTarget): Element | null {
  return target instanceof Element ? target.closest('[data-profile-id]') : null;
}

interface ProfileItemProps {
  readonly profile: Profile;
  readonly live: boolean;
  readonly tabIndex: 0 | -1;
  readonly openMenu: OpenRowMenu;
}

const ProfileItem = memo(function ProfileItem({ profile, live, tabIndex, openMenu }: ProfileItemProps) {
  const session = useSession(profile.id);
  const expiresAt = session?.expiresAt ?? null;
  const place = useRef<HTMLDivElement>(null);
  const state = session?.state ?? 'idle';
  // For end-to-end tests, which have no other way to see a state than its words.
  useEffect(() => {
    const row = place.current?.closest('[data-profile-id]');
    row?.setAttribute('data-state', state);
    row?.setAttribute('data-live', String(live));
  }, [state, live]);
  return (
    <div ref={place}>
      {live && session !== undefined && expiresAt !== null && isLive(session) ? (
        <LiveCard
          profile={profile}
          session={session}
          expiresAt={expiresAt}
          tabIndex={tabIndex}
          openMenu={openMenu}
        />
      ) : (
        <ProfileRow profile={profile} session={session} tabIndex={tabIndex} openMenu={openMenu} />
      )}
    </div>
  );
});

function Heading({ item }: { readonly item: Exclude<ListItem, { kind: 'profile' }> }) {
  const { ticker, text } = useApp();
  if (item.kind === 'account') {
    return (
      <h3 className="list-heading account num">
        <span>{item.account === '' ? text.list.unknownAccount : formatAccount(item.account)}</span>
        <span className="aside">{item.count}</span>
      </h3>
    );
  }
  const aside =
    item.section === 'live'
      ? item.nextExpiry !== null && text.list.nextExpiry(timeText(text, item.nextExpiry, ticker.now()))
      : item.section === 'favourites'
        ? null
        : item.count;
  return (
    <h2 className="list-heading num">
      <span>{text.list[item.section]}</span>
      <span className="aside">{aside}</span>
    </h2>
  );
}

interface ConfirmDeleteProps {
  readonly profile: Profile;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

function ConfirmDelete({ profile, onConfirm, onClose }: ConfirmDeleteProps) {
  const { text } = useApp();
  const live = isLive(useSession(profile.id));
  return (
    <ConfirmDialog
      title={text.confirmDelete.title(profile.name)}
      body={live ? text.confirmDelete.bodyLive : text.confirmDelete.body}
      confirm={text.confirmDelete.confirm}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  );
}
