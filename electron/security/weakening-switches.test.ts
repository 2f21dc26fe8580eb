import { describe, expect, it } from 'vitest';
import { findWeakening } from './weakening-switches.ts';

const found = (...given: string[]) => findWeakening(given, {}).map((refusal) => refusal.found);

describe('findWeakening', () => {
  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--no-sandbox',
    '--disable-gpu-sandbox',
    '--disable-setuid-sandbox',
    '--proxy-server=http://127.0.0.1:8080',
    '--proxy-pac-url=http://127.0.0.1/p',
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=x',
    '--log-net-log=/tmp/net.json',
    '--inspect',
    '--inspect-brk=0.0.0.0:9229',
    '--js-flags=--expose-gc',
    '--disable-web-security',
    '--renderer-cmd-prefix=gdb',
    '--load-extension=/tmp/x',
    '--host-rules=MAP * 127.0.0.1',
    '--ssl-key-log-file=/tmp/keys',
  ])('refuses %s', (argument) => {
    expect(found(argument)).toHaveLength(1);
  });

  it('sees through other spellings, and through the end-of-switches mark', () => {
    expect(found('-no-sandbox', '/No-Sandbox', '--NO-SANDBOX', '--inspect_brk')).toHaveLength(4);
    expect(found('--', '--remote-debugging-port=1')).toEqual(['--remote-debugging-port']);
  });

  it('does not repeat a value', () => {
    expect(JSON.stringify(findWeakening(['--proxy-server=http://ann:hunter2@proxy'], {}))).not.toContain(
      'hunter2',
    );
  });

  it('lets ordinary starts be', () => {
    expect(
      found(
        '--hidden',
        '--user-data-dir=/tmp/no-sandbox',
        '--ozone-platform=wayland',
        '--enable-features=WaylandWindowDecorations',
        '--force-device-scale-factor=2',
        '--disable-gpu',
        '--lang=ko',
        'keycutter://open/prod',
        '/home/ann/inspect',
        '.',
      ),
    ).toEqual([]);
  });

  it('looks at variables', () => {
    expect(findWeakening([], { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toHaveLength(1);
    expect(findWeakening([], { NODE_TLS_REJECT_UNAUTHORIZED: '1', SSLKEYLOGFILE: '' })).toEqual([]);
    expect(findWeakening([], { SSLKEYLOGFILE: '/tmp/keys' })).toHaveLength(1);
  });
});
