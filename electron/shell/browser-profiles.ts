/** What browsers keep about their profiles, as their files hold it: hostile text, read without trust. */

export interface KeptProfile {
  /** What its command line calls it. */
  readonly key: string;
  readonly name: string;
}

/** Names that the file and the command line could take apart otherwise are left out. */
const profileFolder = /^\w[\w .@-]{0,63}$/;
const notOfPeople: ReadonlySet<string> = new Set(['Guest Profile', 'System Profile']);
const mostProfiles = 200;

/** Of `Local State`: https://source.chromium.org/chromium/chromium/src/+/main:chrome/browser/profiles/profile_attributes_storage.cc */
export function chromiumProfiles(localState: string): readonly KeptProfile[] {
  const cache = fields(fields(fields(parsed(localState)).profile).info_cache);
  return Object.entries(cache)
    .filter(([folder]) => profileFolder.test(folder) && !notOfPeople.has(folder))
    .map(([folder, about]) => ({ key: folder, name: shown(fields(about).name) || folder }))
    .sort((one, other) => rank(one.key) - rank(other.key) || compare(one.key, other.key))
    .slice(0, mostProfiles);
}

function rank(folder: string): number {
  return folder === 'Default' ? 0 : 1;
}

function compare(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

export interface FirefoxProfile extends KeptProfile {
  readonly path: string;
  readonly isRelative: boolean;
}

/** Of `profiles.ini`: https://support.mozilla.org/kb/understanding-depth-profile-installation */
export function firefoxProfiles(ini: string): readonly FirefoxProfile[] {
  const found: FirefoxProfile[] = [];
  for (const block of ini.split(/^\s*\[/m).slice(1)) {
    if (!/^Profile\d+\]/.test(block)) continue;
    const value = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(block)?.[1]?.trim() ?? '';
    const [key, path] = [value('Name'), value('Path')];
    const isTaken = found.some((profile) => profile.key === key);
    if (shown(key) !== key || key === '' || key.startsWith('-') || path === '' || isTaken) continue;
    found.push({ key, name: key, path, isRelative: value('IsRelative') !== '0' });
  }
  return found.slice(0, mostProfiles);
}

/** https://addons.mozilla.org/firefox/addon/open-url-in-container/ */
const containerAddOn = '{f069aec0-43c5-4bbf-b6b4-df95c4326b98}';

/** Of `extensions.json`: whether a click on a container would do anything. */
export function opensContainers(extensions: string): boolean {
  return list(fields(parsed(extensions)).addons).some((addOn) => {
    const { id, active, userDisabled } = fields(addOn);
    return id === containerAddOn && active === true && userDisabled !== true;
  });
}

/** Those that Firefox brings have no name of their own until they are renamed. */
const builtIn: ReadonlyMap<unknown, string> = new Map([
  ['userContextPersonal.label', 'Personal'],
  ['user-context-personal', 'Personal'],
  ['userContextWork.label', 'Work'],
  ['user-context-work', 'Work'],
  ['userContextBanking.label', 'Banking'],
  ['user-context-banking', 'Banking'],
  ['userContextShopping.label', 'Shopping'],
  ['user-context-shopping', 'Shopping'],
]);

/** Names in `containers.json`: https://searchfox.org/mozilla-central/source/toolkit/components/contextualidentity */
export function firefoxContainers(containers: string): readonly string[] {
  const names = list(fields(parsed(containers)).identities).flatMap((identity) => {
    const { public: isPublic, name, l10nID, l10nId } = fields(identity);
    const own = typeof name === 'string' ? name : (builtIn.get(l10nID) ?? builtIn.get(l10nId) ?? '');
    return isPublic === true && own !== '' && shown(own) === own ? [own] : [];
  });
  return [...new Set(names)].slice(0, mostProfiles);
}

/** The add-on's own scheme: https://github.com/honsiorovskyi/open-url-in-container */
export function containerAddress(container: string, page: string): string {
  return `ext+container:name=${encodeURIComponent(container)}&url=${encodeURIComponent(page)}`;
}

/** Without what could make one name look like another. */
function shown(name: unknown): string {
  if (typeof name !== 'string') return '';
  const plain = name.replaceAll(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '').trim();
  return [...plain].slice(0, 80).join('');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
