import type * as z from 'zod/mini';
import { type LimitCode, type LimitProblem, limitProblem } from './aws-limits.ts';
import { appError } from './errors.ts';
import { fail, type Result, succeed } from './result.ts';

/** What one command may carry at most. Generous: the longest field of the contract takes 20,000 characters. */
export const inputLimits = {
  /** Characters of all texts and field names; every value counts as one more. */
  size: 64 * 1024,
  depth: 8,
} as const;

type Problem =
  | { readonly kind: 'too-large' }
  | { readonly kind: 'refused'; readonly field: string; readonly reason: LimitCode };

const forbiddenFields: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Line breaks and tabs are part of policies; other control characters only ever deceive. Cs: halves of a pair. */
const forbiddenCharacters = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/**
 * Takes what a caller sent, whatever it is, as input of a command. The structure is judged before the schema, so
 * that a schema only ever sees small plain data.
 *
 * Errors: `input-too-large`; `input-refused` with `field` (a path such as `draft.tags.0.key`, or `input`),
 * the code of a limit as `reason`, and its params. None repeats a secret.
 */
export function parseInput<Input>(schema: z.ZodMiniType<Input>, sent: unknown): Result<Input> {
  const problem = judgeStructure(sent);
  if (problem !== null) {
    return problem.kind === 'too-large'
      ? fail(appError('input-too-large'))
      : refuse(problem.field, problem.reason);
  }
  const parsed = schema.safeParse(sent);
  if (parsed.success) return succeed(parsed.data);
  const issue = parsed.error.issues[0];
  return issue === undefined
    ? refuse('input', 'not-valid')
    : refuseFor(fieldName(issue.path), problemOf(issue));
}

/** For a field that is checked by hand. */
export function refuse(field: string, reason: LimitCode): Result<never> {
  return refuseFor(field, limitProblem(reason));
}

export function refuseFor(field: string, { code, params }: LimitProblem): Result<never> {
  return fail(appError('input-refused', { ...params, field, reason: code }));
}

function judgeStructure(sent: unknown): Problem | null {
  let size = 0;

  function judge(value: unknown, path: readonly PropertyKey[]): Problem | null {
    const refused = (reason: LimitCode): Problem => ({ kind: 'refused', field: fieldName(path), reason });
    size += 1;
    if (path.length > inputLimits.depth) return { kind: 'too-large' };
    switch (typeof value) {
      case 'undefined':
      case 'boolean':
        break;
      case 'number':
        if (!Number.isFinite(value)) return refused('finite-numbers');
        break;
      case 'string':
        size += value.length;
        if (size > inputLimits.size) return { kind: 'too-large' };
        if (forbiddenCharacters.test(value)) return refused('control-characters');
        break;
      case 'object':
        return value === null ? null : judgeObject(value, path);
      default:
        return refused('plain-data');
    }
    return size > inputLimits.size ? { kind: 'too-large' } : null;
  }

  function judgeObject(value: object, path: readonly PropertyKey[]): Problem | null {
    const refused = (reason: LimitCode): Problem => ({ kind: 'refused', field: fieldName(path), reason });
    const isArray = Array.isArray(value);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== (isArray ? Array.prototype : Object.prototype) && (isArray || prototype !== null)) {
      return refused('plain-data');
    }
    if (isArray && value.length > inputLimits.size) return { kind: 'too-large' };
    const fields = Reflect.ownKeys(value).filter((field) => !(isArray && field === 'length'));
    if (isArray && fields.length !== value.length) return refused('plain-data');
    for (const field of fields) {
      if (typeof field === 'symbol') return refused('plain-data');
      if (forbiddenFields.has(field)) return refused('field-forbidden');
      const descriptor = Object.getOwnPropertyDescriptor(value, field);
      if (descriptor === undefined || !('value' in descriptor)) return refused('plain-data');
      if (!isArray) size += field.length;
      const problem = judge(descriptor.value, [...path, field]);
      if (problem !== null) return problem;
    }
    return size > inputLimits.size ? { kind: 'too-large' } : null;
  }

  return judge(sent, []);
}

/** Field names in a path come from the caller until the schema has known them: long or odd ones are not repeated. */
function fieldName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'input';
  return path.map((part) => (/^\w{1,40}$/.test(String(part)) ? String(part) : '?')).join('.');
}

function problemOf(issue: z.core.$ZodIssue): LimitProblem {
  switch (issue.code) {
    case 'unrecognized_keys':
      return limitProblem('field-unknown');
    case 'invalid_type':
      return limitProblem('type-wrong', { type: issue.expected });
    case 'invalid_value':
      return limitProblem('choice-unknown');
    case 'too_big':
      return limitProblem('at-most', { maximum: String(issue.maximum) });
    case 'too_small':
      return limitProblem('at-least', { minimum: String(issue.minimum) });
    case 'invalid_format':
      return limitProblem('format-wrong');
    case 'custom':
      return readProblem(issue.message);
    default:
      return limitProblem('not-valid');
  }
}

/** As `problemMessage` of schema-parts.ts wrote it. */
function readProblem(message: string): LimitProblem {
  try {
    return JSON.parse(message);
  } catch {
    return limitProblem('not-valid');
  }
}
