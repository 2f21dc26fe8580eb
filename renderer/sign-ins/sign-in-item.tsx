import Ellipsis from 'lucide-react/icons/ellipsis';
import LogIn from 'lucide-react/icons/log-in';
import { useEffect, useRef, useState } from 'react';
import { appError } from '../../shared/errors.ts';
import type { SignInView } from '../../shared/sign-in-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { momentText } from '../app/time-text.ts';
import { useCall } from '../app/use-call.ts';
import { Button, Spinner } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { MenuItem, MenuSeparator, PopupMenu } from '../parts/menu.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { Pill, type PillTone } from '../parts/pill.tsx';
import { knowsRoles, methodWords, signedOutOf } from './sign-in-words.ts';

export interface SignInItemProps {
  readonly signIn: SignInView;
  /** Somebody came here for this one: its first button has the focus. */
  readonly focusFirst: boolean;
  readonly onEdit: () => void;
}

const tones = { 'signed-in': 'live', renewable: 'kept', 'signed-out': 'still' } as const satisfies Record<
  SignInView['state'],
  PillTone
>;

export function SignInItem({ signIn, focusFirst, onEdit }: SignInItemProps) {
  const { api, navigation, text } = useApp();
  const words = text.signIns;
  const { id, method, name, state } = signIn;
  const [menuAnchor, setMenuAnchor] = useState<HTMLElement | null>(null);
  const [removing, setRemoving] = useState(false);
  const [usedBy, setUsedBy] = useState<string | null>(null);
  const [signedOut, setSignedOut] = useState(false);
  const profiles = useSlices((slices) => slices.profiles);
  const users = profiles.filter(
    ({ recipe: { source } }) => source.kind === 'sign-in' && source.signInId === id,
  );
  const signingIn = useCall((options) => api.signIns.signIn({ id }, options));
  const signingOut = useCall((options) => api.signIns.signOut({ id }, options));
  const removal = useCall((options) => api.signIns.remove({ id }, options));
  const main = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focusFirst) main.current?.focus();
  }, [focusFirst]);

  const out = signedOutOf(method);
  const roles = () => navigation.set({ kind: 'sign-in-roles', signInId: id });
  const signIt = () => {
    setSignedOut(false);
    void signingIn.run();
  };
  const signOut = async () => setSignedOut((await signingOut.run()).ok);
  const remove = () => {
    if (users.length === 0) return setRemoving(true);
    setUsedBy(text.names(users.map((user) => user.name)));
  };
  const needsPerson = state === 'signed-out' || signIn.problem !== null;
  const error =
    signingIn.error ??
    signingOut.error ??
    removal.error ??
    (usedBy === null ? null : appError('sign-in-used', { names: usedBy })) ??
    (signingIn.busy ? null : signIn.problem);
  return (
    <li className="item-card" aria-label={name}>
      <div className="item-card-top">
        <span className="avatar" aria-hidden="true">
          <LogIn size={15} />
        </span>
        <div className="names">
          <h2 className="name">
            <MiddleCut text={name} />
          </h2>
          <p className="subtitle" title={methodWords(signIn, text)}>
            {methodWords(signIn, text)}
          </p>
        </div>
        {signingIn.busy ? (
          <Button
            ref={main}
            label={text.cancel}
            aria-label={text.row.cancelNamed(name)}
            onClick={signingIn.cancel}
          />
        ) : needsPerson || !knowsRoles(method) ? (
          <Button
            ref={main}
            look={needsPerson ? 'primary' : 'plain'}
            label={needsPerson ? words.signIn : words.signInAgain}
            aria-label={words.signInNamed(name)}
            onClick={signIt}
          />
        ) : (
          <Button ref={main} label={words.roles} aria-label={words.rolesNamed(name)} onClick={roles} />
        )}
        <Button
          look="quiet"
          icon={<Ellipsis size={16} aria-hidden="true" />}
          aria-label={words.moreFor(name)}
          aria-haspopup="menu"
          onClick={(event) => setMenuAnchor(event.currentTarget)}
        />
      </div>
      <p className="item-facts num">
        <Pill tone={tones[state]}>{words.state[state]}</Pill>
        <SignedInUntil signIn={signIn} />
        {signIn.subject !== null && (
          <span>
            <bdi>{words.as(signIn.subject)}</bdi>
          </span>
        )}
        <span>{words.usedBy(users.length)}</span>
      </p>
      <div role="status">
        {signingIn.busy && (
          <p className="item-note">
            <Spinner /> {words.signingIn}…
          </p>
        )}
        {!signingIn.busy && signedOut && error === null && (
          <p className="item-note">{words.signedOut[out]}</p>
        )}
        {signIn.listing !== null && (
          <p className="item-note">{words.listing(signIn.listing.done, signIn.listing.total)}</p>
        )}
        {error !== null && (
          <p className="item-note">
            <FailureText error={error} />
          </p>
        )}
      </div>
      {menuAnchor !== null && (
        <PopupMenu
          anchor={menuAnchor}
          label={words.moreFor(name)}
          returnFocusTo={menuAnchor}
          onClose={() => setMenuAnchor(null)}
        >
          <MenuItem label={needsPerson ? words.signIn : words.signInAgain} onSelect={signIt} />
          {knowsRoles(method) ? (
            <MenuItem label={words.chooseRoles} onSelect={roles} />
          ) : (
            <MenuItem
              label={words.newProfile}
              onSelect={() => navigation.set({ kind: 'editor', target: { kind: 'new' } })}
            />
          )}
          <MenuItem label={words.edit} onSelect={onEdit} />
          <MenuSeparator />
          <MenuItem
            label={out === 'cookies' ? words.clear : words.signOut}
            hint={words.signOutHint[out]}
            disabled={state === 'signed-out' && out !== 'cookies'}
            onSelect={() => void signOut()}
          />
          <MenuItem danger label={words.remove} onSelect={remove} />
        </PopupMenu>
      )}
      {removing && (
        <ConfirmDialog
          title={words.removeTitle(name)}
          body={words.removeBody}
          confirm={words.removeConfirm}
          onConfirm={() => void removal.run()}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  );
}

function SignedInUntil({ signIn: { state, expiresAt } }: { readonly signIn: SignInView }) {
  const { text, ticker } = useApp();
  if (state !== 'signed-in' || expiresAt === null) return null;
  return <span>{text.signIns.until(momentText(text, expiresAt, ticker.now()))}</span>;
}
