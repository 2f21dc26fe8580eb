import { useState } from 'react';
import { checkMfaSerial } from '../../shared/aws-limits.ts';
import { keyIdOf, mfaSerialOf } from '../../shared/profile.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { TextField } from '../parts/field.tsx';
import { RadioCards } from '../parts/radio-cards.tsx';
import { bindTrimmed, type EditorFieldsProps } from './editor-fields.ts';
import type { Editor } from './use-editor.ts';

/** The device, and how often its code is asked for. */
export function MfaFields({ editor }: EditorFieldsProps) {
  const { text } = useApp();
  const words = text.editor;
  const { kind, mfaSerial, mfaShared } = editor.form;
  const hours = useSlices((slices) => slices.settings.mfaSessionHours);
  return (
    <>
      <SerialField editor={editor} />
      {kind === 'assume-role' && mfaSerial !== '' && (
        <RadioCards
          label={words.mfaCodes}
          value={mfaShared ? 'shared' : 'own'}
          options={[
            {
              value: 'shared',
              label: words.mfaShared,
              help: words.mfaSharedHelp(text.settings.hours(hours)),
            },
            { value: 'own', label: words.mfaOwn, help: words.mfaOwnHelp },
          ]}
          onChoose={(value) => editor.choose({ mfaShared: value === 'shared' })}
        />
      )}
    </>
  );
}

function SerialField({ editor }: EditorFieldsProps) {
  const { api, text } = useApp();
  const words = text.editor;
  const { kind, caller, mfaSerial } = editor.form;
  const keyId = caller?.kind === 'access-key' ? caller.keyId : null;
  const made = useSlices((slices) => slices.mfaDevices.find(({ serial }) => serial === mfaSerial)?.codes);
  const [found, setFound] = useState<readonly string[] | null>(null);
  const lookUp = useCall((options) => api.mfaDevices.lookUp({ keyId: keyId ?? '' }, options));
  const known = useKnownSerials(keyId, found ?? []);

  const look = async () => {
    const result = await lookUp.run();
    if (!result.ok) return;
    const usable = result.value
      .map(({ serial }) => serial)
      .filter((serial) => checkMfaSerial(serial) === null);
    setFound(usable);
    const [only] = usable;
    if (usable.length === 1 && only !== undefined) take(editor, only);
  };
  const help = kind === 'session-token' ? words.mfaHelpSession : words.mfaHelp;
  return (
    <div className="field">
      <TextField
        {...bindTrimmed(editor, 'mfaSerial')}
        label={words.mfaSerial}
        optional
        mono
        maxLength={256}
        placeholder={words.mfaPlaceholder}
        help={made === 'seed' || made === 'command' ? words.mfaMade[made] : help}
        beside={
          keyId !== null && (
            <Button
              label={lookUp.busy ? text.cancel : words.mfaLookUp}
              onClick={() => (lookUp.busy ? lookUp.cancel() : void look())}
            />
          )
        }
      />
      {mfaSerial === '' && known.length > 0 && (
        <ul className="suggestions" aria-label={words.mfaKnown}>
          {known.map((serial) => (
            <li key={serial}>
              <Button
                small
                label={shortSerial(serial)}
                aria-label={words.mfaUse(serial)}
                title={serial}
                onClick={() => take(editor, serial)}
              />
            </li>
          ))}
        </ul>
      )}
      <div role="status">
        {lookUp.error !== null && (
          <p className="field-problem">
            <FailureText error={lookUp.error} />
          </p>
        )}
        {found?.length === 0 && <p className="field-warning">{words.mfaNotFound}</p>}
      </div>
    </div>
  );
}

function take(editor: Editor, serial: string): void {
  editor.choose({ mfaSerial: serial });
}

/** Of the other profiles that call with this key, and what IAM names. */
function useKnownSerials(keyId: string | null, found: readonly string[]): readonly string[] {
  const profiles = useSlices((slices) => slices.profiles);
  if (keyId === null) return found;
  const used = profiles
    .filter(({ recipe }) => keyIdOf(recipe) === keyId)
    .flatMap(({ recipe }) => mfaSerialOf(recipe) ?? []);
  return [...new Set([...found, ...used])].slice(0, 4);
}

/** `phone` of `arn:aws:iam::421012345678:mfa/phone`. */
function shortSerial(serial: string): string {
  return serial.split(':mfa/')[1] ?? serial;
}
