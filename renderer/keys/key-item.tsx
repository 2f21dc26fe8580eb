import CircleCheck from 'lucide-react/icons/circle-check';
import Ellipsis from 'lucide-react/icons/ellipsis';
import KeyRound from 'lucide-react/icons/key-round';
import { useEffect, useRef, useState } from 'react';
import type { AccessKeyView } from '../../shared/access-key-views.ts';
import { keyIdOf } from '../../shared/profile.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { MenuItem, MenuSeparator, PopupMenu } from '../parts/menu.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';
import { Pill } from '../parts/pill.tsx';
import { identityWords } from '../sessions/profile-text.ts';
import { RenameDialog, SecretDialog } from './key-dialogs.tsx';
import { MfaDevicesDialog } from './mfa-devices-dialog.tsx';
import { MfaSessions } from './mfa-sessions.tsx';
import { RotateDialog, RotationState } from './rotation.tsx';

const day = 86_400_000;
const named = 3;

export interface KeyItemProps {
  readonly accessKey: AccessKeyView;
  /** It was just added: ask AWS about it at once. */
  readonly testNow: boolean;
}

export function KeyItem({ accessKey, testNow }: KeyItemProps) {
  const { api, text, ticker } = useApp();
  const [menuAnchor, setMenuAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'rename' | 'secret' | 'mfa' | 'rotate' | 'remove' | null>(null);
  const oldDays = useSlices((slices) => slices.settings.keyAgeWarningDays);
  const [answered, setAnswered] = useState(false);
  const test = useCall((options) => api.accessKeys.test({ id: accessKey.id }, options));
  const remove = useCall((options) => api.accessKeys.remove({ id: accessKey.id }, options));

  const runTest = async () => setAnswered((await test.run()).ok);
  const tested = useRef(false);
  useEffect(() => {
    if (!testNow || tested.current) return;
    tested.current = true;
    void runTest();
  });

  const age = Math.max(0, Math.floor((ticker.now() - (accessKey.createdAt ?? accessKey.addedAt)) / day));
  const ageWords = accessKey.createdAt === null ? text.keys.age(age) : text.keys.made(age);
  const isOld = oldDays > 0 && age > oldDays && accessKey.kept !== 'demo';
  const { identity } = accessKey;
  const words = identity === null ? null : identityWords(identity);
  // Said further down, beside the button that goes on.
  const unfinished = accessKey.rotation !== null && accessKey.problem?.code === 'rotation-unfinished';
  const problem = test.error ?? remove.error ?? (answered || unfinished ? null : accessKey.problem);
  const isDemo = accessKey.kept === 'demo';
  return (
    <li className="item-card" aria-label={accessKey.name}>
      <div className="item-card-top">
        <span className="avatar" aria-hidden="true">
          <KeyRound size={15} />
        </span>
        <div className="names">
          <h2 className="name">
            <MiddleCut text={accessKey.name} />
          </h2>
          <p className="mono key-id">
            <MiddleCut text={accessKey.accessKeyId} keep={6} />
          </p>
        </div>
        <Button
          label={test.busy ? text.cancel : text.keys.test}
          aria-label={test.busy ? text.row.cancelNamed(accessKey.name) : text.keys.testNamed(accessKey.name)}
          onClick={() => (test.busy ? test.cancel() : void runTest())}
        />
        <Button
          look="quiet"
          icon={<Ellipsis size={16} aria-hidden="true" />}
          aria-label={text.keys.moreFor(accessKey.name)}
          aria-haspopup="menu"
          onClick={(event) => setMenuAnchor(event.currentTarget)}
        />
      </div>
      <p className="item-facts num">
        <Pill tone={accessKey.kept === 'keychain' ? 'kept' : 'ask'}>{text.keys.kept[accessKey.kept]}</Pill>
        <span className={isOld ? 'key-old' : ''}>
          {isOld ? `${ageWords}, ${text.rotation.old(oldDays)}` : ageWords}
        </span>
        <span title={identity?.arn}>
          {words === null ? text.keys.notTested : text.keys.identity(words.who, words.account)}
        </span>
      </p>
      <div role="status">
        {test.busy && <p className="item-note">{text.keys.testing}…</p>}
        {!test.busy && answered && (
          <p className="item-note good">
            <CircleCheck size={14} aria-hidden="true" /> {text.keys.tested}
          </p>
        )}
        {!test.busy && problem !== null && (
          <p className="key-note">
            <FailureText error={problem} />
          </p>
        )}
      </div>
      {problem?.code === 'access-key-secret-missing' && (
        <Button small label={text.keys.enterAgain} onClick={() => setDialog('secret')} />
      )}
      {isOld && accessKey.kept === 'keychain' && accessKey.rotation === null && (
        <Button
          small
          label={text.rotation.rotate}
          aria-label={text.rotation.rotateNamed(accessKey.name)}
          aria-haspopup="dialog"
          onClick={() => setDialog('rotate')}
        />
      )}
      <MfaSessions accessKey={accessKey} />
      {menuAnchor !== null && (
        <PopupMenu
          anchor={menuAnchor}
          label={text.keys.moreFor(accessKey.name)}
          returnFocusTo={menuAnchor}
          onClose={() => setMenuAnchor(null)}
        >
          {!isDemo && <MenuItem label={text.keys.rename} onSelect={() => setDialog('rename')} />}
          {accessKey.rotation === null && (
            <MenuItem label={text.rotation.menu} onSelect={() => setDialog('rotate')} />
          )}
          {!isDemo && <MenuItem label={text.keys.enterAgain} onSelect={() => setDialog('secret')} />}
          <MenuItem label={text.mfaDevices.menu} onSelect={() => setDialog('mfa')} />
          <MenuItem
            label={text.keys.copyId}
            onSelect={() => void api.clipboard.copyText({ text: accessKey.accessKeyId })}
          />
          {!isDemo && (
            <>
              <MenuSeparator />
              <MenuItem danger label={text.keys.remove} onSelect={() => setDialog('remove')} />
            </>
          )}
        </PopupMenu>
      )}
      {dialog === 'rotate' ? (
        <RotateDialog keyId={accessKey.id} onClose={() => setDialog(null)} />
      ) : (
        <RotationState accessKey={accessKey} />
      )}
      {dialog === 'mfa' && <MfaDevicesDialog accessKey={accessKey} onClose={() => setDialog(null)} />}
      {dialog === 'rename' && <RenameDialog accessKey={accessKey} onClose={() => setDialog(null)} />}
      {dialog === 'secret' && (
        <SecretDialog
          accessKey={accessKey}
          onClose={() => setDialog(null)}
          onSaved={() => {
            setDialog(null);
            void runTest();
          }}
        />
      )}
      {dialog === 'remove' && (
        <ConfirmDialog
          title={text.keys.removeTitle(accessKey.name)}
          body={<RemoveWords keyId={accessKey.id} />}
          confirm={text.keys.remove}
          onConfirm={() => void remove.run()}
          onClose={() => setDialog(null)}
        />
      )}
    </li>
  );
}

/** What removing means, naming the profiles that use the key. */
function RemoveWords({ keyId }: { readonly keyId: string }) {
  const { text } = useApp();
  const profiles = useSlices((slices) => slices.profiles);
  const users = profiles
    .filter((profile) => keyIdOf(profile.recipe) === keyId)
    .map((profile) => profile.name);
  if (users.length === 0) return text.keys.removeBody;
  return `${text.keys.removeUsedBy(text.names(users, named), users.length)} ${text.keys.removeBody}`;
}
