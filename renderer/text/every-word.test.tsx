import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { suggestedRegions } from '../../shared/aws-regions.ts';
import { exportFormats } from '../../shared/export-formats.ts';
import type { WindowApi } from '../../shared/window-api.ts';
import { KeycutterWindow } from '../app/app.tsx';
import { createApp } from '../app/app-context.tsx';
import { loadParts } from '../app/lazy-parts.tsx';
import { initials } from '../sessions/profile-text.ts';
import { browserClock } from '../state/clock.ts';
import { withWords } from '../testing/catalogue.ts';
import { scenes } from '../testing/gallery-scenes.ts';
import { settle, speak, until } from '../testing/gallery-steps.ts';
import { giveLayout } from '../testing/layout.ts';
import { createLivelyApi } from '../testing/lively-api.ts';
import { en } from './text.ts';

/** A language that nobody speaks: what is not between its marks did not come from the catalogue. */
const marked = withWords(en, (words) => (words === '' ? words : `⟦${words}⟧`));

/** Names that are nobody's words: of programs, services, formats, commands and their parts. */
const names = [
  ...['CloudFormation', 'CloudWatch', 'DynamoDB', 'EC2', 'IAM', 'Lambda', 'RDS', 'S3', 'SAML'],
  ...[
    'https://sts.eu-central-1.amazonaws.com',
    'http://proxy.example.com:3128',
    '/etc/ssl/certs/company.pem',
  ],
  ...['arn:aws:iam::aws:policy/ReadOnlyAccess', 'openid email', '(Esc)', 'AWS'],
];

/** Days and months come from Intl. */
const dates = Array.from({ length: 12 }, (_, month) => new Date(2026, month, month + 1)).flatMap((date) => [
  ...['short', 'long'].map((weekday) =>
    date.toLocaleDateString('en', { weekday: weekday === 'long' ? 'long' : 'short' }),
  ),
  date.toLocaleDateString('en', { month: 'long', day: 'numeric' }).replace(/ \d+/, ''),
]);

/** Drawn thousands of times over; a few tell as much. */
const tooLong = new Set(['sessions-5000', 'sessions-many', 'roles-5000', 'palette-many', 'import-500']);

function stringsIn(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) stringsIn(part, found);
  }
}

/** Takes down every string that main answers with: these are data. */
function recorded(api: WindowApi, data: Set<string>): WindowApi {
  const verbs = (room: object) =>
    Object.fromEntries(
      Object.entries(room).map(([verb, call]) => [
        verb,
        async (...values: readonly unknown[]) => {
          stringsIn(values[0], data);
          const answer: unknown = await Reflect.apply(call, undefined, values);
          stringsIn(answer, data);
          return answer;
        },
      ]),
    );
  const rooms = Object.entries(api).map(([name, room]) => [
    name,
    typeof room === 'function' ? room : verbs(room),
  ]);
  return Object.fromEntries(rooms) as WindowApi;
}

const heard = ['aria-label', 'aria-description', 'aria-valuetext', 'aria-roledescription', 'alt', 'title'];

/** What of each text stands between no marks. A piece of words may be drawn apart, so marks count over all of them. */
function unmarked(texts: readonly string[]): readonly string[] {
  let depth = 0;
  return texts.map((text) => {
    let bare = '';
    for (const letter of text) {
      if (letter === '⟦') depth += 1;
      else if (letter === '⟧') depth -= 1;
      else bare += depth === 0 ? letter : ' ';
    }
    return bare;
  });
}

function drawn(): readonly string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const parent = walker.currentNode.parentElement;
    if (parent?.closest('style, script, textarea, pre') === null)
      texts.push(walker.currentNode.nodeValue ?? '');
  }
  return texts;
}

function attributes(): readonly string[] {
  return [...document.body.querySelectorAll('*')].flatMap((element) =>
    [...heard, 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
  );
}

/** Waits until nothing is drawn any more. */
async function drawnWhole(): Promise<void> {
  for (let before = ''; before !== document.body.innerHTML; ) {
    before = document.body.innerHTML;
    await settle();
    await settle();
  }
}

/** Addresses, ARNs, paths and commands are for machines. */
const isForMachines = (piece: string) => /^\S*[/:.]\S*$|^aws /.test(piece);

/** Whether all of the rest is data, in pieces as a screen may put them together. */
function isData(rest: string, data: readonly string[]): boolean {
  return rest
    .split(/ · |, |\s*[():|]\s+|\n|…/)
    .map((piece) =>
      piece
        .trim()
        .replace(/^\[(?:profile )?|[\].…]+$/g, '')
        .replace(/ [\d ]+$/, ''),
    )
    .filter((piece) => /\p{L}/u.test(piece) && !isForMachines(piece))
    .every((piece) => data.some((known) => known.includes(piece)));
}

describe('every word of the window', () => {
  let root: Root | null = null;
  beforeAll(async () => {
    giveLayout();
    await loadParts();
  });
  afterEach(() => {
    speak(en);
    root?.unmount();
    document.body.innerHTML = '';
  });

  it.each(Object.keys(scenes).filter((name) => !tooLong.has(name)))(
    'comes from the catalogue: %s',
    async (name) => {
      const scene = scenes[name];
      if (scene === undefined) throw new Error(`no scene ${name}`);
      const fake = createLivelyApi(scene.snapshot(Date.now()), Date.now);
      const formats = exportFormats.map((format) => String(format.id));
      const data = new Set<string>([...names, ...dates, ...suggestedRegions, ...formats]);
      const app = createApp(recorded(fake.api, data), browserClock, () => marked);
      speak(marked, 10);
      root = createRoot(document.body.appendChild(document.createElement('div')));
      root.render(<KeycutterWindow app={app} />);
      await until('main, .screen');
      await drawnWhole();
      await scene.play?.(app, fake);
      await drawnWhole();
      stringsIn(fake.snapshot(), data);
      for (const profile of fake.snapshot().profiles) data.add(initials(profile.name));
      const shown = drawn();
      const bare = [...unmarked(shown), ...attributes().flatMap((text) => unmarked([text]))];
      expect(bare.filter((rest) => !isData(rest, [...data]))).toEqual([]);
      expect(shown.join('')).toContain('⟦');
    },
  );
});
