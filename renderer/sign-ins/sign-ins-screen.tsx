import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import { appError } from '../../shared/errors.ts';
import type { SignInKind } from '../../shared/sign-in.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { Screen } from '../parts/screen.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignInItem } from './sign-in-item.tsx';
import '../parts/item-card.css';
import './sign-ins.css';

export interface SignInsScreenProps {
  /** Another screen wants a new one of this kind, and has the window back when it is there. */
  readonly adding: SignInKind | null;
  /** The one that this is about; its card has the focus. */
  readonly signInId?: string | undefined;
}

type Form = { readonly kind: 'new' } | { readonly kind: 'edit'; readonly signInId: string };

export function SignInsScreen({ adding, signInId }: SignInsScreenProps) {
  const { navigation, text } = useApp();
  const words = text.signIns;
  const signIns = useSlices((slices) => slices.signIns);
  const [form, setForm] = useState<Form | null>(adding === null ? null : { kind: 'new' });
  const [shownFirst, setShownFirst] = useState(signInId ?? null);
  const close = () => (adding === null ? setForm(null) : navigation.back());
  const saved = (id: string) => {
    setShownFirst(id);
    close();
  };

  if (form?.kind === 'new') {
    return (
      <SignInForm
        key="new"
        signIn={null}
        kind={adding ?? 'identity-center'}
        onSaved={saved}
        onClose={close}
      />
    );
  }
  if (form?.kind === 'edit') {
    const signIn = signIns.find(({ id }) => id === form.signInId);
    if (signIn === undefined) return <GoneScreen onBack={() => setForm(null)} />;
    return (
      <SignInForm
        key={signIn.id}
        signIn={signIn}
        kind={signIn.method.kind}
        onSaved={saved}
        onClose={() => setForm(null)}
      />
    );
  }
  const add = () => setForm({ kind: 'new' });
  return (
    <Screen
      title={words.title}
      onBack={navigation.back}
      actions={
        signIns.length > 0 && (
          <Button icon={<Plus size={15} aria-hidden="true" />} label={words.add} onClick={add} />
        )
      }
    >
      {signIns.length === 0 ? (
        <Empty
          title={words.empty}
          hint={words.emptyHint}
          action={<Button look="primary" label={words.add} onClick={add} />}
        />
      ) : (
        <ul className="item-cards" aria-label={words.title}>
          {signIns.map((signIn) => (
            <SignInItem
              key={signIn.id}
              signIn={signIn}
              focusFirst={signIn.id === shownFirst}
              onEdit={() => setForm({ kind: 'edit', signInId: signIn.id })}
            />
          ))}
        </ul>
      )}
    </Screen>
  );
}

/** Removed by another client while it was edited, or while its roles were chosen. */
export function GoneScreen({ onBack }: { readonly onBack: () => void }) {
  const { text } = useApp();
  return (
    <Screen title={text.signIns.title} onBack={onBack}>
      <p role="alert" className="item-note">
        <FailureText error={appError('sign-in-not-found')} />
      </p>
    </Screen>
  );
}
