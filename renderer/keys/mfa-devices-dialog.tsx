import { useState } from 'react';
import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { keyIdOf, mfaSerialOf } from '../../shared/profile.ts';
import type { MfaDeviceView } from '../../shared/sign-in-views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { MfaDeviceForm } from './mfa-device-form.tsx';
import { deviceName } from './mfa-sessions.tsx';

export interface MfaDevicesDialogProps {
  readonly accessKey: AccessKeyView;
  readonly onClose: () => void;
}

/** The devices that its profiles name, and those that AWS knows of its user. */
export function MfaDevicesDialog({ accessKey, onClose }: MfaDevicesDialogProps) {
  const { api, text } = useApp();
  const words = text.mfaDevices;
  const profiles = useSlices((slices) => slices.profiles);
  const kept = useSlices((slices) => slices.mfaDevices);
  const [found, setFound] = useState<readonly MfaDeviceView[] | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const lookingUp = useCall((options) => api.mfaDevices.lookUp({ keyId: accessKey.id }, options));
  const lookUp = async () => {
    const result = await lookingUp.run();
    if (result.ok) setFound(result.value);
  };

  const named = profiles
    .filter(({ recipe }) => keyIdOf(recipe) === accessKey.id)
    .map(({ recipe }) => mfaSerialOf(recipe));
  const serials: readonly (string | undefined)[] = [
    ...named,
    ...accessKey.mfaSessions.map(({ serial }) => serial),
    ...(found ?? []).map(({ serial }) => serial),
  ];
  const devices = [...new Set(serials)]
    .filter((serial) => serial !== undefined)
    .map((serial): MfaDeviceView => kept.find((device) => device.serial === serial) ?? typed(serial));
  const edited = devices.find(({ serial }) => serial === editing);
  if (edited !== undefined) {
    return <MfaDeviceForm device={edited} onBack={() => setEditing(null)} onClose={onClose} />;
  }
  return (
    <FormDialog
      title={words.title(accessKey.name)}
      body={words.body}
      submit={null}
      busy={false}
      wide
      onSubmit={() => void lookUp()}
      onClose={onClose}
    >
      {devices.length === 0 ? (
        <p className="field-help">{found === null ? words.none : words.lookedUpNone}</p>
      ) : (
        <ul className="mfa-devices" aria-label={words.list}>
          {devices.map((device) => (
            <li key={device.serial} aria-label={deviceName(device.serial)}>
              <div className="mfa-device-words">
                <span className="name">
                  <MiddleCut text={deviceName(device.serial)} />
                </span>
                <span className="field-help">
                  {device.command === null ? words.how[device.codes] : words.fromCommand(device.command)}
                </span>
                {device.problem !== null && <FailureText error={device.problem} />}
              </div>
              <Button
                small
                label={words.change}
                aria-label={words.changeNamed(deviceName(device.serial))}
                onClick={() => setEditing(device.serial)}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="mfa-look-up">
        <Button
          small
          label={lookingUp.busy ? words.lookingUp : words.lookUp}
          busy={lookingUp.busy}
          onClick={() => void lookUp()}
        />
        {lookingUp.busy && <Button small look="quiet" label={text.cancel} onClick={lookingUp.cancel} />}
      </div>
      {lookingUp.error !== null && (
        <p role="alert">
          <FailureText error={lookingUp.error} />
        </p>
      )}
    </FormDialog>
  );
}

function typed(serial: string): MfaDeviceView {
  return { serial, codes: 'typed', command: null, problem: null };
}
