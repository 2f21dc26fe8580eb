import X from 'lucide-react/icons/x';
import { plainText } from '../../shared/plain-text.ts';
import { useApp, useValue } from '../app/app-context.tsx';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
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
          actions={
            <Button
              small
              look="quiet"
              icon={<X size={14} aria-hidden="true" />}
              aria-label={text.dismiss}
              onClick={() => missing.set(null)}
            />
          }
        />
      )}
    </div>
  );
}
