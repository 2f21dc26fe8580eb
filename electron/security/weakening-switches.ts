/**
 * Command-line switches and variables that take away what protects keys. No Electron fuse stops Chromium's switches
 * (https://www.electronjs.org/docs/latest/tutorial/fuses), so a packaged Keycutter looks for them and does not start:
 * a changed shortcut or autostart entry must not turn the app against its owner.
 */
interface Weakening {
  /** In lower case, without dashes; a trailing `*` stands for any ending. */
  readonly name: string;
  readonly reason: string;
}

const weakeningSwitches: readonly Weakening[] = [
  { name: 'remote-debugging-*', reason: 'lets another program read and drive the window' },
  { name: 'remote-allow-origins', reason: 'opens remote debugging to web pages' },
  { name: 'enable-automation', reason: 'is for programs that drive the window' },
  { name: 'inspect*', reason: 'lets another program run code in the main process' },
  { name: 'debug*', reason: 'was the earlier name of --inspect' },
  { name: 'js-flags', reason: 'changes how JavaScript itself behaves' },
  { name: 'no-sandbox', reason: 'gives the window the rights of the user' },
  { name: 'disable-*sandbox', reason: 'takes a part of the sandbox away' },
  { name: 'allow-*sandbox*', reason: 'takes a part of the sandbox away' },
  { name: 'no-zygote*', reason: 'starts processes outside the sandbox' },
  { name: 'single-process', reason: 'puts the window and the keys into one process' },
  { name: 'in-process-gpu', reason: 'puts the graphics code and the keys into one process' },
  { name: 'renderer-cmd-prefix', reason: 'starts another program in the place of the window' },
  { name: 'utility-cmd-prefix', reason: 'starts another program in the place of a helper process' },
  { name: 'gpu-launcher', reason: 'starts another program in the place of the graphics process' },
  { name: 'browser-subprocess-path', reason: 'starts another program in the place of helper processes' },
  { name: 'disable-web-security', reason: 'lifts the separation of origins' },
  { name: 'disable-site-isolation*', reason: 'lifts the separation of processes by origin' },
  { name: 'allow-file-access*', reason: 'lets pages read files' },
  { name: 'allow-running-insecure-content', reason: 'lets code come over plain http' },
  { name: 'unsafely-*', reason: 'trusts what should not be trusted' },
  { name: 'disable-features', reason: 'can switch protections off' },
  { name: 'enable-blink-features', reason: 'can switch unfinished web features on' },
  { name: 'enable-experimental-*', reason: 'can switch unfinished web features on' },
  { name: 'load-extension', reason: 'loads code into the window' },
  { name: 'disable-extensions-*', reason: 'chooses which extensions load' },
  { name: 'use-fake-*', reason: 'answers permission prompts by itself' },
  { name: 'auto-*-capture*', reason: 'grants screen capture by itself' },
  { name: 'ignore-certificate-errors*', reason: 'accepts any certificate' },
  { name: 'allow-insecure-localhost', reason: 'accepts any certificate on this machine' },
  { name: 'ignore-urlfetcher-cert-requests', reason: 'weakens certificate checks' },
  { name: 'proxy-*', reason: 'sends traffic past what Settings says' },
  { name: 'no-proxy-server', reason: 'sends traffic past what Settings says' },
  { name: 'winhttp-proxy-resolver', reason: 'sends traffic past what Settings says' },
  { name: 'host-rules', reason: 'sends traffic to other hosts' },
  { name: 'host-resolver-rules', reason: 'sends traffic to other hosts' },
  { name: 'auth-*', reason: 'chooses which servers are sent the user’s login' },
  { name: 'log-net-log', reason: 'writes network traffic to a file' },
  { name: 'net-log-*', reason: 'writes network traffic to a file' },
  { name: 'ssl-key-log-file', reason: 'writes the keys of encrypted connections to a file' },
  { name: 'enable-logging', reason: 'writes the window’s messages to a file or terminal' },
  { name: 'log-file', reason: 'writes the window’s messages to a file' },
  { name: 'log-level', reason: 'chooses what is written to a file or terminal' },
  { name: 'v', reason: 'writes internals to a file or terminal' },
  { name: 'vmodule', reason: 'writes internals to a file or terminal' },
  { name: 'trace-*', reason: 'records what the app does to a file' },
  { name: 'enable-tracing*', reason: 'records what the app does to a file' },
  { name: 'enable-crash-*', reason: 'writes memory to crash files' },
  { name: 'crash-dumps-dir', reason: 'writes memory to crash files' },
  { name: 'full-memory-crash-report', reason: 'writes memory to crash files' },
];

const weakeningVariables: readonly (Weakening & { readonly when: (value: string) => boolean })[] = [
  {
    name: 'NODE_TLS_REJECT_UNAUTHORIZED',
    reason: 'accepts any certificate',
    when: (value) => value === '0',
  },
  {
    name: 'SSLKEYLOGFILE',
    reason: 'writes the keys of encrypted connections to a file',
    when: (value) => value !== '',
  },
];

export interface Refusal {
  /** As it was found, without its value. */
  readonly found: string;
  readonly reason: string;
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
