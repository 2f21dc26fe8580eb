import { expect, it } from 'vitest';
import type { LanguageChoice } from '../../shared/language.ts';
import { en } from '../../shared/words/en/index.ts';
import { ko } from '../../shared/words/ko/index.ts';
import { settled } from './testing/fake-clock.ts';
import { expectValue, TestBench, testSettings, window } from './testing/fake-ports.ts';

it('is the desktop’s, until the person chooses one; a choice counts at once', async () => {
  const bench = new TestBench();
  bench.preferredLanguages = ['fr-FR', 'ko-KR', 'en-US'];
  const keycutter = await bench.start();
  const shown = () => [keycutter.snapshots.current().status.language, keycutter.words().language];
  expect(shown()).toEqual(['ko', 'ko']);
  const choose = async (language: LanguageChoice) => {
    expectValue(await keycutter.handlers.settings.save({ ...testSettings, language }, window()));
    await settled();
  };
  await choose('en');
  expect(shown()).toEqual(['en', 'en']);
  expect(keycutter.words()).toBe(en);
  await choose('system');
  expect(keycutter.words()).toBe(ko);
});

it('is English where the desktop tells none that we speak', async () => {
  const bench = new TestBench();
  bench.preferredLanguages = ['fr-FR'];
  expect((await bench.start()).words()).toBe(en);
});
