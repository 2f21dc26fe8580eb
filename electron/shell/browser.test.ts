import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../shared/secret.ts';
import { en } from '../../shared/words/en/index.ts';
import { isOneTimePage } from '../security/allowed-links.ts';
import { SystemBrowser } from './browser.ts';
import { ownerIn } from './connection-owner.ts';

const target = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=very-secret';

/** Has a page opened, and answers with the address that the desktop was given. */
async function opened(patience?: number): Promise<URL> {
  let address = '';
  const browser = new SystemBrowser({
    words: () => en,
    openPage: async (page) => {
      address = page;
      return true;
    },
    ...(patience === undefined ? {} : { patience }),
  });
  expect(await browser.open(new Secret(target))).toEqual({ ok: true, value: undefined });
  return new URL(address);
}

interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly cacheControl: string | undefined;
}

function visit(
  url: URL,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer | 'refused'> {
  return new Promise((resolve) => {
    const asked = request(url, { method, headers, agent: false }, (response) => {
      response.resume();
      const { location = null, 'cache-control': cacheControl } = response.headers;
      resolve({ status: response.statusCode ?? 0, location, cacheControl });
    });
    asked.on('error', () => resolve('refused'));
    asked.end();
  });
}

describe('opening a secret address', () => {
  it('gives the desktop a page that leads there once', async () => {
    const page = await opened();
    expect(isOneTimePage(page.href)).toBe(true);
    expect(page.href).not.toContain('secret');
    expect(await visit(page)).toEqual({ status: 303, location: target, cacheControl: 'no-store' });
    const again = await visit(page);
    expect(again === 'refused' || again.location === null).toBe(true);
  });

  it('leads only the first of many there', async () => {
    const page = await opened();
    const visits = await Promise.all(Array.from({ length: 6 }, () => visit(page)));
    expect(visits.filter((answer) => answer !== 'refused' && answer.status === 303)).toHaveLength(1);
  });

  it.each([
    ['another name for this machine', { Host: 'localhost:80' }, 'GET'],
    ['a rebound name', { Host: 'evil.example' }, 'GET'],
    ['a page’s script', { Origin: 'https://evil.example' }, 'GET'],
    ['an embedding page', { 'Sec-Fetch-Dest': 'iframe' }, 'GET'],
    ['a POST', {}, 'POST'],
    ['a HEAD', {}, 'HEAD'],
  ])('leads nowhere for %s, and stays for the browser', async (_name, headers, method) => {
    const page = await opened();
    expect(await visit(page, headers, method)).toMatchObject({ status: 404, location: null });
    expect(await visit(page, { 'Sec-Fetch-Dest': 'document' })).toMatchObject({ status: 303 });
  });

  it('leads nowhere from another path', async () => {
    const page = await opened();
    for (const path of [
      '/',
      '/favicon.ico',
      `${page.pathname}x`,
      `${page.pathname}?x`,
      `/x${page.pathname}`,
    ]) {
      expect(await visit(new URL(path, page))).toMatchObject({ status: 404, location: null });
    }
    await visit(page);
  });

  it('is gone when nobody came in time', async () => {
    const page = await opened(30);
    const open = () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(Number(page.port), '127.0.0.1', () => {
          socket.destroy();
          resolve(true);
        });
        socket.on('error', () => resolve(false));
      });
    await expect.poll(open).toBe(false);
  });

  it('fails where the desktop has no browser, and takes the page away', async () => {
    let address = '';
    const browser = new SystemBrowser({
      words: () => en,
      openPage: async (page) => {
        address = page;
        return false;
      },
    });
    expect(await browser.open(new Secret(target))).toMatchObject({ error: { code: 'browser-failed' } });
    expect(await visit(new URL(address))).toBe('refused');
  });
});

describe('whose a connection is', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0019 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:9C40 0100007F:C351 01 00000000:00000000 00:00000000 00000000  1000        0 2 1 0 20 4 30 10 -1
   2: 0100007F:C351 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1001        0 3 1 0 20 4 30 10 -1
`;

  it('is read from the row of its other end', () => {
    expect(ownerIn(table, 0xc351, 0x9c40)).toBe(1001);
    expect(ownerIn(table, 0x9c40, 0xc351)).toBe(1000);
    expect(ownerIn(table, 0xc351, 0x9c41)).toBeNull();
    expect(ownerIn('', 1, 2)).toBeNull();
  });

  it('is read from the table for IPv6 too', () => {
    const row =
      '\n   0: 0000000000000000FFFF00000100007F:C351 0000000000000000FFFF00000100007F:9C40 01 0:0 00:0 0  1002 0 3\n';
    expect(ownerIn(row, 0xc351, 0x9c40)).toBe(1002);
    const own = row.replaceAll('0000000000000000FFFF00000100007F', '00000000000000000000000001000000');
    expect(ownerIn(own, 0xc351, 0x9c40)).toBe(1002);
    expect(ownerIn(own.replaceAll('0100', '0200'), 0xc351, 0x9c40)).toBeNull();
  });
});
