import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { NewProfilesOutcome, SignInRole, SignInView } from '../../shared/sign-in-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { FailureBox } from '../parts/failure-box.tsx';
import { Screen } from '../parts/screen.tsx';
import { NameProfiles } from './name-profiles.tsx';
import { choosableKeys, findRoles, indexRoles, rowsOf, withKeys } from './role-index.ts';
import { RoleList } from './role-list.tsx';
import { RoleSearch } from './role-search.tsx';
import { RolesDone } from './roles-done.tsx';
import { GoneScreen } from './sign-ins-screen.tsx';
import './roles.css';

export function RolesScreen({ signInId }: { readonly signInId: string }) {
  const { navigation } = useApp();
  const signIn = useSlices((slices) => slices.signIns.find(({ id }) => id === signInId) ?? null);
  return signIn === null ? <GoneScreen onBack={navigation.back} /> : <Roles signIn={signIn} />;
}

/** Reads what the sign-in opens, has some of it chosen, and makes profiles of that. */
function Roles({ signIn }: { readonly signIn: SignInView }) {
  const { api, navigation, text } = useApp();
  const words = text.roles;
  const [roles, setRoles] = useState<readonly SignInRole[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [query, setQuery] = useState('');
  const [naming, setNaming] = useState(false);
  const [outcome, setOutcome] = useState<NewProfilesOutcome | null>(null);
  const reading = useCall((options) => api.signIns.roles({ id: signIn.id }, options));
  useHoldOpen(reading.busy || chosen.size > 0);

  const read = async () => {
    const result = await reading.run();
    if (result.ok) setRoles(result.value);
  };
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void read();
  });

  // Typing is drawn first, and the list when there is time for it.
  const searched = useDeferredValue(query);
  const index = useMemo(() => (roles === null ? [] : indexRoles(roles, text.locale)), [roles, text.locale]);
  const found = useMemo(() => findRoles(index, searched), [index, searched]);
  const rows = useMemo(() => rowsOf(found), [found]);
  const choosable = useMemo(() => choosableKeys(found), [found]);
  const title = words.title(signIn.name);
  const back = () => (naming && outcome === null ? setNaming(false) : navigation.back());

  if (outcome !== null) {
    return (
      <Screen title={title} onBack={navigation.back}>
        <RolesDone outcome={outcome} />
      </Screen>
    );
  }
  if (roles === null) {
    return (
      <Screen title={title} onBack={navigation.back}>
        {reading.error !== null ? (
          <FailureBox error={reading.error} onRetry={() => void read()} />
        ) : reading.busy ? (
          <Reading listing={signIn.listing} onCancel={reading.cancel} />
        ) : (
          <Empty
            title={words.cancelled}
            hint={words.cancelledHint}
            action={<Button label={words.again} onClick={() => void read()} />}
          />
        )}
      </Screen>
    );
  }
  if (naming) {
    return (
      <NameProfiles
        signIn={signIn}
        roles={index.filter(({ key }) => chosen.has(key)).map(({ role }) => role)}
        onBack={back}
        onDone={setOutcome}
      />
    );
  }
  if (index.length === 0) {
    return (
      <Screen title={title} onBack={navigation.back}>
        <Empty
          title={words.none}
          hint={words.noneHint}
          action={<Button label={words.again} busy={reading.busy} onClick={() => void read()} />}
        />
      </Screen>
    );
  }
  const choose = (keys: readonly string[], on: boolean) => setChosen((before) => withKeys(before, keys, on));
  return (
    <Screen
      fill
      title={title}
      onBack={back}
      footer={
        <>
          <p className="screen-footer-words num" role="status">
            {words.chosen(chosen.size, index.length)}
          </p>
          <Button label={text.cancel} onClick={navigation.back} />
          <Button
            look="primary"
            label={words.goOn}
            inactive={chosen.size === 0}
            onClick={() => setNaming(true)}
          />
        </>
      }
    >
      <RoleSearch
        query={query}
        onQuery={setQuery}
        choosable={choosable}
        chosen={chosen}
        filtered={found.length !== index.length}
        choose={choose}
      />
      {rows.length === 0 ? (
        <Empty title={words.nothingFound(query.trim())} hint={words.nothingFoundHint} />
      ) : (
        <RoleList rows={rows} chosen={chosen} choose={choose} chooseAll={() => choose(choosable, true)} />
      )}
    </Screen>
  );
}

interface ReadingProps {
  readonly listing: SignInView['listing'];
  readonly onCancel: () => void;
}

function Reading({ listing, onCancel }: ReadingProps) {
  const { text } = useApp();
  const words = text.roles;
  const total = listing?.total ?? null;
  return (
    <div className="roles-reading">
      <p id="roles-reading">{words.reading}…</p>
      <progress
        aria-labelledby="roles-reading"
        max={total ?? undefined}
        value={total === null ? undefined : (listing?.done ?? 0)}
      />
      <p className="num" role="status">
        {listing !== null && words.progress(listing.done, listing.total)}
      </p>
      <Button label={text.cancel} onClick={onCancel} />
    </div>
  );
}
