import type { AwsFilesView } from '../../shared/aws-files-views.ts';
import { useApp, useSlices, useValue } from '../app/app-context.tsx';
import { useCall } from '../app/use-call.ts';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { DismissButton } from '../parts/dismiss-button.tsx';
import { FailureText } from '../parts/failure-text.tsx';

/** Another program changed ~/.aws. */
export function OfferBanner({ offer }: { readonly offer: NonNullable<AwsFilesView['offer']> }) {
  const { api, navigation, text } = useApp();
  const path = useSlices((slices) => slices.awsFiles.configPath);
  const dismiss = useCall((options) => api.awsFiles.dismissOffer({}, options));
  return (
    <Banner
      tone="news"
      title={text.importing.offer(shortPath(path))}
      more={
        dismiss.error === null ? (
          text.importing.offerWords(offer.new, offer.changed)
        ) : (
          <FailureText error={dismiss.error} />
        )
      }
      actions={
        <>
          <Button small label={text.importing.review} onClick={() => navigation.set({ kind: 'import' })} />
          <DismissButton onClick={() => void dismiss.run()} />
        </>
      }
    />
  );
}

/** `~/.aws/config`: the folder it is in and its name tell enough. */
function shortPath(path: string): string {
  const parts = path.split(/[\\/]/);
  return parts.at(-2) === '.aws' ? `~/.aws/${parts.at(-1)}` : (parts.at(-1) ?? path);
}

interface UnseenPlaintext {
  readonly count: number;
  /** The keys it is about; other ones are shown again. */
  readonly seen: string;
}

export function useUnseenPlaintext(): UnseenPlaintext {
  const { plaintextSeen } = useApp();
  const dismissed = useValue(plaintextSeen);
  const keys = useSlices((slices) => slices.awsFiles.plaintextKeys);
  const seen = keys.map((key) => key.accessKeyId).join(' ');
  return { count: seen === dismissed ? 0 : keys.length, seen };
}

export function PlaintextBanner({ count, seen }: UnseenPlaintext) {
  const { navigation, plaintextSeen, text } = useApp();
  return (
    <Banner
      tone="soon"
      title={text.plaintext.banner(count)}
      more={text.plaintext.bannerMore}
      actions={
        <>
          <Button
            small
            label={text.plaintext.review}
            onClick={() => navigation.set({ kind: 'keys', adding: false })}
          />
          <DismissButton onClick={() => plaintextSeen.set(seen)} />
        </>
      }
    />
  );
}
