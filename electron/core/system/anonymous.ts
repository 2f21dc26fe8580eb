import { mask, redactText } from '../failures/redact.ts';

/** What of a text is nobody's business but the person's. */
export interface Private {
  readonly homeFolder: string;
  readonly userName: string | null;
  readonly hostName: string | null;
  /** Names of profiles, keys and sign-ins: whole words of three characters and more. */
  readonly names: readonly string[];
  /** Account ids, access key ids, ARNs and whatever else tells which account it is stay readable. */
  readonly withAccounts: boolean;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const uniqueId =
  /\b(?:A3T[A-Z0-9]|ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)[A-Z0-9]{8,}\b/g;
const arn = /\barn(?::|%3A)[a-z0-9-]*(?::|%3A)[^\s"'\\<>,;)\]}]*/gi;
const email = /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/gi;
const account = /(?<!\d)\d{12}(?!\d)/g;
/** As AWS's own pages print one. */
const accountInGroups = /(?<![\d-])\d{4}-\d{4}-\d{4}(?![\d-])/g;
/** Hosts say which company it is; AWS's own and this machine do not. */
const address = /\b(https?|wss?):\/\/([^\s/"'\\:?#]+)(:\d+)?[^\s"'\\<>)\]}]*/gi;
const publicHost =
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|aws\.amazon\.com|electronjs\.org|nodejs\.org|chromium\.org)$/i;
/**
 * The first part of it may be a company's account alias or bucket, and is where it is not a Region.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/console-account-alias.html
 */
const namedHost =
  /^(?![a-z]{2}(?:-[a-z]+)+-\d\.)[^.]+\.(?:signin\.aws\.amazon\.com|(?:.+\.)?s3[.-].*amazonaws\.com(?:\.cn)?)$/i;
/** What Node puts before a host that it could not reach. */
const unreached = /\b((?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH)\s+)([\w.-]+)/g;
const localHost = /^(?:127\.0\.0\.1|localhost|\[::1\])$/i;
/** Tokens in base64url, which the redactor's own rule for base64 does not see whole. */
const token = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{32,}(?![\w-])/g;
const shortestName = 3;

/**
 * Puts placeholders in place of what is private, the same one for the same thing throughout (`account-1`), so that
 * a reader can tell that two lines are about one account, and not which. Secrets are masked whatever is asked for.
 */
export class Anonymizer {
  readonly #private: Private;
  readonly #placeholders = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #names: readonly string[];

  constructor(given: Private) {
    this.#private = given;
    // The longest first: one name may be a part of another.
    this.#names = [...new Set(given.names)]
      .filter((name) => name.length >= shortestName)
      .sort((one, other) => other.length - one.length);
  }

  clean(text: string): string {
    const { withAccounts, homeFolder, userName, hostName } = this.#private;
    let left = redactText(text).replace(token, mask);
    left = left.replace(address, (whole: string, scheme: string, host: string, port = '') =>
      isPublic(host)
        ? whole
        : localHost.test(host)
          ? `${scheme}://${host}${port}`
          : `${scheme}://${this.#placeholder('host', host)}`,
    );
    left = left.replace(unreached, (whole: string, before: string, host: string) =>
      isPublic(host) || localHost.test(host) ? whole : `${before}${this.#placeholder('host', host)}`,
    );
    if (!withAccounts) {
      left = left
        .replace(arn, (found) => this.#placeholder('arn', found))
        .replace(uniqueId, (found) => this.#placeholder('key', found))
        .replace(accountInGroups, (found) => this.#placeholder('account', found.replaceAll('-', '')))
        .replace(account, (found) => this.#placeholder('account', found));
    }
    left = left.replace(email, (found) => this.#placeholder('e-mail', found));
    for (const name of this.#names) left = wordsReplaced(left, name, () => this.#placeholder('name', name));
    if (homeFolder.length > 1) left = left.replaceAll(homeFolder, '~');
    if (userName !== null) left = wordsReplaced(left, userName, () => 'USER');
    if (hostName !== null) left = wordsReplaced(left, hostName, () => 'HOST');
    return left;
  }

  #placeholder(kind: string, found: string): string {
    const key = `${kind} ${found}`;
    const known = this.#placeholders.get(key);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const placeholder = `${kind}-${count}`;
    this.#placeholders.set(key, placeholder);
    return placeholder;
  }
}

function isPublic(host: string): boolean {
  return publicHost.test(host) && !namedHost.test(host);
}

/** Where no letter or digit stands beside it: `root` is not in `rooted`. */
function wordsReplaced(text: string, word: string, replacement: () => string): string {
  if (word.length < shortestName || !text.includes(word)) return text;
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu'), replacement);
}
