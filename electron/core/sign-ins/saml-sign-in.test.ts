import { beforeEach, describe, expect, it } from 'vitest';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import { Secret } from '../../../shared/secret.ts';
import type { SamlMethod } from '../../../shared/sign-in.ts';
import { FakeClock, settled } from '../testing/fake-clock.ts';
import { AwsTime } from '../time/aws-time.ts';
import type { SamlAssertion, SamlWindowAnswer, SamlWindowRequest, SignInMemory } from '../way-in-ports.ts';
import { SamlSignIn } from './saml-sign-in.ts';
import type { SignInContext, SignInStep } from './sign-in-flow.ts';

const minute = 60_000;
const base64 = (text: string) => new Secret(Buffer.from(text).toString('base64'));
const byWindow: SamlMethod = {
  kind: 'saml',
  by: 'window',
  startUrl: 'https://idp.example.com/start',
  command: '',
  remember: true,
};

/** A person who does what they are told to, and sees what they are shown. */
class FakePerson {
  readonly steps: SignInStep[] = [];
  readonly complaints: AppError[] = [];
  readonly brought: Secret[] = [];
  again: () => void = () => undefined;
  readiness: Result<undefined> = succeed();

  ready = async () => this.readiness;
  show = (step: SignInStep, again?: () => void) => {
    this.steps.push(step);
    if (again !== undefined) this.again = again;
  };
  given = async (): Promise<Result<Secret>> => {
    const next = this.brought.shift();
    return next === undefined ? fail(appError('sign-in-dismissed')) : succeed(next);
  };
  complain = (error: AppError) => void this.complaints.push(error);
}

let clock: FakeClock;
let awsTime: AwsTime;
let saml: SamlSignIn;
let person: FakePerson;
let memory: SignInMemory | null;
let windows: SamlWindowRequest[];
let answers: ((request: SamlWindowRequest) => Result<SamlWindowAnswer>)[];
let focused: string[];
let pages: string[];
let browserAnswer: Result<undefined>;
let ran: string[];
let printed: Result<Secret>;

/** What the fake reader makes of `<tISSUED,NOT_ON_OR_AFTER>`, in minutes from the test's begin. */
function assertionOf(encoded: Secret): Result<SamlAssertion> {
  const text = Buffer.from(encoded.reveal(), 'base64').toString();
  const match = /^<t(-?\d+),?(-?\d+)?/.exec(text);
  if (match === null) return fail(appError('saml-refused', { status: text }));
  return succeed({
    encoded,
    roles: [{ roleArn: 'role', principalArn: 'provider' }],
    roleSessionName: null,
    sessionDurationSeconds: null,
    issuedAt: begin + Number(match[1]) * minute,
    notOnOrAfter: match[2] === undefined ? null : begin + Number(match[2]) * minute,
    sessionNotOnOrAfter: null,
  });
}

let begin: number;

beforeEach(() => {
  clock = new FakeClock();
  begin = clock.trueTime();
  awsTime = new AwsTime(clock);
  awsTime.learn(begin);
  person = new FakePerson();
  memory = null;
  [windows, answers, focused, pages, ran] = [[], [], [], [], []];
  browserAnswer = succeed();
  printed = succeed(base64('<t0>'));
  saml = new SamlSignIn({
    window: {
      open: async (request) => {
        windows.push(request);
        return answers.shift()?.(request) ?? fail(appError('sign-in-window-closed'));
      },
      focus: (id) => void focused.push(id),
    },
    reader: { read: async (encoded) => assertionOf(encoded) },
    commands: {
      run: async (command, { patience }) => {
        ran.push(`${command} ${patience}`);
        return printed;
      },
    },
    browser: {
      open: async (address) => {
        pages.push(address.reveal());
        return browserAnswer;
      },
    },
    awsTime,
  });
});

const posted =
  (text: string, cookies: string | null = null) =>
  (): Result<SamlWindowAnswer> =>
    succeed({ assertion: base64(text), cookies: cookies === null ? null : new Secret(cookies) });
const failed =
  (code: AppError['code'], params = {}) =>
  () =>
    fail(appError(code, params));

function acquire(method: SamlMethod, withPerson: FakePerson | null = person, id = 'one') {
  const context: SignInContext = {
    signIn: { id, name: 'Corp', method, hasClientSecret: false },
    memory,
    remember: (next) => {
      memory = next;
    },
    person: withPerson,
    signal: new AbortController().signal,
  };
  return saml.acquire(context);
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);
const remembered = (cookies: string): SignInMemory => ({ kind: 'saml', cookies: new Secret(cookies) });
const held = () => (memory?.kind === 'saml' ? memory.cookies.reveal() : null);

describe('a response that was read', () => {
  it('is used again by others for four minutes', async () => {
    answers.push(posted('<t0>'), posted('<t4>'));
    const first = await acquire(byWindow);
    await clock.pass(4 * minute - 1);
    expect(await acquire(byWindow, null)).toEqual(first);
    expect(windows).toHaveLength(1);
    await clock.pass(1);
    await acquire(byWindow);
    expect(windows).toHaveLength(2);
  });

  it.each([
    ['it was issued earlier', '<t-3>', 1.7, 1.8],
    ['its conditions end sooner', '<t0,2>', 1.7, 1.8],
  ])('is used for less when %s', async (_why, text, stillMinutes, overMinutes) => {
    answers.push(posted(text), posted('<t0>'));
    await acquire(byWindow);
    await clock.pass(stillMinutes * minute);
    await acquire(byWindow);
    expect(windows).toHaveLength(1);
    await clock.pass((overMinutes - stillMinutes) * minute);
    await acquire(byWindow);
    expect(windows).toHaveLength(2);
  });

  it('is for its own sign-in, as it is now', async () => {
    answers.push(posted('<t0>'), posted('<t0>'), posted('<t0>'));
    await acquire(byWindow);
    await acquire(byWindow, person, 'two');
    await acquire({ ...byWindow, startUrl: 'https://other.example.com/' });
    expect(windows.map(({ startUrl }) => new URL(startUrl).host)).toEqual([
      'idp.example.com',
      'idp.example.com',
      'other.example.com',
    ]);
  });

  it('is not used after it was forgotten', async () => {
    answers.push(posted('<t0>'), posted('<t0>'));
    await acquire(byWindow);
    saml.forget('one');
    await acquire(byWindow);
    expect(windows).toHaveLength(2);
  });

  it.each([['<t-5>'], ['<t0,0>'], ['<t-1,-1>']])('is refused when it is over: %s', async (text) => {
    answers.push(posted(text));
    expect(codeOf(await acquire(byWindow))).toBe('saml-assertion-expired');
    answers.push(posted('<t0>'));
    expect(codeOf(await acquire(byWindow))).toBe('ok');
  });

  it('is left to AWS to judge while AWS has not told its time', async () => {
    clock.set(60 * minute);
    const fresh = new AwsTime(clock);
    let opened = 0;
    const open = async () => {
      opened += 1;
      return posted('<t0>')();
    };
    saml = new SamlSignIn({
      window: { open, focus: () => undefined },
      reader: { read: async (encoded) => assertionOf(encoded) },
      commands: { run: async () => printed },
      browser: { open: async () => browserAnswer },
      awsTime: fresh,
    });
    expect(codeOf(await acquire(byWindow))).toBe('ok');
    fresh.learn(begin);
    expect(codeOf(await acquire(byWindow))).toBe('ok');
    // What was read by a clock that was wrong is not used again.
    expect(opened).toBe(2);
  });
});

describe('by window', () => {
  it('asks the person, and shows where they are', async () => {
    answers.push((request) => {
      request.onHost('login.example.net');
      return posted('<t0>')();
    });
    expect(codeOf(await acquire(byWindow))).toBe('ok');
    expect(windows).toMatchObject([
      { signInId: 'one', name: 'Corp', visible: true, cookies: null, remember: true },
    ]);
    expect(person.steps).toEqual([
      { stage: 'window', address: 'https://idp.example.com/start' },
      { stage: 'window', address: 'https://login.example.net/' },
      { stage: 'working' },
    ]);
    person.again();
    expect(focused).toEqual(['one']);
  });

  it('opens nothing before the person wants it, nor without one', async () => {
    person.readiness = fail(appError('sign-in-dismissed'));
    expect(codeOf(await acquire(byWindow))).toBe('sign-in-dismissed');
    expect(await acquire(byWindow, null)).toEqual(fail(appError('sign-in-needed', { signIn: 'Corp' })));
    expect([windows, person.steps]).toEqual([[], []]);
  });

  it('ends with the window, or with what cannot be used', async () => {
    expect(codeOf(await acquire(byWindow))).toBe('sign-in-window-closed');
    answers.push(posted('<nothing>'));
    expect(codeOf(await acquire(byWindow))).toBe('saml-refused');
  });

  it('remembers the cookies, and tries with them alone first', async () => {
    answers.push(posted('<t0>', 'first'), posted('<t4>', 'second'));
    await acquire(byWindow);
    expect(held()).toBe('first');
    await clock.pass(4 * minute);
    expect(codeOf(await acquire(byWindow, null))).toBe('ok');
    expect(windows[1]).toMatchObject({ visible: false, remember: true });
    expect(windows[1]?.cookies?.reveal()).toBe('first');
    expect(held()).toBe('second');
    expect(person.steps).toHaveLength(2);
  });

  it('keeps no cookies of a response that was of no use', async () => {
    answers.push(posted('<nothing>', 'first'));
    await acquire(byWindow);
    expect(memory).toBeNull();
  });

  it('asks the person when cookies are not enough, and has the device known', async () => {
    memory = remembered('old');
    answers.push(failed('sign-in-needed'), posted('<t0>', 'new'));
    expect(codeOf(await acquire(byWindow))).toBe('ok');
    expect(windows.map(({ visible, cookies }) => [visible, cookies?.reveal()])).toEqual([
      [false, 'old'],
      [true, 'old'],
    ]);
    expect(held()).toBe('new');
  });

  it('says so when nobody is there, tries no second time, and still has the device known later', async () => {
    memory = remembered('old');
    answers.push(failed('sign-in-needed'));
    expect(codeOf(await acquire(byWindow, null))).toBe('sign-in-needed');
    expect(memory).toBeNull();
    expect(codeOf(await acquire(byWindow, null))).toBe('sign-in-needed');
    expect(windows).toHaveLength(1);
    answers.push(posted('<t0>', 'new'));
    await acquire(byWindow);
    expect(windows[1]?.cookies?.reveal()).toBe('old');
  });

  it('keeps the cookies over a page that failed', async () => {
    memory = remembered('old');
    answers.push(failed('sign-in-page-failed', { host: 'idp.example.com', reason: 'no answer' }));
    expect(await acquire(byWindow, null)).toEqual(
      fail(appError('sign-in-not-reachable', { host: 'idp.example.com', reason: 'no answer' })),
    );
    expect(held()).toBe('old');
  });

  it('uses and keeps no cookies when it is not to remember', async () => {
    memory = remembered('old');
    answers.push(posted('<t0>'));
    await acquire({ ...byWindow, remember: false });
    expect(windows).toMatchObject([{ visible: true, cookies: null, remember: false }]);
    expect(memory).toBeNull();
  });
});

describe('by browser', () => {
  const byBrowser: SamlMethod = { ...byWindow, by: 'browser', remember: false };

  it('opens the page and waits for a response that is of use', async () => {
    person.brought.push(new Secret('hello'), base64('<nothing>'), base64('<t-9>'));
    const body = new URLSearchParams({ SAMLResponse: base64('<t0>').reveal() });
    person.brought.push(new Secret(body.toString()));
    expect(codeOf(await acquire(byBrowser))).toBe('ok');
    expect(pages).toEqual(['https://idp.example.com/start']);
    expect(person.complaints.map(({ code }) => code)).toEqual([
      'saml-assertion-unreadable',
      'saml-refused',
      'saml-assertion-expired',
    ]);
    expect(person.steps.map(({ stage }) => stage)).toEqual(['assertion', 'working']);
    person.again();
    await settled();
    expect(pages).toHaveLength(2);
  });

  it('goes on when there is no browser: the page may be open already', async () => {
    browserAnswer = fail(appError('browser-failed'));
    person.brought.push(base64('<t0>'));
    expect(codeOf(await acquire(byBrowser))).toBe('ok');
    expect(person.complaints.map(({ code }) => code)).toEqual(['browser-failed']);
  });

  it('ends when the person does, and needs one', async () => {
    expect(codeOf(await acquire(byBrowser))).toBe('sign-in-dismissed');
    expect(codeOf(await acquire(byBrowser, null))).toBe('sign-in-needed');
    expect(pages).toHaveLength(1);
  });
});

describe('by command', () => {
  const byCommand: SamlMethod = {
    ...byWindow,
    by: 'command',
    startUrl: '',
    command: 'corp-saml --aws',
    remember: false,
  };

  it('needs nobody', async () => {
    expect(codeOf(await acquire(byCommand, null))).toBe('ok');
    expect(ran).toEqual(['corp-saml --aws 60000']);
    expect([windows, pages, person.steps]).toEqual([[], [], []]);
  });

  it.each([
    ['command-not-found', fail(appError('command-not-found'))],
    ['saml-assertion-unreadable', succeed(new Secret('usage: corp-saml'))],
    ['saml-refused', succeed(base64('<nothing>'))],
    ['saml-assertion-expired', succeed(base64('<t-6>'))],
  ] as const)('fails with %s', async (code, output) => {
    printed = output;
    expect(codeOf(await acquire(byCommand))).toBe(code);
  });
});
