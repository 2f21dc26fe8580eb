import { plainText } from '../../shared/plain-text.ts';
import { useApp, useValue } from '../app/app-context.tsx';
import { Banner } from '../parts/banner.tsx';
import { DismissButton } from '../parts/dismiss-button.tsx';
import './notices.css';

/** What a link asked for, and nobody knows. */
export function MissingProfile() {
  const { missing, text } = useApp();
  const name = useValue(missing);
  return (
    <div role="status" className={name === null ? undefined : 'notices'}>
      {name !== null && (
        <Banner
          tone="soon"
          title={text.reach.missing(plainText(name, 80))}
          more={text.reach.missingHint}
          actions={<DismissButton onClick={() => missing.set(null)} />}
        />
      )}
    </div>
  );
}
