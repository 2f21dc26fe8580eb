import { EventEmitter } from 'node:events';
import type { Menu, MenuItemConstructorOptions, NativeImage, Rectangle, Tray } from 'electron';
import { describe, expect, it } from 'vitest';
import type { TrayAction, TrayIcon, TrayModel } from '../core/tray-model.ts';
import { AppTray } from './tray.ts';

const bounds: Rectangle = { x: 10, y: 0, width: 22, height: 22 };

class FakeTray extends EventEmitter {
  image: string;
  tooltip = '';
  readonly menus: unknown[] = [];
  readonly poppedUp: unknown[] = [];
  singleClicks = false;
  destroyed = false;

  constructor(image: unknown) {
    super();
    this.image = String(image);
  }

  setImage = (image: unknown) => {
    this.image = String(image);
  };
  setToolTip = (tooltip: string) => {
    this.tooltip = tooltip;
  };
  setContextMenu = (menu: unknown) => void this.menus.push(menu);
  popUpContextMenu = (menu: unknown) => void this.poppedUp.push(menu);
  setIgnoreDoubleClickEvents = (ignore: boolean) => {
    this.singleClicks = ignore;
  };
  getBounds = () => bounds;
  destroy = () => {
    this.destroyed = true;
  };
}

class Bench {
  readonly trays: FakeTray[] = [];
  readonly built: MenuItemConstructorOptions[][] = [];
  readonly done: string[] = [];
  readonly chosen: TrayAction[] = [];
  looksChanged = () => {};
  colour = 'dark';
  readonly tray: AppTray;

  constructor(platform: NodeJS.Platform = 'linux') {
    this.tray = new AppTray({
      platform,
      createTray: (image) => {
        const tray = new FakeTray(image);
        this.trays.push(tray);
        return tray as unknown as Tray;
      },
      buildMenu: (template) => {
        this.built.push(template);
        return template as unknown as Menu;
      },
      image: (icon: TrayIcon) => `${icon} ${this.colour}` as unknown as NativeImage,
      onLooksChanged: (listener) => {
        this.looksChanged = listener;
        return () => {
          this.looksChanged = () => {};
        };
      },
      onClick: () => void this.done.push('click'),
      onDoubleClick: () => void this.done.push('double-click'),
      onAction: (action) => void this.chosen.push(action),
    });
  }

  get native(): FakeTray {
    const tray = this.trays.at(-1);
    if (tray === undefined) throw new Error('No tray');
    return tray;
  }
}

const open = { kind: 'action', label: 'Open Keycutter', action: { kind: 'open', profileId: null } } as const;
const model = (overrides: Partial<TrayModel> = {}): TrayModel => ({
  icon: 'live',
  tooltip: 'Keycutter: prod until 15:42',
  menu: [{ kind: 'text', label: 'prod — until 15:42' }, { kind: 'separator' }, open],
  ...overrides,
});

describe('what is shown', () => {
  it('sets nothing anew when nothing differs: an open menu does not flicker', () => {
    const bench = new Bench();
    bench.tray.render(model());
    bench.tray.render(model());
    expect(bench.native.menus).toHaveLength(1);
    bench.tray.render(model({ tooltip: 'Keycutter: dev until 15:40' }));
    expect(bench.native.menus).toHaveLength(1);
    expect(bench.native.tooltip).toBe('Keycutter: dev until 15:40');
    bench.tray.render(model({ menu: [{ kind: 'text', label: 'prod — until 16:42' }, open] }));
    expect(bench.native.menus).toHaveLength(2);
  });

  it('is drawn anew when the colours of the desktop change, and not after the end', () => {
    const bench = new Bench();
    bench.tray.render(model());
    bench.colour = 'light';
    bench.looksChanged();
    expect(bench.native.image).toBe('live light');
    bench.tray.destroy();
    bench.colour = 'dark';
    bench.looksChanged();
    expect(bench.native).toMatchObject({ destroyed: true, image: 'live light' });
  });

  it('is all there again after it was made anew', () => {
    const bench = new Bench();
    bench.tray.render(model());
    bench.tray.recreate();
    expect(bench.trays.map(({ destroyed }) => destroyed)).toEqual([true, false]);
    expect(bench.native).toMatchObject({ image: 'live dark', tooltip: 'Keycutter: prod until 15:42' });
    expect(bench.native.menus).toHaveLength(1);
    bench.native.emit('click', {}, bounds);
    expect(bench.done).toEqual(['click']);
  });
});

describe('clicks', () => {
  it.each(['linux', 'win32'] as const)(
    'on %s: one on the icon is told, and the menu is the desktop’s',
    (platform) => {
      const bench = new Bench(platform);
      bench.tray.render(model());
      bench.native.emit('click', {}, bounds);
      bench.native.emit('right-click', {}, bounds);
      expect(bench.done).toEqual(['click']);
      expect(bench.native.menus).toHaveLength(1);
      expect(bench.native.poppedUp).toHaveLength(0);
    },
  );

  it('on macOS the menu opens with the other button only, and it is the newest', () => {
    const bench = new Bench('darwin');
    bench.tray.render(model());
    bench.tray.render(model({ menu: [open] }));
    expect(bench.native.menus).toHaveLength(0);
    bench.native.emit('click', {}, bounds);
    expect(bench.native.poppedUp).toHaveLength(0);
    bench.native.emit('right-click', {}, bounds);
    expect(bench.native.poppedUp).toEqual([[expect.objectContaining({ label: 'Open Keycutter' })]]);
    expect(bench.native.singleClicks).toBe(true);
  });

  it('on Windows a double click is told as one', () => {
    const bench = new Bench('win32');
    bench.native.emit('double-click', {}, bounds);
    expect(bench.done).toEqual(['double-click']);
  });

  it('on an item of the menu does what it says', () => {
    const bench = new Bench();
    bench.tray.render(model());
    const click = bench.built[0]?.at(-1)?.click as (() => void) | undefined;
    click?.();
    expect(bench.chosen).toEqual([open.action]);
  });
});
