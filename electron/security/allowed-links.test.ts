import { describe, expect, it } from 'vitest';
import { isOneTimePage, mayOpenExternally } from './allowed-links.ts';

describe('mayOpenExternally', () => {
  it('lets AWS’s documentation be read', () => {
    expect(
      mayOpenExternally('https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#x'),
    ).toBe(true);
  });

  it.each([
    'http://docs.aws.amazon.com/',
    'https://docs.aws.amazon.com.evil.example/',
    'https://docs.aws.amazon.com:8443/',
    'https://user:pass@docs.aws.amazon.com/',
    'https://docs.aws.amazon.com@evil.example/',
    'https://evil.example/https://docs.aws.amazon.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'app://keycutter/',
    'smb://docs.aws.amazon.com/share',
    'nonsense',
    '',
  ])('refuses %j', (url) => {
    expect(mayOpenExternally(url)).toBe(false);
  });
});

describe('isOneTimePage', () => {
  const path = 'a-Z_4'.repeat(7);

  it('lets the browser to a page of our own', () => {
    expect(isOneTimePage(`http://127.0.0.1:40000/${path}`)).toBe(true);
    expect(mayOpenExternally(`http://127.0.0.1:40000/${path}`)).toBe(false);
  });

  it.each([
    `https://127.0.0.1:40000/${path}`,
    `http://127.0.0.1/${path}`,
    `http://127.0.0.1:0/${path}`,
    `http://127.0.0.1:40000/short`,
    `http://127.0.0.1:40000/${path}?x=1`,
    `http://127.0.0.1:40000/${path}#x`,
    `http://127.0.0.1:40000/${path}/more`,
    `http://127.0.0.1:40000@evil.example/${path}`,
    `http://127.0.0.1.evil.example:40000/${path}`,
    `http://localhost:40000/${path}`,
    ` http://127.0.0.1:40000/${path}`,
    `http://127.0.0.1:40000/${path}\n`,
  ])('refuses %j', (url) => {
    expect(isOneTimePage(url)).toBe(false);
  });
});
