import type { AwsFileName, FileProblem } from '../../../shared/aws-files-views.ts';
import { Secret } from '../../../shared/secret.ts';
import type { ByteText } from '../ports.ts';
import { secretKeys } from './aws-keys.ts';
import { type IniDocument, parseIni } from './ini-document.ts';
import { splitLines, strip } from './python-text.ts';
import { profileOf, secondWord } from './section-names.ts';

export interface ReadKey {
  readonly file: AwsFileName;
  /** From 1. */
  readonly line: number;
  /** Empty for a secret and for a nested block. */
  readonly value: string;
  readonly secret: Secret | null;
  /** An indented block under the key, one level deep. */
  readonly nested: ReadonlyMap<string, string> | null;
  /** From `[DEFAULT]`, which botocore inherits into every section of the file. */
  readonly inherited: boolean;
}

export type ReadKeys = ReadonlyMap<string, ReadKey>;

export interface ReadProfile {
  readonly name: string;
  /** Both files together; `credentials` wins, key by key. */
  readonly keys: ReadKeys;
  /** What each file has; null: it has no such section. */
  readonly config: ReadKeys | null;
  readonly credentials: ReadKeys | null;
}

export interface ReadAwsFiles {
  readonly profiles: ReadonlyMap<string, ReadProfile>;
  readonly ssoSessions: ReadonlyMap<string, ReadKeys>;
  readonly services: ReadonlyMap<string, ReadKeys>;
  readonly problems: readonly FileProblem[];
}

type Sections = ReadonlyMap<string, ReadKeys>;

/**
 * ~/.aws as botocore means it (botocore/configloader.py, and Session.full_config in botocore/session.py), also where
 * it would refuse the file: what is wrong is named by its line and passed over, and of two of a kind the later wins.
 * Absent files: null.
 */
export function readAwsFiles(files: Readonly<Record<AwsFileName, ByteText | null>>): ReadAwsFiles {
  const problems: FileProblem[] = [];
  const config = new Map<string, ReadKeys>();
  const ssoSessions = new Map<string, ReadKeys>();
  const services = new Map<string, ReadKeys>();
  for (const [header, keys] of readSections('config', files.config ?? '', problems)) {
    // A later spelling of the same profile replaces the earlier one; the two are not merged.
    if (header.startsWith('profile') || header === 'default') set(config, profileOf('config', header), keys);
    else if (header.startsWith('sso-session')) set(ssoSessions, secondWord(header, 'sso-session'), keys);
    else if (header.startsWith('services')) set(services, secondWord(header, 'services'), keys);
  }
  const credentials = readSections('credentials', files.credentials ?? '', problems);
  const profiles = new Map<string, ReadProfile>();
  for (const name of new Set([...config.keys(), ...credentials.keys()])) {
    const parts = { config: config.get(name) ?? null, credentials: credentials.get(name) ?? null };
    profiles.set(name, { name, keys: mergedKeys(parts.config, parts.credentials), ...parts });
  }
  return { profiles, ssoSessions, services, problems };
}

export function mergedKeys(config: ReadKeys | null, credentials: ReadKeys | null): ReadKeys {
  return new Map([...(config ?? []), ...(credentials ?? [])]);
}

function set(sections: Map<string, ReadKeys>, name: string | null, keys: ReadKeys): void {
  if (name !== null) sections.set(name, keys);
}

function readSections(file: AwsFileName, text: ByteText, problems: FileProblem[]): Sections {
  const document = parseIni(text);
  problems.push(...lineProblems(file, document));
  const defaults = new Map<string, ReadKey>();
  const sections = new Map<string, Map<string, ReadKey>>();
  for (const section of document.sections) {
    if (section.name === null) continue;
    const isDefault = section.name === 'DEFAULT';
    const existing = isDefault ? defaults : sections.get(section.name);
    const report = (line: number, code: FileProblem['code'], subject: string) =>
      problems.push({ file, line: line + 1, code, subject });
    if (existing !== undefined && !isDefault) report(section.first, 'section-twice', section.name);
    const keys = existing ?? new Map<string, ReadKey>();
    if (!isDefault) sections.set(section.name, keys);
    for (const { name, first, value } of section.keys) {
      if (keys.has(name)) report(first, 'key-twice', name);
      const read = { file, line: first + 1, inherited: isDefault };
      if (value.startsWith('\n')) {
        const nested = readNested(value, () => report(first, 'no-separator', ''));
        keys.set(name, { ...read, value: '', secret: null, nested });
      } else {
        const isSecret = secretKeys.has(name);
        keys.set(name, {
          ...read,
          value: isSecret ? '' : value,
          secret: isSecret ? new Secret(value) : null,
          nested: null,
        });
      }
    }
  }
  return new Map([...sections].map(([name, keys]) => [name, new Map([...defaults, ...keys])]));
}

/** No subject where it could be half of a secret. */
function lineProblems(file: AwsFileName, { mark, lines }: IniDocument): readonly FileProblem[] {
  const found: FileProblem[] =
    mark === '' ? [] : [{ file, line: 1, code: 'byte-order-mark' as const, subject: '' }];
  for (const [index, { problems, value }] of lines.entries()) {
    for (const code of problems) {
      found.push({ file, line: index + 1, code, subject: code === 'section-not-closed' ? value : '' });
    }
  }
  return found;
}

function readNested(value: string, onNoSeparator: () => void): ReadonlyMap<string, string> {
  const nested = new Map<string, string>();
  for (const line of splitLines(value).map(strip)) {
    if (line === '') continue;
    const separator = line.indexOf('=');
    if (separator < 0) onNoSeparator();
    else nested.set(strip(line.slice(0, separator)), strip(line.slice(separator + 1)));
  }
  return nested;
}
