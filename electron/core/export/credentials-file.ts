import { createHash } from 'node:crypto';
import { fail, succeed } from '../../../shared/result.ts';
import { sessionVariables } from './environment.ts';
import type { FileSyntax } from './file-syntax.ts';
import { notAscii, type RefusalRule, refusal } from './refusal.ts';

/** Keys of https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html#ConfigFileSettings */
const keys: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'aws_access_key_id',
  AWS_SECRET_ACCESS_KEY: 'aws_secret_access_key',
  AWS_SESSION_TOKEN: 'aws_session_token',
  AWS_ACCOUNT_ID: 'aws_account_id',
  AWS_REGION: 'region',
  AWS_ENDPOINT_URL: 'endpoint_url',
};

/** Values are bare: readers trim them, and the JavaScript SDK cuts them at a `#` or `;` that follows a space. */
const rules: readonly RefusalRule[] = [
  [/^\s|\s$/u, 'surrounding-space'],
  [/(^|\s)[#;]/u, 'comment-mark'],
  notAscii,
];

/** A section for `~/.aws/credentials`, where static keys win over whatever else the profile says. */
export const credentialsFile: FileSyntax = (exportable) => {
  const lines: string[] = [`[${sectionName(exportable.profileName)}]`];
  for (const { name, value } of sessionVariables(exportable)) {
    const key = keys[name];
    if (key === undefined) continue;
    const reason = refusal(value, rules);
    if (reason) return fail({ variable: name, reason });
    lines.push(`${key} = ${value}`);
  }
  return succeed(`${lines.join('\n')}\n`);
};

/**
 * The profile's name as botocore and the JavaScript SDK both accept one: what neither takes becomes `-`. A name of
 * which too little is left, or that means something else there (`[DEFAULT]` is inherited by every section in
 * botocore; names such as `__proto__` or `constructor` get lost in the JavaScript SDK), gets a stand-in.
 */
export function sectionName(profileName: string): string {
  const safe = profileName.replaceAll(/[^A-Za-z0-9_@+.%:/-]+/g, '-').replaceAll(/^-+|-+$/g, '');
  if (/[A-Za-z0-9]/.test(safe) && safe !== 'DEFAULT' && !Reflect.has({}, safe)) return safe;
  return `keycutter-${createHash('sha256').update(profileName).digest('hex').slice(0, 8)}`;
}
