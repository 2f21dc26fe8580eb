import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import { Gallery, look } from './support/gallery.ts';

/** https://github.com/dequelabs/axe-core: put in as it is, because the page's policy forbids a script element. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const contrast = ['color-contrast'];

let gallery: Gallery;

test.beforeAll(async () => {
  gallery = await Gallery.open(3);
});

test.afterAll(() => gallery?.close());

test('axe finds nothing in any screen, in both themes', async () => {
  test.setTimeout(10 * 60_000);
  const found: string[] = [];
  const troubles = await gallery.visit(gallery.scenes, {}, async (page, scene) => {
    const note = (looks: string) => (text: string) => found.push(`${scene}, ${looks}: ${text}`);
    await page.evaluate(axeSource);
    (await violations(page, null)).forEach(note('light'));
    await look(page, { theme: 'dark' });
    (await violations(page, contrast)).forEach(note('dark'));
    if (!isFirstOfItsKind(scene)) return;
    await look(page, { theme: 'light', contrast: true });
    (await violations(page, contrast)).forEach(note('light, high contrast'));
    await look(page, { theme: 'dark', contrast: true });
    (await violations(page, contrast)).forEach(note('dark, high contrast'));
  });
  expect([...found, ...troubles]).toEqual([]);
});

/** High contrast has other colours, but no other layout: one scene of each screen tells. */
function isFirstOfItsKind(scene: string): boolean {
  const screen = scene.split('-')[0] ?? scene;
  return gallery.scenes.find((other) => other.split('-')[0] === screen) === scene;
}

/** Of all rules, or of those named. */
function violations(page: Page, rules: readonly string[] | null): Promise<readonly string[]> {
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    // What lies over the page hides the rest of it from screen readers, and covers some of it.
    const isCovered = document.querySelector('.popup[data-open], .dialog[data-open]') !== null;
    const ofWholePages = ['page-has-heading-one', 'landmark-one-main', 'region', 'target-size'];
    // An open list of suggestions hides the rest too, and closes when Tab leads there.
    const isSuggesting = document.querySelector('input[aria-autocomplete][aria-expanded="true"]') !== null;
    const found = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only === null
        ? {
            rules: {
              ...Object.fromEntries(ofWholePages.map((rule) => [rule, { enabled: !isCovered }])),
              'aria-hidden-focus': { enabled: !isSuggesting },
            },
          }
        : { runOnly: { type: 'rule' as const, values: [...only] } }),
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, any, all, none }) =>
          `${id}: ${html.slice(0, 200)} ${[...any, ...all, ...none][0]?.message ?? ''}`,
      ),
    );
  }, rules);
}
