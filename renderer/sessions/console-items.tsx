import AppWindow from 'lucide-react/icons/app-window';
import LayoutGrid from 'lucide-react/icons/layout-grid';
import { consoleWay } from '../../shared/console-way.ts';
import type { Profile } from '../../shared/profile.ts';
import { useApp } from '../app/app-context.tsx';
import { useBrowsers } from '../app/use-browsers.ts';
import { MenuGroup, MenuItem, Submenu } from '../parts/menu.tsx';

/** As AWS calls them; `id` is the name of the AWS CLI or of the console's own page. */
const services = [
  { id: 'cloudformation', label: 'CloudFormation' },
  { id: 'cloudwatch', label: 'CloudWatch' },
  { id: 'dynamodb', label: 'DynamoDB' },
  { id: 'ec2', label: 'EC2' },
  { id: 'iam', label: 'IAM' },
  { id: 'lambda', label: 'Lambda' },
  { id: 'rds', label: 'RDS' },
  { id: 's3', label: 'S3' },
] as const;

/** The console as Settings say, at one service, or in another browser. */
export function ConsoleItems({ profile }: { readonly profile: Profile }) {
  const { rowCalls, text } = useApp();
  const words = text.console;
  const way = consoleWay(profile.recipe);
  if (way === 'nothing') return null;
  const icon = <AppWindow size={15} aria-hidden="true" />;
  if (way === 'never') {
    return (
      <MenuItem
        icon={icon}
        label={text.exports.openConsole}
        hint={words.never}
        disabled
        onSelect={() => undefined}
      />
    );
  }
  return (
    <>
      <MenuItem
        icon={icon}
        label={text.exports.openConsole}
        onSelect={() => void rowCalls.openConsole(profile.id)}
      />
      <Submenu icon={<LayoutGrid size={15} aria-hidden="true" />} label={words.at}>
        <Submenu label={words.otherBrowser}>
          <BrowserItems profileId={profile.id} />
        </Submenu>
        <MenuGroup label={words.services}>
          {services.map(({ id, label }) => (
            <MenuItem
              key={id}
              label={label}
              onSelect={() => void rowCalls.openConsole(profile.id, { service: id })}
            />
          ))}
        </MenuGroup>
      </Submenu>
    </>
  );
}

/** Looked for when the menu opens: browsers come and go. */
function BrowserItems({ profileId }: { readonly profileId: string }) {
  const { rowCalls, text } = useApp();
  const browsers = useBrowsers();
  const words = text.console;
  if (browsers === null) return <MenuItem label={words.looking} disabled onSelect={() => undefined} />;
  if (browsers.length === 0) return <MenuItem label={words.noBrowser} disabled onSelect={() => undefined} />;
  return browsers.map((browser) =>
    browser.profiles.length === 0 ? (
      <MenuItem
        key={browser.id}
        label={browser.name}
        onSelect={() => void rowCalls.openConsole(profileId, { browser: browser.id })}
      />
    ) : (
      <MenuGroup key={browser.id} label={browser.name}>
        {[{ id: browser.id, name: words.lastUsed }, ...browser.profiles].map(({ id, name }) => (
          <MenuItem
            key={id}
            label={name}
            onSelect={() => void rowCalls.openConsole(profileId, { browser: id })}
          />
        ))}
      </MenuGroup>
    ),
  );
}
