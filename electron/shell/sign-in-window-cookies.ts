import type { Cookie, Cookies, CookiesSetDetails } from 'electron';
import { Secret } from '../../shared/secret.ts';

interface Kept {
  readonly name: string;
  readonly value: string;
  readonly domain: string | undefined;
  readonly hostOnly: boolean | undefined;
  readonly path: string | undefined;
  readonly secure: boolean | undefined;
  readonly httpOnly: boolean | undefined;
  readonly sameSite: Cookie['sameSite'];
  /** Epoch seconds; absent: it ended with the window, and is kept all the same. */
  readonly expirationDate?: number | undefined;
}

const sameSites: ReadonlySet<unknown> = new Set(['unspecified', 'no_restriction', 'lax', 'strict']);

/** All cookies of all hosts, as JSON. Those of a browser's session are what most providers know one by. */
export async function keepCookies(cookies: Pick<Cookies, 'get'>): Promise<Secret> {
  const all = await cookies.get({});
  const kept: readonly Kept[] = all.map((cookie) => ({
    name: cookie.name,
    value: cookie.value,
    domain: cookie.domain,
    hostOnly: cookie.hostOnly,
    path: cookie.path,
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
    sameSite: cookie.sameSite,
    expirationDate: cookie.expirationDate,
  }));
  return new Secret(JSON.stringify(kept));
}

/** Sets what `keepCookies` gave; one that Chromium takes no more is left out. Answers with how many were. */
export async function restoreCookies(cookies: Pick<Cookies, 'set'>, kept: Secret): Promise<number> {
  const outcomes = await Promise.allSettled(read(kept).map((cookie) => cookies.set(details(cookie))));
  return outcomes.filter(({ status }) => status === 'rejected').length;
}

function read(kept: Secret): readonly Kept[] {
  try {
    const parsed: unknown = JSON.parse(kept.reveal());
    return Array.isArray(parsed) ? parsed.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const {
    name,
    value: content,
    domain,
    path,
    expirationDate,
    sameSite,
  } = value as Partial<Record<keyof Kept, unknown>>;
  const texts = [name, content, domain, path].every((text) => typeof text === 'string');
  const ends = expirationDate === undefined || typeof expirationDate === 'number';
  return texts && ends && sameSites.has(sameSite);
}

/** Chromium takes the host from a URL; a cookie for that host alone has no domain besides. */
function details({ domain = '', hostOnly, ...cookie }: Kept): CookiesSetDetails {
  const host = domain.replace(/^\./, '');
  const { expirationDate, path = '/', secure = false } = cookie;
  return {
    url: `${secure ? 'https' : 'http'}://${host}${path}`,
    name: cookie.name,
    value: cookie.value,
    path,
    secure,
    httpOnly: cookie.httpOnly === true,
    sameSite: cookie.sameSite,
    ...(hostOnly === true ? {} : { domain }),
    ...(expirationDate === undefined ? {} : { expirationDate }),
  };
}
