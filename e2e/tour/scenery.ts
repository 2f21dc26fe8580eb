import type { Page } from '@playwright/test';
import { type Desktop, until } from '../desktop/index.ts';
import { run } from '../desktop/processes.ts';
import type { Area } from '../desktop/screen.ts';

/** As nobody's hand would leave it: nothing under the mouse, nothing with the focus. */
export async function tidyUp(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

/** Away from the tray, whose tooltip would cover what is below it. */
export async function moveMouseAway(desktop: Desktop): Promise<void> {
  await run('xdotool', ['mousemove', '1', '400'], { env: desktop.env });
  await until('no tooltip is shown', async () => (await ownWindows(desktop)).every(({ y }) => y <= 0));
}

/** A desktop without one shows what its X server had in memory. */
export async function paintBackground(desktop: Desktop): Promise<void> {
  const [width, height] = await screenSize(desktop);
  const picture = ['-size', `${width}x${height}`, 'gradient:#5b7083-#33414e'];
  // ImageMagick's display paints, and then ends with 1 all the same.
  await run('display', ['-window', 'root', ...picture], { env: desktop.env }).catch(() => undefined);
}

/**
 * With the right mouse button, as a person does. `withSubmenu`: that of the first item too. Answers with the area of
 * the menus.
 */
export async function openTrayMenu(
  desktop: Desktop,
  { withSubmenu = false }: { readonly withSubmenu?: boolean } = {},
): Promise<Area> {
  const icon = (await ownWindows(desktop)).find(({ y, height }) => y === 0 && height > 20);
  if (icon === undefined) throw new Error('The panel shows no tray.');
  await desktop.screen.click(icon.x + icon.width - 12, Math.round(icon.height / 2), 3);
  await until('the menu is open', async () => (await menus(desktop)).length === 1);
  if (withSubmenu) {
    await desktop.screen.key('Down', 'Right');
    await until('its submenu is open', async () => (await menus(desktop)).length === 2);
  }
  const areas = await menus(desktop);
  const x = Math.min(...areas.map((area) => area.x));
  const y = Math.min(...areas.map((area) => area.y));
  return {
    x,
    y,
    width: Math.max(...areas.map((area) => area.x + area.width)) - x,
    height: Math.max(...areas.map((area) => area.y + area.height)) - y,
  };
}

/** Its submenus first, one by one. */
export async function closeTrayMenu(desktop: Desktop): Promise<void> {
  for (let open = (await menus(desktop)).length; open > 0; open -= 1) {
    await desktop.screen.key('Escape');
    const left = open - 1;
    await until('a menu is closed', async () => (await menus(desktop)).length <= left);
    if ((await menus(desktop)).length === 0) break;
  }
}

async function menus(desktop: Desktop): Promise<readonly Area[]> {
  return (await ownWindows(desktop)).filter(({ y, height }) => y > 0 && height > 40);
}

/** Of the program that draws the items of the panel along the top: the tray, and menus. They have no titles. */
async function ownWindows(desktop: Desktop): Promise<readonly Area[]> {
  const geometry = ['getwindowgeometry', '--shell', '%@'];
  const parameters = ['search', '--onlyvisible', '--class', 'wrapper-2.0', ...geometry];
  const found = await run('xdotool', parameters, { env: desktop.env }).catch(() => '');
  return found
    .split('WINDOW=')
    .slice(1)
    .map((text) => {
      const number = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(text)?.[1]);
      return { x: number('X'), y: number('Y'), width: number('WIDTH'), height: number('HEIGHT') };
    });
}

async function screenSize(desktop: Desktop): Promise<readonly [number, number]> {
  const answer = await run('xdotool', ['getdisplaygeometry'], { env: desktop.env });
  const [width = 0, height = 0] = answer.split(' ').map(Number);
  return [width, height];
}
