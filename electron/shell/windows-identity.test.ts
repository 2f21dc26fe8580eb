import { expect, it } from 'vitest';
import { appId } from '../../shared/app-id.ts';
import { identifyToWindows } from './windows-identity.ts';

it.each([
  { packaged: true, platform: 'win32' as const, told: [appId] },
  { packaged: false, platform: 'win32' as const, told: [] },
  { packaged: true, platform: 'linux' as const, told: [] },
])('is told where an installer made it known: $platform, packaged: $packaged', ({ told, ...where }) => {
  const given: string[] = [];
  identifyToWindows({ setAppUserModelId: (id) => void given.push(id) }, where);
  expect(given).toEqual(told);
});
