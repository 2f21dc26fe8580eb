import { expect, it } from 'vitest';
import { mayFetchUpdate } from './update-session.ts';

it.each([
  ['https://updates.example.com/latest.yml', true],
  ['http://127.0.0.1:8080/latest-linux.yml', true],
  ['http://updates.example.com/latest.yml', false],
  ['http://127.0.0.1.example.com/latest.yml', false],
  ['file:///etc/passwd', false],
  ['app://keycutter/', false],
  ['latest.yml', false],
])('the updater may fetch %s: %s', (address, may) => {
  expect(mayFetchUpdate(address)).toBe(may);
});
