import { describe, expect, it } from 'vitest';
import { mayLoadForSignIn, mayOpenForSignIn, mayVisitForSignIn } from './sign-in-addresses.ts';

describe('a sign-in page', () => {
  it.each([
    ['https://idp.example.com/', true, true, true],
    ['https://127.0.0.1/', true, true, true],
    ['http://127.0.0.1:8080/x', true, true, true],
    ['http://localhost/', true, true, true],
    ['http://[::1]:80/', true, true, true],
    // Visited, and then refused where it can be seen.
    ['http://idp.example.com/', false, true, false],
    ['http://127.0.0.1.example.com/', false, true, false],
    ['http://localhost.example.com/', false, true, false],
    ['wss://idp.example.com/', true, false, false],
    ['ws://127.0.0.1/', true, false, false],
    ['ws://idp.example.com/', false, false, false],
    ['data:text/html,x', true, false, false],
    ['blob:https://idp.example.com/x', true, false, false],
    ['about:blank', false, true, true],
    ['about:srcdoc', false, false, false],
    ['file:///etc/passwd', false, false, false],
    ['app://keycutter/index.html', false, false, false],
    ['devtools://devtools/x', false, false, false],
    ['chrome://settings/', false, false, false],
    ['view-source:https://idp.example.com/', false, false, false],
    ['filesystem:https://idp.example.com/x', false, false, false],
    ['ftp://127.0.0.1/', false, false, false],
    ['mailto:x@example.com', false, false, false],
    ['ms-settings:', false, false, false],
    ['javascript:0', false, false, false],
    ['', false, false, false],
  ])('%s: load %s, visit %s, open %s', (address, load, visit, open) => {
    expect(mayLoadForSignIn(address)).toBe(load);
    expect(mayVisitForSignIn(address, true)).toBe(visit);
    expect(mayOpenForSignIn(address)).toBe(open);
  });

  it.each(['data:text/html,x', 'blob:https://idp.example.com/x', 'about:srcdoc'])(
    'may have %s in a frame only',
    (address) => {
      expect(mayVisitForSignIn(address, false)).toBe(true);
      expect(mayVisitForSignIn(address, true)).toBe(false);
    },
  );
});
