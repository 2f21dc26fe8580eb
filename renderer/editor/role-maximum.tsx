import { useState } from 'react';
import { durationSeconds, parseRoleArn } from '../../shared/aws-limits.ts';
import { accountOf, keyIdOf, type Profile, roleArnOf } from '../../shared/profile.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { ChoiceField } from '../parts/choice.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import type { EditorFieldsProps } from './editor-fields.ts';
import { RaiseDialog } from './raise-dialog.tsx';

/** What is known of the role's MaxSessionDuration; read and raised where the profile is saved. */
export function RoleMaximum({ editor }: EditorFieldsProps) {
  const { api, text } = useApp();
  const words = text.editor;
  const { saved, form } = editor;
  const [raising, setRaising] = useState(false);
  const [via, setVia] = useState<string | null>(null);
  const known = useSlices((slices) => slices.roleMaximums.find(({ roleArn }) => roleArn === form.roleArn));
  const profileId = saved?.id ?? '';
  const read = useCall((options) => api.roles.readMaximum({ profileId, viaProfileId: via }, options));
  const through = useProfilesOf(parseRoleArn(form.roleArn)?.account ?? null);
  const role = parseRoleArn(form.roleArn);
  // The answer would be about the role of the saved profile.
  if (role === null || saved === null || roleArnOf(saved.recipe) !== form.roleArn) return null;

  const seconds = known?.seconds ?? null;
  const refused = known?.refusedSeconds ?? null;
  const notReadable = read.error?.code === 'role-maximum-not-readable';
  const others = through.filter(({ id }) => id !== profileId);
  const raisable = !role.roleName.startsWith('AWSReservedSSO_') && (seconds ?? 0) < durationSeconds.maximum;
  return (
    <div className="role-maximum">
      <div className="role-maximum-actions">
        <Button
          small
          label={read.busy ? text.cancel : words.readMaximum}
          onClick={() => (read.busy ? read.cancel() : void read.run())}
        />
        {raisable && (seconds !== null || refused !== null || notReadable) && (
          <Button small label={words.raise} onClick={() => setRaising(true)} />
        )}
      </div>
      <div role="status">
        {read.error !== null && (
          <p className="field-problem">
            <FailureText error={read.error} />
          </p>
        )}
      </div>
      {notReadable && others.length > 0 && (
        <ChoiceField
          label={words.readThrough}
          placeholder={words.raiseViaPlaceholder}
          value={via}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={setVia}
        />
      )}
      {raising && (
        <RaiseDialog
          profileId={saved.id}
          account={role.account}
          fromSeconds={seconds}
          candidates={through}
          onClose={() => setRaising(false)}
        />
      )}
    </div>
  );
}

/** The profiles whose sessions, or whose key itself, are in an account and may call IAM. */
function useProfilesOf(account: string | null): readonly Profile[] {
  const profiles = useSlices((slices) => slices.profiles);
  const keys = useSlices((slices) => slices.accessKeys);
  if (account === null) return [];
  return profiles.filter(({ recipe }) => {
    if (recipe.kind === 'federation-token' || recipe.kind === 'assume-root') return false;
    const keyId = keyIdOf(recipe);
    const own = accountOf(recipe) ?? keys.find(({ id }) => id === keyId)?.identity?.account;
    return own === account;
  });
}
