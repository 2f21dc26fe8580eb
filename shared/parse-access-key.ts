/**
 * Reads an access key out of whatever AWS gave it in: the console's CSV, the older credentials.csv, the JSON of
 * `aws iam create-access-key`, shell lines, or a section of a credentials file. Pure; the text is not kept.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-keys-admin-managed.html
 */
export interface ParsedAccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The IAM user's or the section's name, where the text has one. */
  readonly name: string | null;
}

/** Null when the text is none of these. Values are taken as they stand: their shape is aws-limits.ts's matter. */
export function parseAccessKey(text: string): ParsedAccessKey | null {
  if (text.length > 20_000) return null;
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  return parseJson(plain) ?? parseCsv(plain) ?? parseAssignments(plain);
}

function found(id: string | undefined, secret: string | undefined, name?: string): ParsedAccessKey | null {
  if (!id?.trim() || !secret?.trim()) return null;
  return { accessKeyId: id.trim(), secretAccessKey: secret.trim(), name: name?.trim() || null };
}

function textOf(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Reflect.get(value, key);
  return typeof member === 'string' ? member : undefined;
}

/** `{"AccessKey": {…}}`, or the inner object alone. */
function parseJson(text: string): ParsedAccessKey | null {
  if (!text.trimStart().startsWith('{')) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const inner: unknown =
    typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'AccessKey') : null;
  for (const candidate of [inner, parsed]) {
    const key = found(
      textOf(candidate, 'AccessKeyId'),
      textOf(candidate, 'SecretAccessKey'),
      textOf(candidate, 'UserName'),
    );
    if (key !== null) return key;
  }
  return null;
}

/** One line of RFC 4180: quoted cells may hold commas and doubled quotes. */
function cells(line: string): readonly string[] {
  const result: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g)) {
    result.push(match[1] === undefined ? (match[2] ?? '').trim() : match[1].replaceAll('""', '"'));
  }
  return result;
}

function parseCsv(text: string): ParsedAccessKey | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const header = cells(lines[0] ?? '').map((cell) => cell.toLowerCase());
  const id = header.indexOf('access key id');
  const secret = header.indexOf('secret access key');
  const name = header.indexOf('user name');
  if (id < 0 || secret < 0 || lines[1] === undefined) return null;
  const row = cells(lines[1]);
  return found(row[id], row[secret], name < 0 ? undefined : row[name]);
}

const assignment =
  /^\s*(?:export\s+|set\s+-gx\s+|set\s+"?|\$env:)?(aws_access_key_id|aws_secret_access_key)"?\s*[=\s]\s*(.+?)\s*;?\s*$/i;
const section = /^\s*\[\s*(?:profile\s+)?([^\]]+?)\s*\]\s*$/;

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted?.[2] ?? value.replace(/"$/, '');
}

/** `export K=V`, `set K=V`, `$Env:K = "V"`, `set -gx K V`, and `k = v` under an ini section; the first whole pair. */
function parseAssignments(text: string): ParsedAccessKey | null {
  let name: string | undefined;
  let id: string | undefined;
  let secret: string | undefined;
  for (const line of text.split('\n')) {
    const heading = section.exec(line);
    if (heading !== null) {
      name = heading[1];
      id = undefined;
      secret = undefined;
      continue;
    }
    const match = assignment.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const value = unquote(match[2]);
    if (match[1].toLowerCase() === 'aws_access_key_id') id = value;
    else secret = value;
    const key = found(id, secret, name);
    if (key !== null) return key;
  }
  return null;
}
