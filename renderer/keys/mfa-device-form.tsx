import { useState } from 'react';
import { checkCommand } from '../../shared/aws-limits.ts';
import type { CallOptions } from '../../shared/ipc-contract.ts';
import type { MfaDeviceView } from '../../shared/sign-in-views.ts';
import { useApp } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { useHoldOpen } from '../app/use-hold-open.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { TextField } from '../parts/field.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { RadioCards } from '../parts/radio-cards.tsx';
import { problemText } from '../text/problem-text.ts';
import { deviceName } from './mfa-sessions.tsx';
import { SecretField } from './secret-field.tsx';

type Codes = MfaDeviceView['codes'];
const ways: readonly Codes[] = ['typed', 'seed', 'command'];

export interface MfaDeviceFormProps {
  readonly device: MfaDeviceView;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** Where the codes of one device come from. The seed lives in this form's state only, until it was handed to main. */
export function MfaDeviceForm({ device, onBack, onClose }: MfaDeviceFormProps) {
  const { api, text } = useApp();
  const words = text.mfaDevices;
  const { serial } = device;
  const [codes, setCodes] = useState<Codes>(device.codes);
  const [seed, setSeed] = useState('');
  const [command, setCommand] = useState(device.command ?? '');
  const [tried, setTried] = useState(false);
  const problem =
    codes === 'seed' && !looksLikeSeed(seed)
      ? words.seedProblem
      : codes === 'command'
        ? problemText(checkCommand(command), text)
        : null;
  useHoldOpen(seed !== '' || command !== (device.command ?? ''));
  const saving = useCall((options: CallOptions) => {
    switch (codes) {
      case 'typed':
        return api.mfaDevices.typeCodes({ serial }, options);
      case 'seed':
        return api.mfaDevices.keepSeed({ serial, seed }, options);
      case 'command':
        return api.mfaDevices.keepCommand({ serial, command }, options);
    }
  });
  const save = async () => {
    setTried(true);
    if (problem !== null) return;
    if (!(await saving.run()).ok) return;
    setSeed('');
    onBack();
  };
  return (
    <FormDialog
      title={deviceName(serial)}
      body={<span className="mono">{serial}</span>}
      submit={words.save}
      cancel={saving.busy ? text.cancel : words.back}
      busy={saving.busy}
      wide
      onSubmit={() => void save()}
      onClose={saving.busy ? onClose : onBack}
      onCancelCall={saving.cancel}
    >
      <RadioCards
        label={words.codes}
        value={codes}
        options={ways.map((value) => ({ value, ...words.ways[value] }))}
        onChoose={setCodes}
      />
      {codes === 'seed' && (
        <>
          <p className="field-warning">{words.seedWarning}</p>
          <SecretField
            label={words.seed}
            help={device.codes === 'seed' ? words.seedKept : words.seedHelp}
            maxLength={2_048}
            value={seed}
            problem={tried ? problem : null}
            onText={setSeed}
          />
        </>
      )}
      {codes === 'command' && (
        <TextField
          label={words.command}
          mono
          value={command}
          problem={tried ? problem : null}
          help={words.commandHelp}
          placeholder={words.commandPlaceholder}
          maxLength={4_096}
          onText={setCommand}
        />
      )}
      {saving.error !== null && (
        <p role="alert">
          <FailureText error={saving.error} />
        </p>
      )}
    </FormDialog>
  );
}

/** Whether it is a seed is main's to say; this only spares a call for what surely is none. */
function looksLikeSeed(seed: string): boolean {
  return /^otpauth:\/\//i.test(seed) || /^[a-z2-7]+=*$/i.test(seed.replaceAll(/[\s-]/g, ''));
}
