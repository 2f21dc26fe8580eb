import type { AccessKeyView } from '../../shared/access-key-views.ts';
import * as limits from '../../shared/aws-limits.ts';

export interface KeyFields {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type KeyProblems = { readonly [Field in keyof KeyFields]: limits.LimitProblem | null };

export function keyProblems(fields: KeyFields): KeyProblems {
  return {
    name: limits.checkName(fields.name),
    accessKeyId: limits.checkAccessKeyId(fields.accessKeyId),
    secretAccessKey: limits.checkSecretAccessKey(fields.secretAccessKey),
  };
}

/** A name that is still free: the wish itself, or with a number. */
export function freeName(wish: string, keys: readonly Pick<AccessKeyView, 'name'>[]): string {
  const taken = new Set(keys.map((key) => key.name.toLowerCase()));
  const base = limits.checkName(wish) === null ? wish : 'default';
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base} ${number}`;
  return name;
}
