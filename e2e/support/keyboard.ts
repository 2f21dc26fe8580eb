import { expect, type Locator, type Page } from '@playwright/test';
import { type Desktop, until } from '../desktop/index.ts';

/** Longer than any way through a screen of ours. */
const longestWay = 40;

/** Tab by Tab to an element, with the focus in sight at each step. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let steps = 0; steps < longestWay; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return expectFocusVisible(page);
    }
    await page.keyboard.press(key);
    await expectFocusVisible(page);
  }
  await expect(target, `reached by ${longestWay} times ${key}`).toBeFocused();
}

/** By an outline or a ring, on the element or on what it is the heart of: a search box, a row, a menu's item. */
export async function expectFocusVisible(page: Page): Promise<void> {
  const unseen = () =>
    page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return 'nothing has the focus';
      const hasOutline = (element: Element | null) => {
        if (element === null) return false;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
        const isSeen = Number.parseFloat(outlineWidth) > 0 && outlineColor !== 'rgba(0, 0, 0, 0)';
        return outlineStyle !== 'none' && isSeen;
      };
      const hasRing = (element: Element | null) =>
        element !== null && getComputedStyle(element).boxShadow !== 'none';
      const isMarked =
        [focused, focused.closest('.row')].some(hasOutline) || [focused, focused.parentElement].some(hasRing);
      // The handle of a slider is marked, which no script can read.
      const isSlider = focused instanceof HTMLInputElement && focused.type === 'range';
      const isMenuItem = focused.hasAttribute('data-highlighted');
      if (isSlider || isMenuItem || isMarked) return '';
      return focused.outerHTML.slice(0, 300);
    });
  await expect.poll(unseen, { message: 'the focus can be seen' }).toBe('');
}

/** The window of this title has the desktop's keyboard. */
export async function comesToFront({ screen }: Desktop, title = 'Keycutter'): Promise<void> {
  await until(`“${title}” has the keyboard`, async () => (await screen.focusedTitle()) === title);
}
