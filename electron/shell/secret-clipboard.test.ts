import { describe, expect, it } from 'vitest';
import { Secret } from '../../shared/secret.ts';
import { silentLogger } from '../core/testing/fake-ports.ts';
import { DesktopClipboard, type NativeClipboard } from './secret-clipboard.ts';

/** Synchronous as in Electron 33, or with promises as from 44 on. */
class FakeNative implements NativeClipboard {
  text = '';
  broken = false;
  readonly #asynchronous: boolean;

  constructor(asynchronous: boolean) {
    this.#asynchronous = asynchronous;
  }

  readText() {
    return this.#answer(() => this.text);
  }

  writeText(text: string) {
    return this.#answer(() => {
      this.text = text;
    });
  }

  clear() {
    return this.#answer(() => {
      this.text = '';
    });
  }

  #answer<Value>(act: () => Value): Value | Promise<Value> {
    const guarded = () => {
      if (this.broken) throw new Error('no clipboard');
      return act();
    };
    return this.#asynchronous ? Promise.resolve().then(guarded) : guarded();
  }
}

describe.each([
  ['synchronous', false],
  ['asynchronous', true],
])('the clipboard, %s', (_name, asynchronous) => {
  const setUp = () => {
    const native = new FakeNative(asynchronous);
    return { native, clipboard: new DesktopClipboard(native, silentLogger) };
  };

  it('clears a secret that is still there', async () => {
    const { native, clipboard } = setUp();
    expect(await clipboard.writeSecret(new Secret('export A=1\nexport B=2'))).toMatchObject({ ok: true });
    expect(native.text).toBe('export A=1\nexport B=2');
    await clipboard.clearSecret();
    expect(native.text).toBe('');
  });

  it('knows its text by other line ends', async () => {
    const { native, clipboard } = setUp();
    await clipboard.writeSecret(new Secret('a\nb'));
    native.text = 'a\r\nb';
    await clipboard.clearSecret();
    expect(native.text).toBe('');
  });

  it('leaves what somebody else copied since', async () => {
    const { native, clipboard } = setUp();
    await clipboard.writeSecret(new Secret('secret'));
    native.text = 'shopping list';
    await clipboard.clearSecret();
    expect(native.text).toBe('shopping list');
    // Nor does it come back to it: the secret was gone by then.
    native.text = 'secret';
    await clipboard.clearSecret();
    expect(native.text).toBe('secret');
  });

  it('leaves what is no secret, also when it took a secret’s place', async () => {
    const { native, clipboard } = setUp();
    await clipboard.writeSecret(new Secret('secret'));
    await clipboard.writeText('arn:aws:iam::123456789012:role/R');
    await clipboard.clearSecret();
    expect(native.text).toBe('arn:aws:iam::123456789012:role/R');
  });

  it('fails in words, and clears later what it could not clear now', async () => {
    const { native, clipboard } = setUp();
    await clipboard.writeSecret(new Secret('secret'));
    native.broken = true;
    expect(await clipboard.writeText('x')).toMatchObject({ ok: false, error: { code: 'clipboard-failed' } });
    await clipboard.clearSecret();
    native.broken = false;
    await clipboard.clearSecret();
    expect(native.text).toBe('');
  });

  it('reads what somebody else has put there, as a secret', async () => {
    const { native, clipboard } = setUp();
    native.text = 'SAMLResponse=x';
    const read = await clipboard.readSecret();
    expect(read.ok && read.value.reveal()).toBe('SAMLResponse=x');
    native.broken = true;
    expect(await clipboard.readSecret()).toMatchObject({ ok: false, error: { code: 'clipboard-failed' } });
  });
});
