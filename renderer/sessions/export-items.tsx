import { type ExportWay, exportFormats } from '../../shared/export-formats.ts';
import type { Profile } from '../../shared/profile.ts';
import { useApp, useSession, useSlices } from '../app/app-context.tsx';
import { momentText } from '../app/time-text.ts';
import { MenuGroup, MenuItem, Submenu } from '../parts/menu.tsx';
import { hoursText } from '../settings/hours-text.ts';
import { isLive } from '../state/session-list.ts';
import { isShell, shellsFrom } from './export-ways.ts';

const files = exportFormats.filter(({ id }) => !isShell(id));

/** The three ways to hand a session over, the safest first, each with the formats that know it. */
export function ExportItems({ profile }: { readonly profile: Profile }) {
  const { text, ticker } = useApp();
  const words = text.exports;
  const hours = useSlices((slices) => slices.settings.endpointTokenHours);
  const shells = shellsFrom(useSlices((slices) => slices.settings.defaultShell));
  const session = useSession(profile.id);
  const endsAt = isLive(session) ? (session?.expiresAt ?? null) : null;
  return (
    <>
      <Submenu label={words.byCommand} hint={words.byCommandHint}>
        <FormatItems profile={profile} way="command" formats={shells} />
      </Submenu>
      <Submenu label={words.renewing} hint={words.renewingHint(hoursText(text, hours))}>
        <FormatItems profile={profile} way="renewing" formats={shells} />
      </Submenu>
      {endsAt !== null && (
        <Submenu label={words.byValue} hint={words.byValueHint(momentText(text, endsAt, ticker.now()))}>
          <MenuGroup label={words.shells}>
            <FormatItems profile={profile} way="value" formats={shells} />
          </MenuGroup>
          <MenuGroup label={words.files}>
            <FormatItems profile={profile} way="value" formats={files} />
          </MenuGroup>
        </Submenu>
      )}
    </>
  );
}

interface FormatItemsProps {
  readonly profile: Profile;
  readonly way: ExportWay;
  readonly formats: readonly (typeof exportFormats)[number][];
}

function FormatItems({ profile, way, formats }: FormatItemsProps) {
  const { rowCalls, text } = useApp();
  return formats.map((format) => (
    <MenuItem
      key={format.id}
      label={text.words.formats[format.id]}
      onSelect={() => void rowCalls.copy(profile.id, format.id, way)}
    />
  ));
}
