import { describe, expect, it } from 'vitest';
import { mayOpenExternally } from './allowed-links.ts';

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
