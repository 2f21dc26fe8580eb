import { Fragment } from 'react';
import type { GrantView } from '../../shared/views.ts';
import { useApp, useSlices } from '../app/app-context.tsx';
import { momentText } from '../app/time-text.ts';
import { useCall } from '../app/use-call.ts';
import { Button } from '../parts/button.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { MiddleCut } from '../parts/middle-cut.tsx';

/** One renewing export. */
export function GrantItem({ grant }: { readonly grant: GrantView }) {
  const { api, text, ticker } = useApp();
  const words = text.programs;
  const name = useSlices((slices) => slices.profiles.find(({ id }) => id === grant.profileId)?.name ?? null);
  const shown = name ?? words.profileGone;
  const revoke = useCall((options) => api.grants.revoke({ id: grant.id }, options));
  const now = ticker.now();
  const made = momentText(text, grant.createdAt, now);
  const facts = [
    words.made(made),
    grant.lastUsedAt === null ? words.notUsed : words.lastUsed(momentText(text, grant.lastUsedAt, now)),
    words.ends(momentText(text, grant.expiresAt, now)),
  ];
  return (
    <li className="program" aria-label={shown}>
      <div className="program-top">
        <div className="names">
          <p className="name">
            <MiddleCut text={shown} />
          </p>
          <p className="program-facts num">
            {facts.map((fact, index) => (
              <Fragment key={fact}>
                <span className="program-fact">{index < facts.length - 1 ? `${fact} ·` : fact}</span>{' '}
              </Fragment>
            ))}
          </p>
        </div>
        <Button
          small
          label={words.revoke}
          aria-label={words.revokeNamed(shown, made)}
          busy={revoke.busy}
          onClick={() => void revoke.run()}
        />
      </div>
      {revoke.error !== null && (
        <p className="program-problem" role="alert">
          <FailureText error={revoke.error} />
        </p>
      )}
    </li>
  );
}
