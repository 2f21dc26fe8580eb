import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeCharacterReferences } from './character-references.ts';

it.each([
  ['a&#x2B;b&#43;c&#X2b;', 'a+b+c+'],
  ['&lt;&gt;&quot;&apos;&amp;', '<>"\'&'],
  ['&amp;lt;', '&lt;'],
  ['&amp;#65;', '&#65;'],
  ['&nbsp; &x; & &; &#; &#x;', '&nbsp; &x; & &; &#; &#x;'],
  ['&#x110000;', '&#x110000;'],
  ['&#9999999;', '&#9999999;'],
  ['&toString;', '&toString;'],
])('%s is %s', (text, decoded) => {
  expect(decodeCharacterReferences(text)).toBe(decoded);
});

it('gives back what was written with references', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const written = [...text].map((character) => `&#${character.codePointAt(0)};`).join('');
      expect(decodeCharacterReferences(written)).toBe(text);
    }),
  );
});
