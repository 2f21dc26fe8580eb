import { EventEmitter } from 'node:events';
import { deserialize, serialize } from 'node:v8';
import type { WebContents } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { type CallContext, channelName, contract } from '../../shared/ipc-contract.ts';
import { inputLimits } from '../../shared/parse-input.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { silentLogger, testSettings } from '../core/testing/fake-ports.ts';
import { type DispatchedHandlers, Dispatcher } from './dispatcher.ts';
import type { Sender } from './trusted-senders.ts';

interface FakeFrame {
  readonly frameTreeNodeId: number;
  readonly parent: FakeFrame | null;
  origin: string;
  url: string;
}

/** A page with its frames, as far as the dispatcher looks at it. */
class FakePage extends EventEmitter {
  readonly id: number;
  readonly mainFrame: FakeFrame;
  readonly sent: unknown[][] = [];
  crashed = false;

  constructor(id: number, url = 'app://keycutter/') {
    super();
    this.id = id;
    this.mainFrame = { frameTreeNodeId: id * 10, parent: null, origin: 'app://keycutter', url };
  }

  send(...sent: unknown[]): void {
    this.sent.push(sent);
  }

  isDestroyed(): boolean {
    return false;
  }

  isCrashed(): boolean {
    return this.crashed;
  }
}

const asContents = (page: FakePage) => page as unknown as WebContents;
const sender = (page: FakePage, frame: FakeFrame | null = page.mainFrame): Sender =>
  ({ sender: page, senderFrame: frame }) as unknown as Sender;

const channels = Object.entries(contract).flatMap(([room, verbs]) =>
  Object.keys(verbs).map((verb) => channelName(room, verb)),
);

const recipe = {
  kind: 'assume-role',
  source: { kind: 'access-key', keyId: 'k1' },
  roleArn: 'arn:aws:iam::123456789012:role/Reader',
  region: 'eu-central-1',
  durationSeconds: 3_600,
  policyArns: [],
  tags: [],
  transitiveTagKeys: [],
};
const serial = 'arn:aws:iam::123456789012:mfa/phone';
const method = {
  kind: 'identity-center',
  startUrl: 'https://d-1234567890.awsapps.com/start',
  region: 'eu-central-1',
  flow: 'browser',
  cliSession: '',
};
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** Good input for every command; a command that is added to the contract must be added here. */
const goodInput: Record<string, object> = {
  'snapshot.get': {},
  'accessKeys.add': { name: 'main', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey, keep: 'keychain' },
  'accessKeys.enterSecret': { id: 'k1', secretAccessKey, keep: 'memory' },
  'accessKeys.test': { id: 'k1' },
  'accessKeys.rename': { id: 'k1', name: 'other' },
  'accessKeys.rotate': { id: 'k1' },
  'accessKeys.removeRotated': { id: 'k1' },
  'accessKeys.remove': { id: 'k1' },
  'accessKeys.endMfaSession': { id: 'k1' },
  'mfaDevices.lookUp': { keyId: 'k1' },
  'mfaDevices.keepSeed': { serial, seed: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
  'mfaDevices.keepCommand': { serial, command: 'ykman oath accounts code --single aws' },
  'mfaDevices.typeCodes': { serial },
  'signIns.save': { draft: { name: 'work', method } },
  'signIns.remove': { id: 's1' },
  'signIns.signIn': { id: 's1' },
  'signIns.signOut': { id: 's1' },
  'signIns.proceed': { promptId: 'm1' },
  'signIns.cancel': { promptId: 'm1' },
  'signIns.copyAddress': { promptId: 'm1' },
  'signIns.giveAssertion': { promptId: 'm1', from: 'clipboard' },
  'signIns.roles': { id: 's1' },
  'signIns.createProfiles': {
    id: 's1',
    roles: [{ account: '123456789012', role: 'ReadOnly' }],
    name: '{account}-{role}',
    region: 'eu-central-1',
    durationSeconds: 3_600,
  },
  'roles.readMaximum': { profileId: 'p1', viaProfileId: null },
  'roles.planRaise': { profileId: 'p1', viaProfileId: 'p2', seconds: 7_200 },
  'roles.raiseMaximum': { profileId: 'p1', viaProfileId: 'p2', seconds: 7_200 },
  'browsers.list': {},
  'otherTools.preview': { tool: 'aws-vault' },
  'otherTools.import': { tool: 'leapp', ids: ['one'] },
  'profiles.save': { draft: { name: 'prod', recipe } },
  'profiles.remove': { id: 'p1' },
  'profiles.setFavourite': { id: 'p1', favourite: true },
  'approvals.answer': { approvalId: 'a1', answer: 'minutes' },
  'grants.revoke': { id: 'g1' },
  'grants.revokeAll': {},
  'awsFiles.preview': {},
  'awsFiles.import': { digest: 'd', sections: ['prod'] },
  'awsFiles.dismissOffer': {},
  'awsFiles.moveKey': { section: 'default', serve: 'session-token' },
  'awsFiles.writeSection': { profileId: 'p1', name: 'prod', kind: 'process', takeOver: false },
  'awsFiles.renameSection': { name: 'prod', kind: 'process', to: 'live' },
  'awsFiles.removeSection': { name: 'prod', kind: 'process' },
  'sessions.assume': { profileId: 'p1' },
  'sessions.refresh': { profileId: 'p1' },
  'sessions.stop': { profileId: 'p1' },
  'sessions.stopAll': {},
  'sessions.check': { profileId: 'p1' },
  'sessions.copy': { profileId: 'p1', format: 'bash' },
  'sessions.copyUnset': { format: 'bash' },
  'sessions.openTerminal': { profileId: 'p1' },
  'sessions.openConsole': { profileId: 'p1' },
  'sessions.handOff': {
    profileId: 'p1',
    recipient: 'jo',
    durationSeconds: 3_600,
    policyArns: [],
    format: 'bash',
  },
  'updates.check': {},
  'updates.download': {},
  'updates.cancelDownload': {},
  'updates.restart': {},
  'mfa.submit': { promptId: 'm1', code: '123456' },
  'mfa.dismiss': { promptId: 'm1' },
  'settings.save': testSettings,
  'settings.exportToFile': {},
  'settings.previewImport': {},
  'settings.applyImport': { digest: 'd' },
  'system.resetEverything': {},
  'system.diagnostics': { withAccounts: false },
  'system.copyDiagnostics': { withAccounts: false },
  'system.saveDiagnostics': { withAccounts: true },
  'system.showLog': {},
  'system.checkStartAtLogin': {},
  'keychain.unlock': {},
  'keychain.startOver': {},
  'activity.clear': {},
  'notices.dismiss': { id: 'n1' },
  'demo.open': {},
  'demo.close': {},
  'clipboard.copyText': { text: 'arn:aws:iam::123456789012:role/Reader' },
  'palette.used': { profileId: 'p1', verb: 'show' },
  'panel.show': {},
  'panel.hide': {},
  'panel.holdOpen': { held: true },
  'app.quit': {},
  'calls.cancel': { callId: 'c1' },
};

class Bench {
  readonly page = new FakePage(1);
  readonly handled: { readonly channel: string; readonly input: unknown; readonly context: CallContext }[] =
    [];
  readonly dispatcher = new Dispatcher(silentLogger);
  readonly #listeners = new Map<string, (event: Sender, ...sent: unknown[]) => Promise<Result<unknown>>>();
  /** How the handlers answer. */
  answer: (context: CallContext) => Promise<Result<unknown>> = async () => succeed('done');

  constructor() {
    const rooms = Object.entries(contract).map(([room, verbs]) => {
      const handlers = Object.keys(verbs).map((verb) => [
        verb,
        (input: unknown, context: CallContext) => {
          this.handled.push({ channel: channelName(room, verb), input, context });
          return this.answer(context);
        },
      ]);
      return [room, Object.fromEntries(handlers)];
    });
    const handlers: DispatchedHandlers = Object.fromEntries(rooms);
    this.dispatcher.register(
      { handle: (channel, listener) => this.#listeners.set(channel, listener) },
      handlers,
    );
    this.dispatcher.senders.trust(asContents(this.page));
  }

  get registered(): readonly string[] {
    return [...this.#listeners.keys()];
  }

  /** Arguments travel as Electron sends them. */
  async send(channel: string, sent: readonly unknown[], from: Sender = sender(this.page)) {
    const listener = this.#listeners.get(channel);
    if (listener === undefined) throw new Error(`Nobody listens at ${channel}`);
    return listener(from, ...(deserialize(serialize(sent)) as unknown[]));
  }

  invoke(channel: string, input: unknown, callId?: string) {
    return this.send(channel, [callId === undefined ? { input } : { callId, input }]);
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

const withError = (code: string, params: object = {}) => ({ ok: false, error: { code, params } });

describe('every channel', () => {
  it('is one of the contract, and each of the contract is there', () => {
    expect(bench.registered.toSorted()).toEqual(channels.toSorted());
    expect(Object.keys(goodInput).toSorted()).toEqual(channels.toSorted());
  });

  it.each(channels)('%s takes good input from our page', async (channel) => {
    expect(await bench.invoke(channel, goodInput[channel])).toMatchObject({ ok: true });
    if (channel === 'calls.cancel') return;
    expect(bench.handled).toMatchObject([
      { channel, input: goodInput[channel], context: { client: 'window' } },
    ]);
  });

  it.each(channels)('%s refuses foreign senders', async (channel) => {
    const { page } = bench;
    const child: FakeFrame = { ...page.mainFrame, frameTreeNodeId: 99, parent: page.mainFrame };
    const elsewhere = new FakePage(3, 'https://keycutter/');
    elsewhere.mainFrame.origin = 'https://keycutter';
    const blank = new FakePage(4, 'about:blank');
    bench.dispatcher.senders.trust(asContents(elsewhere));
    bench.dispatcher.senders.trust(asContents(blank));
    const foreign = {
      'an iframe in our page': sender(page, child),
      'a frame that is gone': sender(page, null),
      'another top frame under our page’s name': sender(page, { ...page.mainFrame, frameTreeNodeId: 98 }),
      'a window that is not ours': sender(new FakePage(2)),
      'a window with the id of ours': sender(new FakePage(page.id)),
      'our window, gone to another origin': sender(elsewhere),
      'our window, gone to a page without address': sender(blank),
    };
    for (const [who, from] of Object.entries(foreign)) {
      const answer = await bench.send(channel, [{ input: goodInput[channel] }], from);
      expect(answer, who).toEqual(withError('sender-refused'));
    }
    expect(bench.handled).toEqual([]);
  });

  it.each(channels)('%s refuses extra fields', async (channel) => {
    const answer = await bench.invoke(channel, { ...goodInput[channel], extra: 1 });
    expect(answer).toMatchObject(withError('input-refused', { field: 'input' }));
    expect(bench.handled).toEqual([]);
  });

  it.each(channels)('%s refuses prototype fields at the top and below', async (channel) => {
    for (const field of ['__proto__', 'constructor', 'prototype']) {
      const polluting = JSON.parse(`{"${field}": {"held": true}}`) as object;
      const top = Object.defineProperties(
        { ...goodInput[channel] },
        Object.getOwnPropertyDescriptors(polluting),
      );
      for (const input of [top, { ...goodInput[channel], draft: polluting }]) {
        expect(await bench.invoke(channel, input)).toMatchObject(withError('input-refused'));
      }
    }
    expect(bench.handled).toEqual([]);
  });

  it.each(channels)('%s refuses what is too large, deep or no plain data', async (channel) => {
    const deep = (depth: number): unknown => (depth === 0 ? {} : { in: deep(depth - 1) });
    const large = { ...goodInput[channel], name: 'x'.repeat(inputLimits.size) };
    expect(await bench.invoke(channel, large)).toEqual(withError('input-too-large'));
    expect(await bench.invoke(channel, deep(50))).toEqual(withError('input-too-large'));
    for (const odd of [undefined, null, 'text', 1, [], new Date(0), new Map()]) {
      expect(await bench.invoke(channel, odd)).toMatchObject(withError('input-refused'));
    }
    expect(bench.handled).toEqual([]);
  });

  it.each(channels)('%s refuses another envelope', async (channel) => {
    const input = goodInput[channel];
    const envelopes = [
      [],
      [null],
      ['text'],
      [{ input }, { input }],
      [{ input, more: 1 }],
      [{ input, callId: 1 }],
      [{ input, callId: '' }],
      [{ input, callId: 'x'.repeat(65) }],
      [{ input, callId: '../x' }],
    ];
    for (const sent of envelopes)
      expect(await bench.send(channel, sent)).toMatchObject(withError('input-refused'));
    expect(bench.handled).toEqual([]);
  });
});

describe('answers', () => {
  it('passes failures on as they are', async () => {
    bench.answer = async () => fail(appError('session-none'));
    expect(await bench.invoke('sessions.check', { profileId: 'p1' })).toEqual(withError('session-none'));
  });

  it('turns an exception into a reference and keeps its words to the log', async () => {
    bench.answer = async () => {
      throw new Error(secretAccessKey);
    };
    const answer = await bench.invoke('sessions.check', { profileId: 'p1' });
    expect(answer).toMatchObject(withError('internal', { reference: expect.stringMatching(/^[\da-f]{8}$/) }));
    expect(JSON.stringify(answer)).not.toContain(secretAccessKey);
  });
});

describe('cancelling', () => {
  const untilAborted = ({ signal }: CallContext) =>
    new Promise<Result<unknown>>((resolve) => {
      signal.addEventListener('abort', () => resolve(fail(appError('cancelled'))));
    });

  beforeEach(() => {
    bench.answer = untilAborted;
  });

  const settledOf = async (call: Promise<unknown>) => {
    let answer: unknown = 'waiting';
    void call.then((value) => {
      answer = value;
    });
    await new Promise(setImmediate);
    return answer;
  };

  it('ends one’s own call, and no other', async () => {
    const first = bench.invoke('sessions.assume', { profileId: 'p1' }, 'c1');
    const second = bench.invoke('sessions.assume', { profileId: 'p1' }, 'c2');
    expect(await bench.invoke('calls.cancel', { callId: 'c1' })).toEqual(succeed());
    expect(await settledOf(first)).toEqual(withError('cancelled'));
    expect(await settledOf(second)).toBe('waiting');
  });

  it('does not reach another window’s call', async () => {
    const other = new FakePage(2);
    bench.dispatcher.senders.trust(asContents(other));
    const call = bench.invoke('sessions.assume', { profileId: 'p1' }, 'c1');
    await bench.send('calls.cancel', [{ input: { callId: 'c1' } }], sender(other));
    expect(await settledOf(call)).toBe('waiting');
  });

  it('takes a name once at a time, and again when it is free', async () => {
    const first = bench.invoke('sessions.assume', { profileId: 'p1' }, 'c1');
    expect(await bench.invoke('sessions.assume', { profileId: 'p1' }, 'c1')).toMatchObject(
      withError('input-refused', { field: 'callId' }),
    );
    await bench.invoke('calls.cancel', { callId: 'c1' });
    await first;
    bench.answer = async () => succeed('again');
    expect(await bench.invoke('sessions.assume', { profileId: 'p1' }, 'c1')).toEqual(succeed('again'));
  });

  it.each([
    ['is destroyed', 'destroyed', undefined],
    ['crashes', 'render-process-gone', undefined],
    ['is loaded anew', 'did-start-navigation', { isMainFrame: true, isSameDocument: false }],
  ])('ends a page’s calls when it %s', async (_what, event, details) => {
    const call = bench.invoke('sessions.assume', { profileId: 'p1' });
    bench.page.emit(event, details);
    expect(await settledOf(call)).toEqual(withError('cancelled'));
  });

  it('goes on when a page only moves within itself', async () => {
    const call = bench.invoke('sessions.assume', { profileId: 'p1' });
    bench.page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    expect(await settledOf(call)).toBe('waiting');
  });
});

describe('publishing', () => {
  it('reaches the pages that can be reached', () => {
    const crashed = new FakePage(2);
    crashed.crashed = true;
    const gone = new FakePage(3);
    for (const page of [crashed, gone]) bench.dispatcher.senders.trust(asContents(page));
    gone.emit('destroyed');
    const change = { revision: 2, slices: {} };
    bench.dispatcher.publish(change);
    expect(bench.page.sent).toEqual([['snapshot.changed', change]]);
    expect([crashed.sent, gone.sent]).toEqual([[], []]);
  });
});
