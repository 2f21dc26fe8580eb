import { useApp, useSlices, useValue } from '../app/app-context.tsx';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { DismissButton } from '../parts/dismiss-button.tsx';

/** A version that is out and was not put away; null: none. */
export function useNewVersion(): string | null {
  const seen = useValue(useApp().updateSeen);
  const version = useSlices(({ update }) =>
    update.state === 'found' || update.state === 'told' ? update.version : null,
  );
  return version === seen ? null : version;
}

export function UpdateBanner({ version }: { readonly version: string }) {
  const { navigation, text, updateSeen } = useApp();
  return (
    <Banner
      tone="news"
      title={text.updates.banner(version)}
      more={text.updates.bannerMore}
      actions={
        <>
          <Button
            small
            label={text.updates.bannerOpen}
            onClick={() => navigation.set({ kind: 'settings' })}
          />
          <DismissButton onClick={() => updateSeen.set(version)} />
        </>
      }
    />
  );
}
