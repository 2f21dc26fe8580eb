import type { AwsFileName, ManagedSection } from '../../../shared/aws-files-views.ts';
import { appError, type ReasonCode, type ThingCode } from '../../../shared/errors.ts';
import { fail, type Result, succeed } from '../../../shared/result.ts';
import type { ByteText } from '../ports.ts';
import { credentialKeys, expirationMarker, profileMarker, regionMarker, strongerKeys } from './aws-keys.ts';
import { type IniDocument, type IniSection, parseIni } from './ini-document.ts';
import { LineEdits } from './line-edits.ts';
import {
  fileOfKind,
  findManaged,
  keysOfKind,
  linesOf,
  type SectionContent,
  takenComment,
  writtenComment,
} from './managed-content.ts';
import { readAwsFiles } from './read-aws-files.ts';
import {
  continuationOf,
  dropKey,
  indentForNew,
  keepsNextHeader,
  meaningfulLines,
  ourComments,
  setHeader,
  setKey,
} from './section-edits.ts';
import { headerFor, isSectionName, looseProfileOf, profileOf } from './section-names.ts';

export type { SectionContent } from './managed-content.ts';

const markers: readonly string[] = [profileMarker, regionMarker, expirationMarker];

/** The sections of a file that are Keycutter's, by their mark. */
export function managedIn(text: ByteText): readonly ManagedSection[] {
  return findManaged(parseIni(text)).map(({ managed }) => managed);
}

/** Whether this profile has static keys in this file, its own or inherited from `[DEFAULT]`. */
export function staticKeysIn(text: ByteText, name: string, file: AwsFileName): boolean {
  const files = { config: null, credentials: null, [file]: text };
  const keys = readAwsFiles(files).profiles.get(name)?.keys;
  return keys !== undefined && (keys.has('aws_access_key_id') || keys.has('aws_secret_access_key'));
}

/** Whether this profile gets credentials of any kind in this file, its own or inherited from `[DEFAULT]`. */
export function credentialsIn(text: ByteText, name: string, file: AwsFileName): boolean {
  const keys = readAwsFiles({ config: null, credentials: null, [file]: text }).profiles.get(name)?.keys;
  return keys !== undefined && [...keys.keys()].some((key) => credentialKeys.has(key));
}

/**
 * The file with this section as it should be: changed where it stands, or appended. The same text when it is right
 * already. Whatever else is in the section or the file stays byte by byte. `takeOver`: a section of this name that is
 * a person's becomes ours in place; what would win over it goes, the rest stays.
 *
 * Errors: aws-section-name-refused; aws-section-taken, also when another profile's; aws-section-shadowed by `[DEFAULT]`.
 */
export function writeSection(
  text: ByteText,
  content: SectionContent,
  { takeOver }: { readonly takeOver: boolean },
): Result<ByteText> {
  const { kind, name } = content;
  const file = fileOfKind(kind);
  if (!isSectionName(name)) return fail(appError('aws-section-name-refused', { name }));
  const wanted = linesOf(content);
  if ([...wanted.values()].some((line) => /[\r\n]/.test(line))) {
    return fail(
      appError('aws-file-write-failed', {
        path: `[${name}]`,
        reason: 'value-line-break' satisfies ReasonCode,
      }),
    );
  }
  const document = parseIni(text);
  const shadowing = document.sections.some(
    (section) => section.name === 'DEFAULT' && section.keys.some((key) => strongerKeys[kind].has(key.name)),
  );
  if (shadowing) {
    const path: ThingCode = file === 'config' ? 'config-file' : 'credentials-file';
    return fail(appError('aws-section-shadowed', { name: 'DEFAULT', path }));
  }

  const edits = new LineEdits(document);
  const candidates = sectionsNamed(document, file, name);
  const target = candidates.at(-1);
  if (target === undefined) {
    const indent = indentForNew(document);
    const lines = [`[${headerFor(file, name)}]`, writtenComment, ...wanted.values()];
    edits.append(lines.map((line) => indent + line));
    return succeed(edits.result());
  }
  const free = candidates.every((section) => isOwn(document, section, content));
  if (!free && !takeOver) return fail(appError('aws-section-taken', { name }));

  const others = candidates.slice(0, -1);
  const isGuarded = others.some((section) => (document.lines[section.end]?.indent ?? '') !== '');
  if (isGuarded) return fail(appError('aws-section-taken', { name }));
  for (const other of others) putAside(edits, document, other);
  changeSection(edits, document, target, content, takeOver);
  return succeed(edits.result());
}

/** Errors: aws-section-not-managed, -name-refused, -taken. */
export function renameSection(text: ByteText, name: string, to: string): Result<ByteText> {
  const document = parseIni(text);
  const found = findManaged(document).findLast(({ managed }) => managed.name === name);
  if (found === undefined) return fail(appError('aws-section-not-managed', { name }));
  if (to === name) return succeed(text);
  if (!isSectionName(to)) return fail(appError('aws-section-name-refused', { name: to }));
  const file = fileOfKind(found.managed.kind);
  if (sectionsNamed(document, file, to).length > 0) return fail(appError('aws-section-taken', { name: to }));
  const edits = new LineEdits(document);
  setHeader(edits, document, found.section, headerFor(file, to));
  return succeed(edits.result());
}

/**
 * Takes our lines out; the header goes too, unless a person's own keys are under it.
 *
 * Errors: aws-section-not-managed.
 */
export function removeSection(text: ByteText, name: string): Result<ByteText> {
  const document = parseIni(text);
  const found = findManaged(document).filter(({ managed }) => managed.name === name);
  if (found.length === 0) return fail(appError('aws-section-not-managed', { name }));
  // From the last on, so that the numbers of lines before it stay right.
  return succeed(
    found
      .toReversed()
      .reduce((rest, { managed, section }) => withoutSection(parseIni(rest), section, managed.kind), text),
  );
}

function withoutSection(document: IniDocument, section: IniSection, kind: ManagedSection['kind']): ByteText {
  const { lines } = document;
  const edits = new LineEdits(document);
  const comments = ourComments(document, section);
  const wasWritten = comments.some((line) => lines[line]?.content.trim() === writtenComment);
  for (const line of comments) edits.drop(line);
  for (const key of section.keys) {
    if (!keysOfKind[kind].includes(key.name)) continue;
    edits.drop(key.first);
    for (const line of continuationOf(document, key)) edits.comment(line);
  }
  const rest = meaningfulLines(edits, document, section);
  if (rest.length > 0 || keepsNextHeader(document, section)) return edits.result();

  edits.drop(section.first);
  if (!wasWritten || section.first === 0) return edits.result();
  const isAbove = lines[section.first - 1]?.content === '';
  if (isAbove) edits.drop(section.first - 1);
  const last = lines.length - 1;
  return edits.result(isAbove && lines[last]?.ending === '' && edits.isDropped(last));
}

/** By botocore's meaning; where it sees none, those that a person would take for it. */
function sectionsNamed(document: IniDocument, file: AwsFileName, name: string): readonly IniSection[] {
  const named = (nameOf: typeof profileOf) =>
    document.sections.filter((section) => section.name !== null && nameOf(file, section.name) === name);
  const exact = named(profileOf);
  return exact.length > 0 ? exact : named(looseProfileOf);
}

function isOwn(document: IniDocument, section: IniSection, content: SectionContent): boolean {
  const managed = findManaged(document).find((found) => found.section === section)?.managed;
  if (managed === undefined) return false;
  return managed.kind === 'region' || content.kind === 'region'
    ? managed.kind === content.kind
    : managed.profileId === content.profileId;
}

function changeSection(
  edits: LineEdits,
  document: IniDocument,
  section: IniSection,
  content: SectionContent,
  takeOver: boolean,
): void {
  const isNew = !findManaged(document).some((found) => found.section === section);
  if (isNew) setHeader(edits, document, section, headerFor(fileOfKind(content.kind), content.name));
  const wanted = linesOf(content);
  for (const key of section.keys) {
    const wins = (isNew || takeOver) && credentialKeys.has(key.name);
    if (!wanted.has(key.name) && (wins || markers.includes(key.name))) dropKey(edits, document, key);
  }
  const missing: ByteText[] = [];
  for (const [name, line] of wanted) {
    const there = section.keys.filter((key) => key.name === name);
    const last = there.pop();
    for (const key of there) dropKey(edits, document, key);
    if (last === undefined) missing.push(line);
    else setKey(edits, document, last, line);
    // A person's own credentials go whole.
    if (last && isNew && credentialKeys.has(name)) {
      for (const more of continuationOf(document, last)) edits.drop(more);
    }
  }
  const comments = ourComments(document, section);
  const comment = isNew && comments.length === 0 ? [takenComment] : [];
  if (missing.length === 0 && comment.length === 0) return;
  // As deep as what comes next, which would become part of our values if it were deeper.
  const next = meaningfulLines(edits, document, section)[0] ?? section.end;
  const indent = document.lines[next]?.indent ?? '';
  const at = comments.includes(section.first + 1) ? section.first + 1 : section.first;
  edits.insertAfter(
    at,
    [...comment, ...missing].map((line) => indent + line),
  );
}

/** Another section of the same name, which AWS tools would refuse or mix up with ours: its lines become comments. */
function putAside(edits: LineEdits, document: IniDocument, section: IniSection): void {
  for (const line of ourComments(document, section)) edits.drop(line);
  for (const key of section.keys) {
    if (credentialKeys.has(key.name) || markers.includes(key.name)) dropKey(edits, document, key);
  }
  for (const line of [section.first, ...meaningfulLines(edits, document, section)]) {
    edits.comment(line);
  }
}
