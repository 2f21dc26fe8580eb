import { expect, it } from 'vitest';
import { withoutAppNames } from './user-agent.ts';

it.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Keycutter/0.1.0 Chrome/130.0.6723.137 Electron/33.2.1 Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.6723.137 Safari/537.36',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) key-cutter/1.0.0-beta.1 Chrome/150.0.0.0 Electron/45.4.1 Safari/537.36',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  ],
])('%s is Chrome’s own', (given, expected) => {
  expect(withoutAppNames(given)).toBe(expected);
  expect(withoutAppNames(expected)).toBe(expected);
});
