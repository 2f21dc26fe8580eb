import { readFile } from 'node:fs/promises';

interface Connection {
  readonly localPort?: number | undefined;
  readonly remotePort?: number | undefined;
}

/**
 * Whether the other end of a connection over 127.0.0.1 or ::1 is another user's, as Linux tells it; false where it cannot be
 * told. https://www.kernel.org/doc/Documentation/networking/proc_net_tcp.txt
 */
export async function isOtherUsers({ localPort, remotePort }: Connection): Promise<boolean> {
  const own = process.getuid?.();
  if (process.platform !== 'linux' || own === undefined || !localPort || !remotePort) return false;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const text = await readFile(table, 'latin1').catch(() => '');
    const owner = ownerIn(text, remotePort, localPort);
    if (owner !== null) return owner !== own;
  }
  return false;
}

/**
 * 127.0.0.1, ::ffff:127.0.0.1, which ends in the same eight digits, and ::1; bytes come in the machine's own order, by
 * four.
 */
const thisMachine = /(?:0100007F|7F000001|0{24}0(?:1000000|0000001)):/;

/** The user id that the connection from `port` to `toPort` of this machine belongs to; null: not in this table. */
export function ownerIn(table: string, port: number, toPort: number): number | null {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');
  for (const line of table.split('\n').slice(1)) {
    const [, local = '', remote = '', , , , , owner = ''] = line.trim().split(/\s+/);
    const within = thisMachine.test(local) && thisMachine.test(remote);
    if (within && local.endsWith(`:${hex(port)}`) && remote.endsWith(`:${hex(toPort)}`)) return Number(owner);
  }
  return null;
}
