import { createHash } from 'node:crypto';
import { type Bus, type BusValue, unwrapDictionary } from './bus.ts';
import { until } from './processes.ts';

const watcher = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

export interface MenuItem {
  readonly id: number;
  /** As shown: mnemonic underscores are taken out. Empty for a separator. */
  readonly label: string;
  /** As sent over the bus, with mnemonic underscores. */
  readonly rawLabel: string;
  readonly type: 'standard' | 'separator';
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly toggle: 'none' | 'off' | 'on';
  readonly children: readonly MenuItem[];
}

export interface TrayState {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly tooltip: string;
  readonly iconName: string;
  /** Changes when the picture does; '' when the item names an icon instead of sending one. */
  readonly iconHash: string;
}

/** What the tray host knows about the items in it, and what a user does with them. */
export class Tray {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  async waitForHost(): Promise<void> {
    await this.#bus.waitForOwner(watcher);
    await until('the tray has a host', async () => {
      const path = '/StatusNotifierWatcher';
      return (await this.#bus.property(watcher, path, watcher, 'IsStatusNotifierHostRegistered')) === true;
    });
  }

  async items(): Promise<readonly TrayItem[]> {
    const path = '/StatusNotifierWatcher';
    const registered = await this.#bus.property(watcher, path, watcher, 'RegisteredStatusNotifierItems');
    return (registered as readonly string[]).map((item) => {
      const slash = item.indexOf('/');
      return new TrayItem(this.#bus, item.slice(0, slash), item.slice(slash));
    });
  }

  /** Waits for the one item of an app. More than one at a time is a fault. */
  async waitForItem(): Promise<TrayItem> {
    return until('an item is in the tray', async () => {
      const items = await this.items();
      if (items.length > 1) throw new Error(`There are ${items.length} tray items.`);
      return items[0];
    });
  }

  async waitUntilEmpty(): Promise<void> {
    await until('the tray is empty', async () => (await this.items()).length === 0);
  }
}

export class TrayItem {
  readonly #bus: Bus;
  readonly #owner: string;
  readonly #path: string;

  constructor(bus: Bus, owner: string, path: string) {
    this.#bus = bus;
    this.#owner = owner;
    this.#path = path;
  }

  async state(): Promise<TrayState> {
    const properties = await this.#bus.properties(this.#owner, this.#path, itemInterface);
    const pixmaps = properties.IconPixmap;
    const hasPixmap = Array.isArray(pixmaps) && pixmaps.length > 0;
    const tooltip = properties.ToolTip;
    return {
      id: text(properties.Id),
      title: text(properties.Title),
      status: text(properties.Status),
      // (icon name, icon pixmaps, title, description)
      tooltip: Array.isArray(tooltip) ? text(tooltip[2]) : '',
      iconName: text(properties.IconName),
      iconHash: hasPixmap ? createHash('sha256').update(JSON.stringify(pixmaps)).digest('hex') : '',
    };
  }

  /** A click on the icon itself. */
  async activate(): Promise<void> {
    await this.#bus.call(this.#owner, this.#path, itemInterface, 'Activate', 'ii', '0', '0');
  }

  async menu(): Promise<readonly MenuItem[]> {
    const path = await this.#menuPath();
    const layout = await this.#bus.call(
      this.#owner,
      path,
      menuInterface,
      'GetLayout',
      'iias',
      '0',
      '-1',
      '0',
    );
    return toMenuItem(layout[1] ?? null).children;
  }

  /** The visible labels, submenus indented by two spaces a level, separators as `---`: good for a snapshot. */
  async menuText(): Promise<string> {
    const lines = (items: readonly MenuItem[], indent: string): readonly string[] =>
      items
        .filter((item) => item.visible)
        .flatMap((item) => [
          `${indent}${item.type === 'separator' ? '---' : item.label}`,
          ...lines(item.children, `${indent}  `),
        ]);
    return lines(await this.menu(), '').join('\n');
  }

  /** Clicks the item at the end of a path of labels, e.g. `clickMenu('production', 'Copy for bash')`. */
  async clickMenu(...labels: readonly string[]): Promise<void> {
    const item = await until(`the tray menu offers ${labels.join(' ▸ ')}`, async () =>
      findByLabels(await this.menu(), labels),
    );
    if (!item.enabled) throw new Error(`The menu item ${labels.join(' ▸ ')} is disabled.`);
    const path = await this.#menuPath();
    await this.#bus.call(
      this.#owner,
      path,
      menuInterface,
      'Event',
      'isvu',
      String(item.id),
      'clicked',
      's',
      '',
      '0',
    );
  }

  async #menuPath(): Promise<string> {
    return text(await this.#bus.property(this.#owner, this.#path, itemInterface, 'Menu'));
  }
}

function findByLabels(items: readonly MenuItem[], labels: readonly string[]): MenuItem | undefined {
  const [first, ...rest] = labels;
  const found = items.find((item) => item.visible && item.label === first);
  return found === undefined || rest.length === 0 ? found : findByLabels(found.children, rest);
}

/** A layout node is (id, properties, children), each child in a variant; properties at their default are left out. */
function toMenuItem(node: BusValue): MenuItem {
  const [id, dictionary, children] = node as readonly [
    number,
    BusValue,
    readonly { readonly data: BusValue }[],
  ];
  const properties = unwrapDictionary(dictionary);
  const rawLabel = text(properties.label);
  const isToggle = text(properties['toggle-type']) !== '';
  return {
    id,
    rawLabel,
    label: rawLabel.replace(/_(.?)/gs, '$1'),
    type: properties.type === 'separator' ? 'separator' : 'standard',
    enabled: properties.enabled !== false,
    visible: properties.visible !== false,
    toggle: isToggle ? (properties['toggle-state'] === 1 ? 'on' : 'off') : 'none',
    children: children.map((child) => toMenuItem(child.data)),
  };
}

function text(value: BusValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
