import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '../../shared/ipc-contract.ts';
import { succeed } from '../../shared/result.ts';
import { AgentCommands } from './agent-commands.ts';
import { PrivateEndpoint, type PrivateEndpointLimits } from './private-endpoint.ts';
import { fakeHandlers, RecordingLogger } from './testing/fake-handlers.ts';
import { RawClient } from './testing/raw-client.ts';

const secret = randomBytes(32);
const nonce = randomBytes(32);
const hello = { hello: 1, version: '1.0.0', nonce: nonce.toString('base64') };

function proofFor(label: string, first: Buffer, second: Buffer, key: Buffer = secret): Buffer {
  return createHmac('sha256', key).update(label).update(first).update(second).digest();
}

describe('the private endpoint', () => {
  let folder: string;
  let path: string;
  let logger: RecordingLogger;
  let endpoint: PrivateEndpoint;
  let signals: AbortSignal[];
  const clients: RawClient[] = [];

  async function open(limits: Partial<PrivateEndpointLimits> = {}) {
    logger = new RecordingLogger();
    signals = [];
    const handlers = fakeHandlers({
      'mfa.dismiss': async (input, { client }) => succeed({ input, client }),
      'sessions.stop': async () => {
        throw new Error('a bug with a secret in it');
      },
      'sessions.assume': (_input: unknown, { signal }: CallContext) => {
        signals.push(signal);
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve(succeed('late'))));
      },
    });
    const commands = new AgentCommands(handlers, logger);
    endpoint = new PrivateEndpoint({ commands, logger, appVersion: '1.2.3', secret, limits });
    expect(await endpoint.listen(path)).toEqual(succeed());
  }

  async function connect(): Promise<RawClient> {
    const client = await RawClient.connect(path);
    clients.push(client);
    return client;
  }

  /** Greets; answers with the app's nonce and proof. */
  async function greet(client: RawClient) {
    const welcome = JSON.parse(await client.line(hello).lines(1));
    client.heard = '';
    return { nonce: Buffer.from(welcome.nonce, 'base64'), proof: Buffer.from(welcome.proof, 'base64') };
  }

  async function proven(): Promise<RawClient> {
    const client = await connect();
    const app = await greet(client);
    return client.line({ proof: proofFor('keycutter client', app.nonce, nonce).toString('base64') });
  }

  async function ask(client: RawClient, message: object) {
    client.heard = '';
    return JSON.parse(await client.line(message).lines(1));
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kc-'));
    path = join(folder, 'agent.sock');
    await open();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.hangUp();
    await endpoint.close();
    rmSync(folder, { recursive: true });
  });

  it('proves itself, and answers who has proven itself', async () => {
    const client = await connect();
    const app = await greet(client);
    expect(app.proof).toEqual(proofFor('keycutter server', nonce, app.nonce));
    client.line({ proof: proofFor('keycutter client', app.nonce, nonce).toString('base64') });
    expect(await ask(client, { id: 7, command: 'mfa.dismiss', input: { promptId: 'p' } })).toEqual({
      id: 7,
      answer: { ok: true, value: { input: { promptId: 'p' }, client: 'command' } },
    });
  });

  it('tells nothing to a caller with another secret, and runs nothing for it', async () => {
    const client = await connect();
    const app = await greet(client);
    const proof = proofFor('keycutter client', app.nonce, nonce, randomBytes(32)).toString('base64');
    client.line({ proof }).line({ id: 1, command: 'sessions.assume', input: { profileId: 'p' } });
    expect(await client.end()).toBe('');
    expect(signals).toEqual([]);
    expect(logger.lines).toEqual(['agent-caller-refused {"reason":"unproven"}']);
  });

  it('takes neither its own proof back nor one of another connection', async () => {
    const first = await connect();
    const app = await greet(first);
    const replayed = proofFor('keycutter client', app.nonce, nonce).toString('base64');
    const second = await connect();
    const other = await greet(second);
    expect(other.nonce).not.toEqual(app.nonce);
    expect(await second.line({ proof: replayed }).end()).toBe('');
    const third = await connect();
    const reflected = (await greet(third)).proof.toString('base64');
    expect(await third.line({ proof: reflected }).end()).toBe('');
  });

  it.each([
    ['a command before any proof', [{ id: 1, command: 'app.quit', input: {} }]],
    [
      'a command in place of the proof',
      [hello, { id: 1, command: 'sessions.assume', input: { profileId: 'p' } }],
    ],
    ['a nonce that is too short', [{ ...hello, nonce: 'AAAA' }]],
    ['no nonce', [{ hello: 1, version: '1' }]],
    ['a protocol that is no number', [{ ...hello, hello: '1' }]],
    ['a prototype in place of a greeting', [JSON.parse('{"__proto__":{"hello":1}}')]],
  ])('hangs up at %s', async (_what, messages) => {
    const client = await connect();
    for (const message of messages) client.line(message);
    expect(await client.end()).not.toMatch(/answer/);
    expect(signals).toEqual([]);
  });

  it.each([0, 2, 99])('tells its version to a command of protocol %i, and hangs up', async (number) => {
    const client = await connect();
    client.line({ hello: number, something: 'new' }).line(hello);
    expect(await client.end()).toBe('{"refused":"version","version":"1.2.3"}\n');
  });

  it('hangs up at more than 4 KiB before the proof', async () => {
    const client = await connect();
    expect(await client.send('x'.repeat(4_097)).end()).toBe('');
    const padded = await connect();
    expect(await padded.line({ ...hello, padding: 'x'.repeat(4_096) }).end()).toBe('');
    expect(logger.lines.at(-1)).toBe('agent-caller-refused {"reason":"too-long"}');
  });

  it('hangs up on who is too slow to prove itself, and not on who has', async () => {
    await endpoint.close();
    await open({ unprovenFor: 1_000 });
    const honest = await proven();
    expect((await ask(honest, { id: 1, command: 'mfa.dismiss', input: { promptId: 'p' } })).id).toBe(1);
    const silent = await connect();
    const halfway = await connect();
    halfway.send('{"hello":');
    expect(await silent.end()).toBe('');
    expect(await halfway.end()).toBe('');
    expect((await ask(honest, { id: 2, command: 'mfa.dismiss', input: { promptId: 'p' } })).id).toBe(2);
  });

  it('takes a line of 1 MiB and hangs up at a longer one', async () => {
    const client = await proven();
    const message = (padding: number) =>
      JSON.stringify({ id: 1, command: 'clipboard.copyText', input: { text: 'x'.repeat(padding) } });
    const most = 1024 * 1024;
    client.send(`${message(most - message(0).length)}\n`);
    expect(JSON.parse(await client.lines(1)).answer.error.code).toBe('input-too-large');
    client.heard = '';
    expect(await client.send(`${message(most - message(0).length + 1)}\n`).end()).toBe('');
  });

  it.each([
    ['an unknown command', 'sessions.steal', {}],
    ['a name of the prototype', 'constructor.constructor', {}],
    ['another one', '__proto__.toString', {}],
    ['the window’s way to cancel', 'calls.cancel', { callId: 'a' }],
    ['an input that does not fit', 'mfa.dismiss', { promptId: 7 }],
    ['a field too many', 'mfa.dismiss', { promptId: 'p', more: true }],
    ['no input', 'mfa.dismiss', undefined],
    ['an own __proto__', 'mfa.dismiss', JSON.parse('{"promptId":"p","__proto__":{"a":1}}')],
  ])('refuses %s in words', async (_what, command, input) => {
    const { answer } = await ask(await proven(), { id: 1, command, input });
    expect(answer).toMatchObject({ ok: false, error: { code: 'input-refused' } });
  });

  it('names an exception by a reference only', async () => {
    const client = await proven();
    const { answer } = await ask(client, { id: 1, command: 'sessions.stop', input: { profileId: 'p' } });
    expect(answer).toEqual({
      ok: false,
      error: { code: 'internal', params: { reference: expect.stringMatching(/^[0-9a-f]{8}$/) } },
    });
    expect(logger.lines.join()).toContain(answer.error.params.reference);
  });

  it('answers in any order, and cancels the one that is taken back', async () => {
    const client = await proven();
    client.line({ id: 1, command: 'sessions.assume', input: { profileId: 'p' } });
    client.line({ id: 2, command: 'sessions.assume', input: { profileId: 'p' } });
    expect((await ask(client, { id: 3, command: 'mfa.dismiss', input: { promptId: 'p' } })).id).toBe(3);
    expect(await ask(client, { cancel: 2 })).toEqual({ id: 2, answer: succeed('late') });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
    client.line({ cancel: 99 });
    expect((await ask(client, { id: 4, command: 'mfa.dismiss', input: { promptId: 'p' } })).id).toBe(4);
  });

  it('cancels the calls of a connection when it closes, and no others', async () => {
    const leaving = await proven();
    const staying = await proven();
    for (const client of [leaving, staying]) {
      client.line({ id: 1, command: 'sessions.assume', input: { profileId: 'p' } });
      await ask(client, { id: 2, command: 'mfa.dismiss', input: { promptId: 'p' } });
    }
    const aborted = signals.map(
      (signal) => new Promise((resolve) => signal.addEventListener('abort', resolve)),
    );
    leaving.hangUp();
    await aborted[0];
    expect(signals[1]?.aborted).toBe(false);
    await endpoint.close();
    await aborted[1];
    expect(await staying.end()).not.toContain('"id":1');
  });

  it('hangs up at an id that still waits, and at more calls than it takes', async () => {
    await endpoint.close();
    await open({ calls: 3 });
    const assume = (id: number) => ({ id, command: 'sessions.assume', input: { profileId: 'p' } });
    const twice = await proven();
    expect(await twice.line(assume(1)).line(assume(1)).end()).toBe('');
    const greedy = await proven();
    for (const id of [1, 2, 3, 4]) greedy.line(assume(id));
    expect(await greedy.end()).toBe('');
    expect(signals.filter(({ aborted }) => !aborted)).toEqual([]);
  });

  it('takes as many callers as it may and lets the next one go', async () => {
    await endpoint.close();
    await open({ connections: 2 });
    const first = await proven();
    await proven();
    const third = await connect();
    expect(await third.line(hello).end()).toBe('');
    first.hangUp();
    let again = await connect();
    for (let tries = 0; (await again.line(hello).lines(1)) === '' && tries < 100; tries += 1)
      again = await connect();
    expect(again.heard).toContain('proof');
  });

  it('outlives any bytes, before and after the proof', async () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => `${text}\n`),
      fc
        .record({ id: fc.anything(), command: fc.anything(), input: fc.anything(), cancel: fc.anything() })
        .map(
          (message) =>
            `${JSON.stringify(message, (_key, value) => (typeof value === 'bigint' ? 0 : value))}\n`,
        ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(noise, { minLength: 1, maxLength: 5 }),
        async (known, noises) => {
          const client = known ? await proven() : await connect();
          for (const data of noises) client.send(data);
          // A line that is no JSON: it hangs up at the latest here.
          await client.send('\n\n!\n').end();
          expect(client.heard).not.toContain('"ok":true,"value":{"input"');
        },
      ),
      { numRuns: 150 },
    );
    expect((await ask(await proven(), { id: 1, command: 'app.quit', input: {} })).answer.ok).toBe(true);
  });
});
