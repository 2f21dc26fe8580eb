import type { weakening } from '../../shared/words/en/weakening.ts';

/** By its words. */
export type WeakeningReason = keyof typeof weakening;

/**
 * Command-line switches and variables that take away what protects keys. No Electron fuse stops Chromium's switches
 * (https://www.electronjs.org/docs/latest/tutorial/fuses), so a packaged Keycutter looks for them and does not start:
 * a changed shortcut or autostart entry must not turn the app against its owner.
 */
interface Weakening {
  /** In lower case, without dashes; a trailing `*` stands for any ending. */
  readonly name: string;
  readonly reason: WeakeningReason;
}

const weakeningSwitches: readonly Weakening[] = [
  { name: 'remote-debugging-*', reason: 'debugging' },
  { name: 'remote-allow-origins', reason: 'debugging-pages' },
  { name: 'enable-automation', reason: 'automation' },
  { name: 'inspect*', reason: 'inspector' },
  { name: 'debug*', reason: 'old-inspector' },
  { name: 'js-flags', reason: 'javascript' },
  { name: 'no-sandbox', reason: 'no-sandbox' },
  { name: 'disable-*sandbox', reason: 'less-sandbox' },
  { name: 'allow-*sandbox*', reason: 'less-sandbox' },
  { name: 'no-zygote*', reason: 'outside-sandbox' },
  { name: 'single-process', reason: 'one-process' },
  { name: 'in-process-gpu', reason: 'graphics-process' },
  { name: 'renderer-cmd-prefix', reason: 'other-window' },
  { name: 'utility-cmd-prefix', reason: 'other-helper' },
  { name: 'gpu-launcher', reason: 'other-graphics' },
  { name: 'browser-subprocess-path', reason: 'other-helpers' },
  { name: 'disable-web-security', reason: 'origins' },
  { name: 'disable-site-isolation*', reason: 'origin-processes' },
  { name: 'allow-file-access*', reason: 'files' },
  { name: 'allow-running-insecure-content', reason: 'plain-http' },
  { name: 'unsafely-*', reason: 'trust' },
  { name: 'disable-features', reason: 'protections' },
  { name: 'enable-blink-features', reason: 'features' },
  { name: 'enable-experimental-*', reason: 'features' },
  { name: 'load-extension', reason: 'code' },
  { name: 'disable-extensions-*', reason: 'extensions' },
  { name: 'use-fake-*', reason: 'prompts' },
  { name: 'auto-*-capture*', reason: 'capture' },
  { name: 'ignore-certificate-errors*', reason: 'certificates' },
  { name: 'allow-insecure-localhost', reason: 'local-certificates' },
  { name: 'ignore-urlfetcher-cert-requests', reason: 'certificate-checks' },
  { name: 'proxy-*', reason: 'proxy' },
  { name: 'no-proxy-server', reason: 'proxy' },
  { name: 'winhttp-proxy-resolver', reason: 'proxy' },
  { name: 'host-rules', reason: 'hosts' },
  { name: 'host-resolver-rules', reason: 'hosts' },
  { name: 'auth-*', reason: 'login' },
  { name: 'log-net-log', reason: 'traffic-file' },
  { name: 'net-log-*', reason: 'traffic-file' },
  { name: 'ssl-key-log-file', reason: 'keys-file' },
  { name: 'enable-logging', reason: 'messages' },
  { name: 'log-file', reason: 'messages-file' },
  { name: 'log-level', reason: 'log-level' },
  { name: 'v', reason: 'internals' },
  { name: 'vmodule', reason: 'internals' },
  { name: 'trace-*', reason: 'recording' },
  { name: 'enable-tracing*', reason: 'recording' },
  { name: 'enable-crash-*', reason: 'crash-files' },
  { name: 'crash-dumps-dir', reason: 'crash-files' },
  { name: 'full-memory-crash-report', reason: 'crash-files' },
];

const weakeningVariables: readonly (Weakening & { readonly when: (value: string) => boolean })[] = [
  {
    name: 'NODE_TLS_REJECT_UNAUTHORIZED',
    reason: 'certificates',
    when: (value) => value === '0',
  },
  {
    name: 'SSLKEYLOGFILE',
    reason: 'keys-file',
    when: (value) => value !== '',
  },
];

export interface Refusal {
  /** As it was found, without its value. */
  readonly found: string;
  readonly reason: WeakeningReason;
}

/**
 * What a packaged app must not be started with.
 *
 * @param given the arguments without the executable. Chromium takes one dash or two, on Windows a slash, and there
 * ignores case; Node.js also takes `_` for `-`. All of it counts everywhere, and so does what stands after `--`.
 */
export function findWeakening(
  given: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): readonly Refusal[] {
  const fromArguments = given.flatMap((argument) => {
    const name = switchName(argument);
    const match = name === null ? undefined : weakeningSwitches.find((entry) => matches(entry.name, name));
    return match === undefined ? [] : [{ found: `--${name}`, reason: match.reason }];
  });
  const fromVariables = weakeningVariables
    .filter((entry) => entry.when(variables[entry.name] ?? ''))
    .map((entry) => ({ found: entry.name, reason: entry.reason }));
  return [...fromArguments, ...fromVariables];
}

function switchName(argument: string): string | null {
  const match = /^(?:--?|\/)([a-z][\w-]*)/i.exec(argument);
  return match?.[1]?.toLowerCase().replaceAll('_', '-') ?? null;
}

function matches(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
}
