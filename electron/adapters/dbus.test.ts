import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bus, daemon, sessionBusAddress, systemBusAddress } from './dbus.ts';
import { LogindScreenLock } from './logind.ts';
import { DesktopSecretService } from './secret-service.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keycutter-bus-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the session bus', () => {
  it('is where the environment says, if that is a socket of this machine', () => {
    const at = (DBUS_SESSION_BUS_ADDRESS: string) => sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS });
    expect(at('unix:path=/run/user/1000/bus')).toBe('unix:path=/run/user/1000/bus');
    expect(at('unix:abstract=/tmp/dbus-x,guid=12')).toBe('unix:abstract=/tmp/dbus-x,guid=12');
    expect(at('autolaunch:;unix:path=/b')).toBe('unix:path=/b');
    expect(at('unixexec:path=/bin/sh')).toBeNull();
    expect(at('tcp:host=10.0.0.1,port=1')).toBeNull();
  });

  it('is systemd’s where nothing says so', () => {
    expect(sessionBusAddress({})).toBeNull();
    expect(sessionBusAddress({ XDG_RUNTIME_DIR: folder })).toBeNull();
    writeFileSync(join(folder, 'bus'), '');
    expect(sessionBusAddress({ XDG_RUNTIME_DIR: folder })).toBe(`unix:path=${join(folder, 'bus')}`);
  });
});

describe('the system bus', () => {
  it('is where the environment says, if that is a socket of this machine', () => {
    const at = (DBUS_SYSTEM_BUS_ADDRESS: string) => systemBusAddress({ DBUS_SYSTEM_BUS_ADDRESS });
    expect(at('unix:path=/run/other')).toBe('unix:path=/run/other');
    expect(at('tcp:host=10.0.0.1,port=1')).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('a bus that is none', () => {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => (server ? server.close(() => done()) : done()));
    server = null;
  });

  async function pretend(answer: (socket: Socket) => void): Promise<string> {
    const path = join(folder, 'socket');
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      answer(socket);
    });
    await new Promise<void>((done) => server?.listen(path, done));
    return `unix:path=${path}`;
  }

  it.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => {}],
    ['hangs up', (socket) => socket.destroy()],
    ['ends', (socket) => socket.end()],
    ['talks nonsense', (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')],
    ['refuses us', (socket) => socket.write('REJECTED EXTERNAL\r\n')],
    [
      'lets us in and hangs up',
      (socket) => {
        socket.write('OK 1234\r\n');
        socket.once('data', () => socket.once('data', () => socket.destroy()));
      },
    ],
  ])('because it %s: every call ends, and nothing is thrown', async (_what, answer) => {
    const address = await pretend(answer);
    const bus = new Bus(() => address, [], 150);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(bus.call({ ...daemon, member: 'GetId' })).rejects.toBeInstanceOf(Error);
    }
    bus.close();
    const service = new DesktopSecretService({
      environment: { DBUS_SESSION_BUS_ADDRESS: address },
      answerTimeout: 150,
    });
    expect(await service.state()).toBe('unavailable');
    service.close();
    const screenLock = new LogindScreenLock({
      environment: { DBUS_SYSTEM_BUS_ADDRESS: address },
      answerTimeout: 150,
    });
    await screenLock.start();
    expect(screenLock.isLocked()).toBe(false);
    screenLock.close();
  });

  it('because nobody is there: every call ends', async () => {
    const bus = new Bus(() => `unix:path=${join(folder, 'nobody')}`, [], 5_000);
    await expect(bus.call({ ...daemon, member: 'GetId' })).rejects.toBeInstanceOf(Error);
    bus.close();
  });
});
