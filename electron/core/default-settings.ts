import { checkRegion, durationSeconds } from '../../shared/aws-limits.ts';
import type { ShellFormat } from '../../shared/export-formats.ts';
import type { Settings } from '../../shared/settings.ts';

const formatOfShell: Readonly<Record<string, ShellFormat>> = {
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
  csh: 'tcsh',
  tcsh: 'tcsh',
  nu: 'nushell',
  elvish: 'elvish',
  xonsh: 'xonsh',
  pwsh: 'powershell',
};

/** What holds until a person chooses otherwise. `loginShell`: a path, as in SHELL. */
export function defaultSettings(machine: {
  readonly platform: string;
  readonly loginShell: string | null;
  readonly region: string | null;
}): Settings {
  const shell = machine.loginShell?.split(/[\\/]/).at(-1) ?? '';
  const otherwise = machine.platform === 'win32' ? 'powershell' : 'sh';
  const region = machine.region ?? '';
  return {
    defaultRegion: checkRegion(region) === null ? region : 'us-east-1',
    defaultShell: formatOfShell[shell] ?? otherwise,
    exportWay: 'command',
    endpointTokenHours: 12,
    defaultDurationSeconds: durationSeconds.default,
    warnBeforeMinutes: 10,
    clipboardClearSeconds: 60,
    renewHoursAfterUse: 8,
    mfaSessionHours: 12,
    keyAgeWarningDays: 90,
    consoleBrowser: '',
    consoleLogOutFirst: false,
    theme: 'system',
    language: 'system',
    zoomPercent: 100,
    startAtLogin: false,
    globalShortcut: '',
    quietFrom: '',
    quietTo: '',
    checkForUpdates: false,
    updateChannel: 'latest',
    stsEndpointUrl: '',
    httpsProxy: '',
    caBundlePath: '',
  };
}
