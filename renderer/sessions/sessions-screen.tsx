import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { sessionsById, useApp, useSlices, useValue } from '../app/app-context.tsx';
import { loadPartsWhenIdle } from '../app/lazy-parts.tsx';
import { useEscape } from '../app/use-escape.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { buildList } from '../state/session-list.ts';
import { FirstStart } from './first-start.tsx';
import { FooterBar } from './footer-bar.tsx';
import { HeaderBar } from './header-bar.tsx';
import type { ListHandle } from './list-focus.ts';
import { MissingProfile } from './missing-profile.tsx';
import { Notices } from './notices.tsx';
import { ProfileList } from './profile-list.tsx';

export function SessionsScreen() {
  const searchBox = useRef<HTMLInputElement>(null);
  const list = useRef<ListHandle | null>(null);
  const noProfiles = useSlices((slices) => slices.profiles.length === 0);
  useFirstPaintMark();
  useScreenKeys(searchBox);
  useAskedRow(list, searchBox);
  return (
    <>
      <HeaderBar searchBox={searchBox} onEnterList={() => list.current?.focusFirst()} />
      <MissingProfile />
      <Notices />
      {noProfiles ? <FirstStart /> : <Profiles list={list} />}
      <FooterBar />
    </>
  );
}

function Profiles({ list }: { readonly list: { current: ListHandle | null } }) {
  const { query, text } = useApp();
  const typed = useValue(query);
  const profiles = useSlices((slices) => slices.profiles);
  const sessions = useSlices((slices) => slices.sessions);
  const items = useMemo(
    () => buildList(profiles, sessionsById(sessions), typed, text.locale),
    [profiles, sessions, typed, text.locale],
  );
  return (
    <main className="list-area">
      {items.length === 0 ? (
        <Empty
          title={text.list.nothingFound(typed.trim())}
          hint={text.list.nothingFoundHint}
          action={<Button label={text.list.clearSearch} onClick={() => query.set('')} />}
        />
      ) : (
        <ProfileList items={items} handle={list} />
      )}
    </main>
  );
}

/** For the start-up bench: the first list is on the screen once the frame after its commit has been drawn. */
function useFirstPaintMark(): void {
  useLayoutEffect(() => {
    if (performance.getEntriesByName('keycutter:list-painted').length > 0) return;
    const frame = requestAnimationFrame(() =>
      setTimeout(() => {
        performance.mark('keycutter:list-painted');
        loadPartsWhenIdle();
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
}

/** / to search; Escape clears the search, then hides the panel. */
function useScreenKeys(searchBox: { readonly current: HTMLInputElement | null }): void {
  const { api, query } = useApp();
  useEscape(() => {
    if (query.get() === '') void api.panel.hide({});
    else query.set('');
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (event.key === '/' && !typing) {
        event.preventDefault();
        searchBox.current?.focus();
        searchBox.current?.select();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [searchBox]);
}

/** Goes to a row that a save or the address asked for, as soon as it is in the list; otherwise typing searches. */
function useAskedRow(
  list: { readonly current: ListHandle | null },
  searchBox: { readonly current: HTMLInputElement | null },
) {
  const { goTo, query } = useApp();
  const asked = useValue(goTo);
  const there = useSlices((slices) => slices.profiles.some((profile) => profile.id === asked));

  useEffect(() => {
    if (asked === null || !there) return;
    if (list.current?.has(asked) !== true) query.set('');
    const frame = requestAnimationFrame(() => {
      list.current?.focusProfile(asked);
      goTo.set(null);
    });
    return () => cancelAnimationFrame(frame);
  }, [asked, there, goTo, query, list]);

  useEffect(() => {
    const toSearch = () => {
      if (goTo.get() === null && document.activeElement === document.body) searchBox.current?.focus();
    };
    toSearch();
    addEventListener('focus', toSearch);
    return () => removeEventListener('focus', toSearch);
  }, [goTo, searchBox]);
}
