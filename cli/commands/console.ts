import { type Result, succeed } from '../../shared/result.ts';
import type { BrowserView } from '../../shared/sign-in-views.ts';
import type { AppCalls } from '../app-calls.ts';
import type { Call, Outcome } from '../command-specification.ts';
import { type Failure, orFailure, ownFailure, usageFailure } from '../failure.ts';
import { nearest } from '../nearest.ts';
import { columns } from '../output/columns.ts';
import { done } from '../output/outcome.ts';
import { shown, text } from '../text/en.ts';
import { withPerson } from '../with-person.ts';
import { onProfile } from './sessions.ts';

/** `keycutter console` */
export async function openConsole(call: Call): Promise<Result<Outcome, Failure>> {
  const { world, given, json } = call;
  const wanted = given.value('browser');
  if (given.has('print') && wanted !== undefined) {
    return usageFailure(text.onlyOneOf('print', 'browser'), text.usageHint('console'));
  }
  const place = Object.fromEntries(
    ['service', 'region'].flatMap((name) => (given.has(name) ? [[name, given.value(name)]] : [])),
  );
  return onProfile(call, async (app, profileId, name) => {
    if (given.has('print')) {
      const url = orFailure(
        await withPerson(world, app, (waitSeconds, signal) =>
          app.call('credentials.consoleUrl', { profile: profileId, waitSeconds, ...place }, signal),
        ),
      );
      return url.ok
        ? succeed({ text: json ? '' : `${url.value}\n`, json: { profile: name, url: url.value } })
        : url;
    }
    const browser = wanted === undefined ? succeed({}) : await browserNamed(app, wanted);
    if (!browser.ok) return browser;
    const opened = orFailure(
      await withPerson(world, app, (_waitSeconds, signal) =>
        app.call('sessions.openConsole', { profileId, ...place, ...browser.value }, signal),
      ),
    );
    return opened.ok ? done(text.consoleOpened(name), { profile: name, opened: true }) : opened;
  });
}

/** `keycutter browsers` */
export async function listBrowsers({ app }: Call): Promise<Result<Outcome, Failure>> {
  const connected = await app();
  if (!connected.ok) return connected;
  const browsers = orFailure(await connected.value.call('browsers.list', {}));
  if (!browsers.ok) return browsers;
  const json = { browsers: browsers.value };
  if (browsers.value.length === 0) return succeed({ text: '', json, note: text.noBrowsers });
  const { browser, profile, id } = text.columns;
  const rows = choices(browsers.value).map(([name, inside, choiceId]) => [
    { text: shown(name) },
    { text: shown(inside) },
    { text: shown(choiceId) },
  ]);
  return succeed({ text: columns([browser, profile, id], rows, { colour: false }), json });
}

/** Each browser and each of its profiles: name, the profile's name or nothing, id. */
function choices(browsers: readonly BrowserView[]): readonly (readonly [string, string, string])[] {
  return browsers.flatMap(({ id, name, profiles }) => [
    [name, '', id] as const,
    ...profiles.map((profile) => [name, profile.name, profile.id] as const),
  ]);
}

/** By id, or by a name that only one has. */
async function browserNamed(
  app: AppCalls,
  typed: string,
): Promise<Result<{ readonly browser: string }, Failure>> {
  const browsers = orFailure(await app.call('browsers.list', {}));
  if (!browsers.ok) return browsers;
  const all = choices(browsers.value);
  const byId = all.find(([, , id]) => id === typed);
  const named = all.filter(([name, profile]) => (profile === '' ? name : profile) === typed);
  const found = byId ?? (named.length === 1 ? named[0] : undefined);
  if (found !== undefined) return succeed({ browser: found[2] });
  const guess = nearest(typed, [...all.map(([, , id]) => id), ...all.map(([name]) => name)]);
  return ownFailure('browser-not-found', text.noSuchBrowser(typed, guess), text.listBrowsers);
}
