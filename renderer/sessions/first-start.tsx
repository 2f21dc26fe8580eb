import FlaskConical from 'lucide-react/icons/flask-conical';
import FolderInput from 'lucide-react/icons/folder-input';
import KeyRound from 'lucide-react/icons/key-round';
import LogIn from 'lucide-react/icons/log-in';
import Plus from 'lucide-react/icons/plus';
import { useApp, useSlices } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { Mark } from '../parts/mark.tsx';
import './first-start.css';

/** Shown while there is no profile: what this is, and the next thing to do. */
export function FirstStart() {
  const { navigation, text } = useApp();
  const firstKey = useSlices((slices) => slices.accessKeys[0]?.name ?? null);
  return (
    <main className="first-start">
      <div className="first-start-inside">
        <Mark />
        <h1>{firstKey === null ? text.firstStart.title : text.firstStart.profileTitle}</h1>
        <p>{firstKey === null ? text.firstStart.body : text.firstStart.profileBody(firstKey)}</p>
        <div className="first-start-ways">
          {firstKey === null ? (
            <>
              <Button
                look="primary"
                icon={<KeyRound size={15} aria-hidden="true" />}
                label={text.firstStart.add}
                onClick={() => navigation.set({ kind: 'keys', adding: true })}
              />
              <small>{text.firstStart.addHint}</small>
              <Button
                icon={<FolderInput size={15} aria-hidden="true" />}
                label={text.firstStart.importFiles}
                onClick={() => navigation.set({ kind: 'import' })}
              />
              <small>{text.firstStart.importHint}</small>
              <Button
                icon={<LogIn size={15} aria-hidden="true" />}
                label={text.firstStart.signIn}
                onClick={() => navigation.set({ kind: 'sign-ins', adding: null })}
              />
              <small>{text.firstStart.signInHint}</small>
            </>
          ) : (
            <Button
              look="primary"
              icon={<Plus size={15} aria-hidden="true" />}
              label={text.header.newProfile}
              onClick={() => navigation.set({ kind: 'editor', target: { kind: 'new' } })}
            />
          )}
          <OpenDemo />
        </div>
      </div>
    </main>
  );
}

function OpenDemo() {
  const { api, text } = useApp();
  const open = useCall((options) => api.demo.open({}, options));
  return (
    <>
      <Button
        icon={<FlaskConical size={15} aria-hidden="true" />}
        label={text.firstStart.demo}
        busy={open.busy}
        onClick={() => void open.run()}
      />
      <small>{open.error === null ? text.firstStart.demoHint : <FailureText error={open.error} />}</small>
    </>
  );
}
