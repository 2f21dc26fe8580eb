import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonText } from '../../shared/error-text.ts';
import { appError } from '../../shared/errors.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { Secret } from '../../shared/secret.ts';
import { en } from '../../shared/words/en/index.ts';
import { DesktopAssertionInput } from './assertion-input.ts';

const response = Buffer.from('<samlp:Response/>').toString('base64');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assertion-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const words = (result: Result<Secret | null>) =>
  result.ok ? result.value?.reveal() : `${result.error.code}: ${reasonText(result.error.params, en)}`;

function fromClipboard(text: Result<Secret>) {
  const clipboard = { readSecret: async () => text };
  return new DesktopAssertionInput({ clipboard, chooseFile: async () => null }).fromClipboard();
}

function fromFile(path: string | null) {
  const clipboard = { readSecret: async () => succeed(new Secret(response)) };
  return new DesktopAssertionInput({ clipboard, chooseFile: async () => path }).fromFile();
}

function written(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('the clipboard', () => {
  it('gives the response that is in it', async () => {
    expect(words(await fromClipboard(succeed(new Secret(` ${response}\n`))))).toBe(response);
  });

  it('may hold something else, or not be readable', async () => {
    expect(words(await fromClipboard(succeed(new Secret('my password'))))).toBe(
      'saml-assertion-unreadable: there is no SAMLResponse in it',
    );
    expect(words(await fromClipboard(fail(appError('clipboard-failed'))))).toBe(
      'saml-assertion-unreadable: the clipboard could not be read',
    );
  });
});

describe('a file', () => {
  it('gives the response that is in it, in either of Windows’ encodings', async () => {
    const text = `SAMLResponse=${encodeURIComponent(response)}`;
    expect(words(await fromFile(written('form.txt', text)))).toBe(response);
    expect(words(await fromFile(written('bom.txt', `\ufeff${response}`)))).toBe(response);
    expect(words(await fromFile(written('utf16.txt', Buffer.from(`\ufeff${text}`, 'utf16le'))))).toBe(
      response,
    );
  });

  it('need not be chosen', async () => {
    expect(words(await fromFile(null))).toBeUndefined();
  });

  it('may be of no use', async () => {
    const unreadable = 'saml-assertion-unreadable:';
    expect(words(await fromFile(folder))).toBe(`${unreadable} it is no file`);
    expect(words(await fromFile(join(folder, 'gone')))).toBe(`${unreadable} the file could not be read`);
    expect(words(await fromFile(written('large.har', 'x'.repeat(1_048_577))))).toBe(
      `${unreadable} the file is larger than 1 MB`,
    );
    expect(words(await fromFile(written('empty', '')))).toBe(`${unreadable} there is no text`);
  });
});
