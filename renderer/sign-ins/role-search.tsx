import Search from 'lucide-react/icons/search';
import { useApp } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';

export interface RoleSearchProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Of those found. */
  readonly choosable: readonly string[];
  readonly chosen: ReadonlySet<string>;
  /** Not all are shown. */
  readonly filtered: boolean;
  readonly choose: (keys: readonly string[], on: boolean) => void;
}

/** The search, and choosing all that it found at once. */
export function RoleSearch({ query, onQuery, choosable, chosen, filtered, choose }: RoleSearchProps) {
  const { text } = useApp();
  const words = text.roles;
  const all = choosable.length > 0 && choosable.every((key) => chosen.has(key));
  const any = choosable.some((key) => chosen.has(key));
  return (
    <div className="role-search">
      <label className="search-box role-search-box">
        <Search size={16} aria-hidden="true" />
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={query}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onQuery(event.target.value)}
        />
      </label>
      <div className="role-search-actions">
        <Button
          small
          look="quiet"
          label={filtered ? words.allFound(choosable.length) : words.all(choosable.length)}
          inactive={all || choosable.length === 0}
          onClick={() => choose(choosable, true)}
        />
        <Button
          small
          look="quiet"
          label={filtered ? words.noneOfFound : words.noneChosen}
          inactive={!any}
          onClick={() => choose(filtered ? choosable : [...chosen], false)}
        />
      </div>
    </div>
  );
}
