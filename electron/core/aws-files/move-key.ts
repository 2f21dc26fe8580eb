import { appError } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { Secret } from '../../../shared/secret.ts';
import type { ByteText } from '../ports.ts';
import { secretKeys, staticKeys } from './aws-keys.ts';
import { encode } from './byte-text.ts';
import { type IniSection, joinIni, parseIni } from './ini-document.ts';
import { LineEdits } from './line-edits.ts';
import { profileOf } from './section-names.ts';

/**
 * `credentials` without this very key; nothing else of it changes. A section that holds nothing more goes with it.
 *
 * Errors: aws-section-gone when the key is not there any more, import-outdated when another one is.
 */
export function withoutLongTermKey(
  text: ByteText,
  sectionName: string,
  accessKeyId: string,
  secretAccessKey: Secret,
): Result<ByteText> {
  const document = parseIni(text);
  const sections = document.sections.filter(
    ({ name }) => name !== null && profileOf('credentials', name) === sectionName,
  );
  const last = (key: string) =>
    sections.flatMap(({ keys }) => keys).findLast(({ name }) => name === key)?.value;
  const id = last('aws_access_key_id');
  const secret = last('aws_secret_access_key');
  if (id === undefined || secret === undefined)
    return fail(appError('aws-section-gone', { name: sectionName }));
  if (id !== accessKeyId || secret !== secretAccessKey.reveal()) return fail(appError('import-outdated'));

  const edits = new LineEdits(document);
  for (const section of sections) {
    dropStaticKeys(edits, section);
    const rest = document.lines.slice(section.first + 1, section.end);
    const isEmpty = rest.every(
      ({ kind }, index) => kind === 'blank' || edits.isDropped(section.first + 1 + index),
    );
    // Without this header an indented one below would become part of the value above.
    const guardsNext = (document.lines[section.end]?.indent ?? '') !== '';
    if (isEmpty && !guardsNext) edits.drop(section.first);
  }
  return succeed(edits.result());
}

function dropStaticKeys(edits: LineEdits, section: IniSection): void {
  for (const { name, first, end } of section.keys) {
    if (!staticKeys.has(name)) continue;
    for (let line = first; line < end; line += 1) edits.drop(line);
  }
}

/** What stands in a backup where a secret was. */
const placeholder = 'REMOVED-BY-KEYCUTTER';
const shortestSecret = 8;

const secretNames = [...secretKeys].join('|');
/** Also in a comment, in a block under another key, or in a line that nobody can read. */
const namedSecret = new RegExp(`((?:${secretNames})[^\\S\\r\\n]*[=:]?)(.*)`, 'i');
/** A secret access key has 40 characters of base64: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const looksLikeSecret = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/g;

/** The same file with no secret in it, in whichever way it is written there: for a backup. */
export function redacted(text: ByteText): ByteText {
  const { mark, lines, sections } = parseIni(text);
  const secrets = new Set<string>();
  const hidden = new Map<number, ByteText>();
  for (const { name, first, end } of sections.flatMap(({ keys }) => keys)) {
    if (!secretKeys.has(name)) continue;
    for (let index = first; index < end; index += 1) {
      const line = lines[index];
      if (line?.kind !== 'key' && line?.kind !== 'continuation') continue;
      if (line.value !== '') secrets.add(encode(line.value));
      const before = line.kind === 'key' ? `${line.indent}${name} = ` : line.indent;
      hidden.set(index, before + placeholder);
    }
  }
  for (const [index, { content, kind }] of lines.entries()) {
    const named = namedSecret.exec(content);
    const value = named?.[2]?.trim() ?? '';
    if (named === null || hidden.has(index) || value === '') continue;
    // Prose may name the key; what has a separator or is one long word may be a secret.
    if (kind === 'comment' && !/[=:]$/.test(named[1] ?? '') && !/\S{16}/.test(value)) continue;
    secrets.add(value);
    hidden.set(index, `${content.slice(0, named.index)}${named[1]} ${placeholder}`);
  }
  const known = [...secrets].filter((secret) => secret.length >= shortestSecret);
  const longestFirst = known.toSorted((one, other) => other.length - one.length);
  return joinIni(
    mark,
    lines.map(({ content, ending }, index) => ({
      content: hidden.get(index) ?? hide(content, longestFirst),
      ending,
    })),
  );
}

function hide(content: ByteText, secrets: readonly string[]): ByteText {
  const hidden = secrets.reduce((left, secret) => left.replaceAll(secret, placeholder), content);
  return hidden.replaceAll(looksLikeSecret, placeholder);
}
