import { useText } from '../app/app-context.tsx';
import { SecretField } from '../keys/secret-field.tsx';
import { Button } from '../parts/button.tsx';

/** `kept`: as it was, there or not. It never comes back from where it is kept. */
export type ClientSecret =
  | { readonly kind: 'kept' }
  | { readonly kind: 'typed'; readonly value: string }
  | { readonly kind: 'removed' };

/** As `signIns.save` takes it. */
export function clientSecretToSend(secret: ClientSecret): { readonly clientSecret?: string } {
  switch (secret.kind) {
    case 'kept':
      return {};
    case 'removed':
      return { clientSecret: '' };
    case 'typed':
      return secret.value === '' ? {} : { clientSecret: secret.value };
  }
}

export interface ClientSecretFieldProps {
  /** One is in the keychain. */
  readonly there: boolean;
  /** The provider gives nothing without one. */
  readonly needed: boolean;
  readonly secret: ClientSecret;
  readonly onSecret: (secret: ClientSecret) => void;
}

export function ClientSecretField({ there, needed, secret, onSecret }: ClientSecretFieldProps) {
  const text = useText();
  const words = text.signInForm;
  if (there && secret.kind !== 'typed') {
    const goes = secret.kind === 'removed';
    return (
      <div className="kept-secret">
        <p className="field-help">{goes ? words.clientSecretGoes : words.clientSecretKept}</p>
        {goes ? (
          <Button small label={words.keepSecret} onClick={() => onSecret({ kind: 'kept' })} />
        ) : (
          <>
            <Button
              small
              label={words.replaceSecret}
              onClick={() => onSecret({ kind: 'typed', value: '' })}
            />
            <Button small label={words.removeSecret} onClick={() => onSecret({ kind: 'removed' })} />
          </>
        )}
      </div>
    );
  }
  return (
    <SecretField
      label={words.clientSecret}
      help={needed ? words.clientSecretNeeded : words.clientSecretHelp}
      optional={!needed}
      maxLength={1_024}
      value={secret.kind === 'typed' ? secret.value : ''}
      problem={null}
      autoFocus={there}
      onText={(value) =>
        onSecret(value === '' && !there ? { kind: 'kept' } : { kind: 'typed', value: value.trim() })
      }
    />
  );
}
