import Command from 'lucide-react/icons/command';
import Menu from 'lucide-react/icons/menu';
import Plus from 'lucide-react/icons/plus';
import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { type RefObject, Suspense, useState } from 'react';
import { useApp, useSlices, useValue } from '../app/app-context.tsx';
import { HeaderMenu } from '../app/lazy-parts.tsx';
import { Button } from '../parts/button.tsx';
import './header-bar.css';

export interface HeaderBarProps {
  readonly searchBox: RefObject<HTMLInputElement | null>;
  /** From the search box down into the list. */
  readonly onEnterList: () => void;
}

export function HeaderBar({ searchBox, onEnterList }: HeaderBarProps) {
  const { navigation, text } = useApp();
  const withSearch = useSlices((slices) => slices.profiles.length > 0);
  const [menuAnchor, setMenuAnchor] = useState<HTMLElement | null>(null);
  return (
    <header className="header-bar">
      {withSearch ? (
        <>
          <h1 className="for-screen-readers">{text.appName}</h1>
          <SearchBox searchBox={searchBox} onEnterList={onEnterList} />
        </>
      ) : (
        <h1 className="app-name">{text.appName}</h1>
      )}
      <PaletteButton />
      <Button
        look="quiet"
        className="header-new"
        icon={<Plus size={18} aria-hidden="true" />}
        aria-label={text.header.newProfile}
        title={text.header.newProfile}
        onClick={() => navigation.set({ kind: 'editor', target: { kind: 'new' } })}
      />
      <Button
        look="quiet"
        icon={<Menu size={18} aria-hidden="true" />}
        aria-label={text.header.menu}
        title={text.header.menu}
        aria-haspopup="menu"
        aria-expanded={menuAnchor !== null}
        onClick={(event) => setMenuAnchor(event.currentTarget)}
      />
      {menuAnchor !== null && (
        <Suspense>
          <HeaderMenu anchor={menuAnchor} onClose={() => setMenuAnchor(null)} />
        </Suspense>
      )}
    </header>
  );
}

function PaletteButton() {
  const { palette, text } = useApp();
  const open = useValue(palette);
  const mac = useSlices((slices) => slices.status.platform === 'darwin');
  return (
    <Button
      look="quiet"
      icon={<Command size={17} aria-hidden="true" />}
      aria-label={text.palette.title}
      title={text.palette.open(text.palette.keys(mac))}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-keyshortcuts={mac ? 'Meta+K' : 'Control+K'}
      onClick={() => palette.set(true)}
    />
  );
}

function SearchBox({ searchBox, onEnterList }: HeaderBarProps) {
  const { query, text } = useApp();
  const typed = useValue(query);
  return (
    <div className="search-box">
      <Search size={16} aria-hidden="true" />
      <input
        ref={searchBox}
        type="search"
        value={typed}
        placeholder={text.header.search}
        aria-label={text.header.search}
        aria-keyshortcuts="/"
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        onChange={(event) => query.set(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            onEnterList();
          }
        }}
      />
      {typed === '' ? (
        <span className="search-keys" aria-hidden="true">
          {text.header.searchKey}
        </span>
      ) : (
        <Button
          look="quiet"
          small
          icon={<X size={14} aria-hidden="true" />}
          aria-label={text.header.clearSearch}
          onClick={() => {
            query.set('');
            searchBox.current?.focus();
          }}
        />
      )}
    </div>
  );
}
