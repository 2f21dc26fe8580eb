import { describe, expect, it } from 'vitest';
import { languageFor } from './language.ts';

describe('languageFor', () => {
  it('takes what was chosen, whatever the desktop says', () => {
    expect(languageFor('ko', ['en-GB'])).toBe('ko');
    expect(languageFor('en', ['ko-KR'])).toBe('en');
  });

  it.each([
    [['ko-KR', 'en-US'], 'ko'],
    [['ko'], 'ko'],
    [['KO_kr.UTF-8'], 'ko'],
    [['de-DE', 'ko-KR', 'en-US'], 'ko'],
    [['en-GB', 'ko-KR'], 'en'],
    [['kok-IN'], 'en'],
    [['de-DE'], 'en'],
    [[], 'en'],
  ])('follows the desktop: %j is %s', (preferred, language) => {
    expect(languageFor('system', preferred)).toBe(language);
  });
});
